package gatepost.console;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Records of closures for tests. */
final class Closures {
    private Closures() {}

    static Closure of(Optional<String> route, LegRecord client, LegRecord upstream, Cause cause) {
        return new Closure(
                new UUID(0, 0),
                Instant.EPOCH,
                Instant.EPOCH,
                route,
                Optional.empty(),
                "127.0.0.1:1",
                Optional.empty(),
                "",
                HandshakeRecord.EMPTY,
                client,
                upstream,
                cause);
    }

    /** A leg whose peer sent a Close frame. */
    static LegRecord closedWith(int code) {
        return leg(Optional.of(new CloseFrame(code, "")));
    }

    /** A leg whose peer sent none. */
    static LegRecord lost() {
        return leg(Optional.empty());
    }

    private static LegRecord leg(Optional<CloseFrame> received) {
        return new LegRecord(
                received,
                Optional.empty(),
                TcpEnding.FIN,
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
    }
}
