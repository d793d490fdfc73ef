package gatepost.journal;

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
import java.util.Random;

/** Closures of which only that is said which a test asks for. */
record Example(
        Instant closed,
        String route,
        Optional<String> endpoint,
        String client,
        LegRecord clientLeg,
        LegRecord upstreamLeg,
        Cause cause) {
    /** Both ends closed with 1000. */
    static final Example ENDING =
            new Example(
                    SomeClosures.NOON,
                    "/chat/**",
                    Optional.of("ws://10.0.0.1:9000"),
                    "203.0.113.7:40000",
                    leg(1000, 1000),
                    leg(1000, 1000),
                    new Cause.ClientClosed());

    private static final Random RANDOM = new Random(7);

    /** A leg with these codes received and sent; 1006 for no Close frame. */
    static LegRecord leg(int received, int sent) {
        return new LegRecord(
                frame(received),
                frame(sent),
                received == 1006 ? TcpEnding.RST : TcpEnding.FIN,
                12,
                11,
                1432,
                200,
                3,
                0,
                Optional.of(SomeClosures.NOON),
                Optional.of(SomeClosures.NOON),
                Optional.of(SomeClosures.NOON),
                Optional.of(SomeClosures.NOON));
    }

    private static Optional<CloseFrame> frame(int code) {
        return code == 1006
                ? Optional.empty()
                : Optional.of(new CloseFrame(code, code == 1005 ? "" : "bye"));
    }

    Example closed(Instant at) {
        return new Example(at, route, endpoint, client, clientLeg, upstreamLeg, cause);
    }

    Example route(String other) {
        return new Example(closed, other, endpoint, client, clientLeg, upstreamLeg, cause);
    }

    Example endpoint(String other) {
        return new Example(
                closed, route, Optional.of(other), client, clientLeg, upstreamLeg, cause);
    }

    Example client(String other) {
        return new Example(closed, route, endpoint, other, clientLeg, upstreamLeg, cause);
    }

    Example legs(LegRecord ofClient, LegRecord ofUpstream) {
        return new Example(closed, route, endpoint, client, ofClient, ofUpstream, cause);
    }

    Example cause(Cause other) {
        return new Example(closed, route, endpoint, client, clientLeg, upstreamLeg, other);
    }

    synchronized Closure closure() {
        return new Closure(
                TimeOrderedId.at(closed, RANDOM),
                closed.minusSeconds(62),
                closed,
                Optional.of(route),
                endpoint,
                client,
                Optional.of("chat"),
                "",
                new HandshakeRecord(
                        "/chat/lobby",
                        "host: chat.example.com\nuser-agent: Mozilla/5.0 (X11; Linux x86_64)"
                                + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
                                + " Safari/537.36\norigin: https://chat.example.com\n"
                                + "sec-websocket-version: 13\n",
                        OptionalInt.of(101),
                        "upgrade: websocket\nconnection: Upgrade\nserver: nginx/1.29.3\n",
                        ""),
                clientLeg,
                upstreamLeg,
                cause);
    }
}
