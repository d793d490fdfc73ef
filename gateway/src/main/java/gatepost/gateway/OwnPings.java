package gatepost.gateway;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The Pings that the gateway itself sends to one peer, told apart from those of the other end by
 * their payload: eight octets that nobody else knows, and a number. Confined to the event loop of
 * the connection.
 */
final class OwnPings {
    /** How long the payload is. */
    static final int PAYLOAD = 12;

    private final long secret;
    private final LongSupplier clock;
    private final LongConsumer roundTrips;
    private int sent;
    private boolean unanswered; // the last one
    private long sentAt;

    /**
     * @param clock as {@link System#nanoTime}
     * @param roundTrips told how many nanoseconds passed until the last Ping sent was answered
     */
    OwnPings(Random random, LongSupplier clock, LongConsumer roundTrips) {
        secret = random.nextLong();
        this.clock = clock;
        this.roundTrips = roundTrips;
    }

    /** Whether a Pong of this length may answer one of them. */
    boolean expectPong(long payloadLength) {
        return sent > 0 && payloadLength == PAYLOAD;
    }

    /**
     * Takes what a Pong brings back; returns whether it is of one of them. A peer may answer late,
     * after something else that it sent has shown it to be alive.
     */
    boolean takePayload(ByteBuffer payload) {
        if (payload.getLong() != secret) {
            return false;
        }
        int number = payload.getInt();
        if (number == sent && unanswered) {
            unanswered = false;
            roundTrips.accept(clock.getAsLong() - sentAt);
        }
        return Integer.compareUnsigned(number, sent) <= 0;
    }

    /** The next Ping, a whole frame. */
    ByteBuffer next(Sender as, int mask) {
        sent++;
        unanswered = true;
        sentAt = clock.getAsLong();
        byte[] payload = ByteBuffer.allocate(PAYLOAD).putLong(secret).putInt(sent).array();
        return FrameHeader.ping(payload, as, mask);
    }
}
