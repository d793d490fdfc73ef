package gatepost.bench;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.closing.TimeOrderedId;
import gatepost.protocol.CloseFrame;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Closures as browsers leave them, some 600 octets of handshakes in each. */
final class ClosureOfABrowser {
    private static final HandshakeRecord HANDSHAKE =
            new HandshakeRecord(
                    "/chat/lobby",
                    "host: chat.example.com\nuser-agent: Mozilla/5.0 (X11; Linux x86_64)"
                            + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
                            + " Safari/537.36\norigin: https://chat.example.com\nconnection:"
                            + " Upgrade\nupgrade: websocket\nsec-websocket-version: 13\n"
                            + "sec-websocket-extensions: permessage-deflate;"
                            + " client_max_window_bits\n",
                    OptionalInt.of(101),
                    "upgrade: websocket\nconnection: Upgrade\nserver: nginx/1.29.3\ndate: Fri, 20"
                            + " Nov 2026 12:00:00 GMT\nsec-websocket-accept:"
                            + " s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n",
                    "");

    private ClosureOfABrowser() {}

    static Closure closed(Instant at, Cause cause, RandomGenerator random) {
        LegRecord leg =
                new LegRecord(
                        Optional.of(new CloseFrame(1001, "")),
                        Optional.of(new CloseFrame(1001, "")),
                        TcpEnding.FIN,
                        1200,
                        1180,
                        143_200,
                        4096,
                        40,
                        0,
                        Optional.of(at),
                        Optional.of(at),
                        Optional.of(at),
                        Optional.of(at));
        return new Closure(
                TimeOrderedId.at(at, random),
                at.minusSeconds(620),
                at,
                Optional.of("/chat/**"),
                Optional.of("ws://10.0.0.1:9000"),
                "203.0.113." + random.nextInt(256) + ":" + (1024 + random.nextInt(64_000)),
                Optional.empty(),
                "permessage-deflate",
                HANDSHAKE,
                leg,
                leg,
                cause);
    }

    /** One of ten ends with an error. */
    static Cause cause(long number) {
        return number % 10 == 0
                ? new Cause.UpstreamLost(new Cause.Loss(TcpEnding.RST, false, 143_200))
                : new Cause.ClientClosed();
    }
}
