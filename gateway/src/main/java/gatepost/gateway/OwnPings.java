package gatepost.gateway;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The Pings that the gateway itself sends to one peer, told apart from those of the other end by
 * their payload: eight octets that nobody else knows, and a number. Confined to the event loop of
 * the connection.
 */
final class OwnPings {
    /** How long the payload is. */
    static final int PAYLOAD = 12;

    private final long secret;
    private int sent;

    OwnPings(Random random) {
        secret = random.nextLong();
    }

    /** Whether a Pong of this length may answer one of them. */
    boolean expectPong(long payloadLength) {
        return sent > 0 && payloadLength == PAYLOAD;
    }

    /**
     * Whether this is what a Pong brings back of one of them. A peer may answer late, after
     * something else that it sent has shown it to be alive.
     */
    boolean sentPayload(ByteBuffer payload) {
        return payload.getLong() == secret && Integer.compareUnsigned(payload.getInt(), sent) <= 0;
    }

    /** The next Ping, a whole frame. */
    ByteBuffer next(Sender as, int mask) {
        sent++;
        byte[] payload = ByteBuffer.allocate(PAYLOAD).putLong(secret).putInt(sent).array();
        return FrameHeader.ping(payload, as, mask);
    }
}
