package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.Rule;
import gatepost.closing.Silence;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Headers;
import gatepost.protocol.Violated;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Records of connections that ended, for tests of what is written of them. */
final class Endings {
    static final Instant OPENED = Instant.parse("2026-11-20T17:00:00Z");
    static final Instant CLOSED = OPENED.plusMillis(62_005);
    static final UUID ID = UUID.fromString("01975f2e-8a4d-7c11-9f00-000000000001");

    private static final HandshakeRecord REQUEST =
            HandshakeRecord.ofRequest(
                    "/chat/7", Headers.of("Host", "chat.example.com", "User-Agent", "Mozilla/5.0"));

    private static final HandshakeRecord ACCEPTED = REQUEST.answered(101, Headers.of());

    private Endings() {}

    /** One of each cause, in the order of {@link Cause}; of what may be normal or not, both. */
    static List<Closure> all() {
        return List.of(
                normal(),
                ending(
                        new Cause.ClientClosed(),
                        leg(new CloseFrame(4001, "log out"), new CloseFrame(4001, "log out")),
                        leg(new CloseFrame(4001, ""), new CloseFrame(4001, "log out"))),
                ending(
                        new Cause.UpstreamClosed(),
                        leg(CloseFrame.WITHOUT_BODY, CloseFrame.WITHOUT_BODY),
                        leg(CloseFrame.WITHOUT_BODY, CloseFrame.WITHOUT_BODY)),
                ending(
                        new Cause.UpstreamClosed(),
                        leg(new CloseFrame(1011, "oops"), new CloseFrame(1011, "oops")),
                        leg(new CloseFrame(1011, "oops"), new CloseFrame(1011, "oops"))),
                ending(
                        new Cause.ClientViolation(violated(), "8300"),
                        leg(Optional.empty(), sent(1002, "reserved opcode 0x3")),
                        leg(sent(1001, ""), sent(1001, "client: reserved opcode 0x3"))),
                ending(
                        new Cause.UpstreamViolation(violated(), "8300"),
                        leg(
                                sent(1014, "upstream: reserved opcode 0x3"),
                                sent(1014, "upstream: reserved opcode 0x3")),
                        leg(Optional.empty(), sent(1002, "reserved opcode 0x3"))),
                ending(
                        new Cause.ClientRefused(Rule.ACCEPT, "binary message, text only here"),
                        leg(sent(1003, ""), sent(1003, "client: binary message, text only here")),
                        leg(sent(1001, ""), sent(1001, "client: binary message"))),
                ending(
                        new Cause.UpstreamRefused(Rule.MAX_MESSAGE_SIZE, "70000 B, limit 65536 B"),
                        leg(sent(1014, ""), sent(1014, "upstream: 70000 B, limit 65536 B")),
                        leg(sent(1009, ""), sent(1009, "70000 B, limit 65536 B"))),
                ending(
                        new Cause.ClientLost(new Cause.Loss(TcpEnding.FIN, true, 3)),
                        leg(Optional.empty(), Optional.empty()),
                        leg(sent(1001, ""), sent(1001, "client: connection lost"))),
                lost(),
                unopened(
                        new Cause.UpstreamUnavailable(
                                HandshakeFailure.CONNECTION_REFUSED, "connection refused", 2),
                        Optional.of("ws://[::1]:9000/base"),
                        REQUEST,
                        leg(
                                sent(1014, "upstream: connection refused"),
                                sent(1014, "upstream: connection refused"))),
                unopened(
                        new Cause.HandshakeRefused(401),
                        Optional.of("ws://chat_1"),
                        REQUEST.answered(401, Headers.of()),
                        LegRecord.NEVER_OPENED),
                new Closure(
                        ID,
                        CLOSED,
                        CLOSED,
                        Optional.empty(),
                        Optional.empty(),
                        "[2001:db8::7]:40000",
                        Optional.empty(),
                        "",
                        HandshakeRecord.ofOctets("1603010200"),
                        LegRecord.NEVER_OPENED,
                        LegRecord.NEVER_OPENED,
                        new Cause.NoHandshake(400, "TLS came, and this port speaks none")),
                unopened(
                        new Cause.GatewayFull(2),
                        Optional.empty(),
                        REQUEST,
                        LegRecord.NEVER_OPENED),
                ending(
                        new Cause.ClientSilent(silence()),
                        leg(Optional.empty(), sent(1008, "client: no answer to a ping")),
                        leg(sent(1001, ""), sent(1001, "client: no answer to a ping"))),
                ending(
                        new Cause.UpstreamSilent(silence()),
                        leg(sent(1014, ""), sent(1014, "upstream: no answer to a ping")),
                        leg(Optional.empty(), sent(1001, "upstream: no answer to a ping"))),
                ending(
                        new Cause.IdleTimeout(Duration.ofMillis(700)),
                        leg(sent(1001, ""), sent(1001, "idle")),
                        leg(sent(1001, ""), sent(1001, "idle"))),
                ending(
                        new Cause.GatewayDraining(),
                        leg(sent(1001, ""), sent(1001, "shutting down")),
                        leg(sent(1001, ""), sent(1001, "shutting down"))),
                ending(
                        new Cause.GatewayFault("java.lang.IllegalStateException: no buffer"),
                        leg(sent(1011, ""), sent(1011, "internal error")),
                        leg(sent(1011, ""), sent(1011, "internal error"))));
    }

    /** The one that docs/log.md shows as normal. */
    static Closure normal() {
        return new Closure(
                ID,
                OPENED,
                CLOSED,
                Optional.of("/chat/**"),
                Optional.of("ws://10.0.0.1:9000"),
                "203.0.113.7:40000",
                Optional.of("chat"),
                "permessage-deflate",
                ACCEPTED,
                new LegRecord(
                        sent(1000, "bye"),
                        sent(1000, "bye"),
                        TcpEnding.FIN,
                        12,
                        11,
                        1432,
                        200,
                        100,
                        0,
                        Optional.of(CLOSED),
                        Optional.of(CLOSED),
                        Optional.of(CLOSED),
                        Optional.of(CLOSED)),
                new LegRecord(
                        sent(1000, "bye"),
                        sent(1000, "bye"),
                        TcpEnding.FIN,
                        40,
                        39,
                        80_211,
                        16_384,
                        2000,
                        0,
                        Optional.of(CLOSED),
                        Optional.of(CLOSED),
                        Optional.of(CLOSED),
                        Optional.of(CLOSED)),
                new Cause.ClientClosed());
    }

    /** The one that docs/log.md shows as an error. */
    static Closure lost() {
        return ending(
                new Cause.UpstreamLost(new Cause.Loss(TcpEnding.RST, false, 80_211)),
                leg(
                        sent(1014, "upstream: connection lost"),
                        sent(1014, "upstream: connection lost")),
                new LegRecord(
                        Optional.empty(),
                        Optional.empty(),
                        TcpEnding.RST,
                        40,
                        39,
                        80_211,
                        16_384,
                        2000,
                        0,
                        Optional.of(CLOSED),
                        Optional.of(CLOSED),
                        Optional.of(CLOSED),
                        Optional.of(CLOSED)));
    }

    /** One in which all that a peer controls is the same text. */
    static Closure hostile(String text) {
        CloseFrame frame = new CloseFrame(4000, fitting(text));
        HandshakeRecord handshake =
                new HandshakeRecord(
                        text,
                        // As HandshakeRecord itself keeps a value: on one line.
                        "user-agent: " + text.replace('\n', ' ').replace('\r', ' ') + "\n",
                        REQUEST.status(),
                        "server: " + text + "\n",
                        hex(text));
        return new Closure(
                ID,
                OPENED,
                CLOSED,
                Optional.of(text),
                Optional.of("ws://10.0.0.1:9000/" + text),
                "203.0.113.7:40000",
                Optional.of(text),
                text,
                handshake,
                leg(Optional.of(frame), Optional.of(frame)),
                leg(Optional.of(frame), sent(1001, "")),
                new Cause.ClientClosed(text));
    }

    /** The first octets, as the gateway keeps them. */
    private static String hex(String text) {
        byte[] octets = text.getBytes(UTF_8);
        return HexFormat.of().formatHex(octets, 0, Math.min(octets.length, 16));
    }

    /** As much of a text as a reason may have. */
    static String fitting(String text) {
        return CloseFrame.of(CloseCode.NORMAL_CLOSURE, text).reason();
    }

    static Closure withId(Closure closure, UUID id) {
        return new Closure(
                id,
                closure.opened(),
                closure.closed(),
                closure.route(),
                closure.endpoint(),
                closure.clientAddress(),
                closure.subprotocol(),
                closure.extensions(),
                closure.handshake(),
                closure.client(),
                closure.upstream(),
                closure.cause());
    }

    private static Silence silence() {
        return new Silence(Silence.Kind.NO_ANSWER_TO_PING, Duration.ofSeconds(10));
    }

    private static Violated violated() {
        return new Violated(Violation.RESERVED_OPCODE, 50, 50, "83", "reserved opcode 0x3");
    }

    private static Optional<CloseFrame> sent(int code, String reason) {
        return Optional.of(new CloseFrame(code, reason));
    }

    private static LegRecord leg(CloseFrame received, CloseFrame sent) {
        return leg(Optional.of(received), Optional.of(sent));
    }

    private static LegRecord leg(Optional<CloseFrame> received, Optional<CloseFrame> sent) {
        return new LegRecord(
                received,
                sent,
                received.isPresent() ? TcpEnding.FIN : TcpEnding.ABORTED,
                3,
                2,
                21,
                7,
                6,
                0,
                Optional.of(CLOSED),
                Optional.of(CLOSED),
                Optional.of(CLOSED),
                Optional.of(CLOSED));
    }

    private static Closure ending(Cause cause, LegRecord client, LegRecord upstream) {
        return new Closure(
                ID,
                OPENED,
                CLOSED,
                Optional.of("/chat/**"),
                Optional.of("ws://10.0.0.1:9000"),
                "203.0.113.7:40000",
                Optional.empty(),
                "",
                ACCEPTED,
                client,
                upstream,
                cause);
    }

    private static Closure unopened(
            Cause cause, Optional<String> endpoint, HandshakeRecord handshake, LegRecord client) {
        return new Closure(
                ID,
                OPENED,
                CLOSED,
                Optional.of("/chat/**"),
                endpoint,
                "203.0.113.7:40000",
                Optional.empty(),
                "",
                handshake,
                client,
                LegRecord.NEVER_OPENED,
                cause);
    }
}
