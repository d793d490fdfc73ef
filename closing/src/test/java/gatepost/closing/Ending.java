package gatepost.closing;

import gatepost.protocol.CloseFrame;
import gatepost.protocol.Headers;
import gatepost.protocol.Violated;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Makes records for tests: a quiet connection of a minute and a half, and what differs from it. */
final class Ending {
    static final Instant OPENED = Instant.parse("2026-11-26T12:00:00Z");

    private final Cause cause;
    private Instant opened = OPENED;
    private String endpoint = "ws://10.0.0.1:9000";
    private String clientAddress = "203.0.113.7:40000";
    private UUID id = UUID.fromString("01975f2e-8a4d-7c11-9f00-000000000001");
    private Duration life = Duration.ofSeconds(87);
    private String extensions = "";
    private HandshakeRecord handshake =
            HandshakeRecord.ofRequest(
                            "/chat", Headers.of("Host", "chat.example.com", "User-Agent", "test/1"))
                    .answered(101, Headers.of("Upgrade", "websocket"));
    private LegSpec client = new LegSpec();
    private LegSpec upstream = new LegSpec();

    private Ending(Cause cause) {
        this.cause = cause;
    }

    static Ending by(Cause cause) {
        return new Ending(cause);
    }

    static Ending clientClosed(int code, String reason) {
        return by(new Cause.ClientClosed())
                .client(leg -> leg.received(new CloseFrame(code, reason)));
    }

    static Ending serverClosed(int code, String reason) {
        return by(new Cause.UpstreamClosed())
                .upstream(leg -> leg.received(new CloseFrame(code, reason)));
    }

    static Ending clientLost(TcpEnding tcp, boolean midFrame) {
        return by(new Cause.ClientLost(new Cause.Loss(tcp, midFrame, 100)))
                .client(leg -> leg.tcp(tcp));
    }

    static Ending serverLost(TcpEnding tcp, boolean midFrame) {
        return by(new Cause.UpstreamLost(new Cause.Loss(tcp, midFrame, 100)))
                .upstream(leg -> leg.tcp(tcp));
    }

    static Violated violated(Violation violation, String header, String description) {
        return new Violated(violation, 10, 11, header, description);
    }

    Ending after(Duration lived) {
        life = lived;
        return this;
    }

    Ending opened(Instant at) {
        opened = at;
        return this;
    }

    Ending through(String otherEndpoint) {
        endpoint = otherEndpoint;
        return this;
    }

    Ending from(String address) {
        clientAddress = address;
        return this;
    }

    Ending id(UUID other) {
        id = other;
        return this;
    }

    Ending extensions(String agreed) {
        extensions = agreed;
        return this;
    }

    Ending handshake(UnaryOperator<HandshakeRecord> change) {
        handshake = change.apply(handshake);
        return this;
    }

    Ending requested(String... namesAndValues) {
        handshake =
                HandshakeRecord.ofRequest("/chat", Headers.of(namesAndValues))
                        .answered(101, Headers.of());
        return this;
    }

    Ending answered(int status, String... namesAndValues) {
        return handshake(before -> before.answered(status, Headers.of(namesAndValues)));
    }

    Ending client(UnaryOperator<LegSpec> change) {
        client = change.apply(client);
        return this;
    }

    Ending upstream(UnaryOperator<LegSpec> change) {
        upstream = change.apply(upstream);
        return this;
    }

    /** Neither leg was ever opened. */
    Ending unopened() {
        return client(leg -> leg.tcp(TcpEnding.NEVER_OPENED))
                .upstream(leg -> leg.tcp(TcpEnding.NEVER_OPENED));
    }

    Closure closure() {
        Instant closed = opened.plus(life);
        return new Closure(
                id,
                opened,
                closed,
                Optional.of("/chat/**"),
                Optional.of(endpoint),
                clientAddress,
                Optional.empty(),
                extensions,
                handshake,
                client.record(closed),
                upstream.record(closed),
                cause);
    }

    Finding first() {
        return Findings.of(closure()).getFirst();
    }

    /** What a leg did. */
    static final class LegSpec {
        private Optional<CloseFrame> received = Optional.empty();
        private TcpEnding tcp = TcpEnding.FIN;
        private long frames = 5;
        private long octets = 100;
        private long largest = 20;
        private long last = 10;
        private long missing;
        private Duration receivedAgo = Duration.ofSeconds(17);
        private Duration sentAgo = Duration.ofSeconds(18);
        private Duration sentBeforeAgo = Duration.ofSeconds(19);

        LegSpec received(CloseFrame frame) {
            received = Optional.of(frame);
            return this;
        }

        LegSpec tcp(TcpEnding ending) {
            tcp = ending;
            return this;
        }

        LegSpec frames(long count) {
            frames = count;
            octets = count * 20;
            return this;
        }

        LegSpec largest(long size) {
            largest = size;
            last = size;
            return this;
        }

        LegSpec smallerBehind(long size) {
            last = size;
            return this;
        }

        LegSpec missing(long left) {
            missing = left;
            return this;
        }

        LegSpec receivedAgo(Duration ago) {
            receivedAgo = ago;
            return this;
        }

        LegSpec sentAgo(Duration ago) {
            sentAgo = ago;
            return this;
        }

        /** When something was sent before that. */
        LegSpec sentBeforeAgo(Duration ago) {
            sentBeforeAgo = ago;
            return this;
        }

        LegSpec silentFor(Duration ago) {
            return receivedAgo(ago).sentAgo(ago);
        }

        private LegRecord record(Instant end) {
            return tcp == TcpEnding.NEVER_OPENED
                    ? LegRecord.NEVER_OPENED
                    : new LegRecord(
                            received,
                            Optional.of(new CloseFrame(1001, "")),
                            tcp,
                            frames,
                            frames,
                            octets,
                            largest,
                            last,
                            missing,
                            Optional.of(end.minus(receivedAgo)),
                            Optional.of(end.minus(sentAgo)),
                            Optional.of(end.minus(sentBeforeAgo)),
                            Optional.of(end));
        }
    }

    /** An answer that never came. */
    static HandshakeRecord unanswered(HandshakeRecord before) {
        return new HandshakeRecord(
                before.path(), before.request(), OptionalInt.empty(), "", before.octets());
    }
}
