package gatepost.closing;

import gatepost.protocol.CloseFrame;
import java.time.Instant;
import java.util.Optional;

/**
 * What one leg of a connection did from the end of its handshake on.
 *
 * @param received the Close frame that the peer sent
 * @param sent the Close frame that the gateway wrote
 * @param tcp how the TCP connection ended
 * @param frames complete frames received, control frames among them
 * @param messages complete data messages received
 * @param octets octets received behind the handshake, frame headers among them
 * @param largestMessage octets of payload of the largest message received, as on the wire; of one
 *     that was not complete, as far as its frame headers said
 * @param lastMessage the same of the last message
 * @param missing octets of payload that were still to come of a frame that was begun, when that was
 *     what the connection was ended for, or when it ended; 0 where none was
 * @param lastReceived when the peer's last octet before its Close frame arrived; absent where none
 *     did
 * @param lastSent when the last octets before the gateway's Close frame were given to the peer's
 *     socket, Pings of the gateway among them; absent where none were
 * @param sentBefore when octets had been sent before that; absent where none were
 * @param ended when the peer's half of the TCP connection ended, or the gateway ended it; absent
 *     where there was none
 */
public record LegRecord(
        Optional<CloseFrame> received,
        Optional<CloseFrame> sent,
        TcpEnding tcp,
        long frames,
        long messages,
        long octets,
        long largestMessage,
        long lastMessage,
        long missing,
        Optional<Instant> lastReceived,
        Optional<Instant> lastSent,
        Optional<Instant> sentBefore,
        Optional<Instant> ended) {

    /** A leg that there was none of. */
    public static final LegRecord NEVER_OPENED =
            new LegRecord(
                    Optional.empty(),
                    Optional.empty(),
                    TcpEnding.NEVER_OPENED,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /**
     * The code that an endpoint in the place of the gateway would report for this leg: that of the
     * Close frame received, 1005 where it had none, 1006 where there was no Close frame (RFC 6455
     * §7.1.5).
     */
    public int recordedCode() {
        return received.map(CloseFrame::code).orElse(1006);
    }
}
