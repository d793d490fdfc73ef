package gatepost.closing;

import static gatepost.closing.Ending.by;
import static gatepost.closing.Ending.clientClosed;
import static gatepost.closing.Ending.clientLost;
import static gatepost.closing.Ending.serverClosed;
import static gatepost.closing.Ending.serverLost;
import static gatepost.closing.Ending.violated;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Violation;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Endings that look alike and differ in one fact get different answers. */
class LookAlikesTest {
    private static final Duration MINUTE = Duration.ofMillis(60_050);
    private static final Duration LATER = Duration.ofSeconds(75);
    private static final Duration HOUR = Duration.ofHours(1).plusMinutes(7);

    static Stream<Arguments> pairs() {
        Silence noPong = new Silence(Silence.Kind.NO_ANSWER_TO_PING, Duration.ofSeconds(10));
        Silence readsNothing = new Silence(Silence.Kind.READS_NOTHING, Duration.ofMinutes(1));
        return Stream.of(
                pair(
                        "FIN or RST of the client",
                        clientLost(TcpEnding.FIN, false),
                        Suspect.CLIENT_GONE,
                        clientLost(TcpEnding.RST, false),
                        Suspect.CLIENT_RESET),
                pair(
                        "RST of the client, or none and no acknowledgement either",
                        clientLost(TcpEnding.RST, false),
                        Suspect.CLIENT_RESET,
                        clientLost(TcpEnding.TIMED_OUT, false),
                        Suspect.CLIENT_UNREACHABLE),
                pair(
                        "RST of the server within a frame, or a way that broke within one",
                        serverLost(TcpEnding.RST, true),
                        Suspect.SERVER_GONE_IN_FRAME,
                        serverLost(TcpEnding.TIMED_OUT, true),
                        Suspect.SERVER_UNREACHABLE),
                pair(
                        "FIN of the client, or no answer to a ping",
                        clientLost(TcpEnding.FIN, false),
                        Suspect.CLIENT_GONE,
                        by(new Cause.ClientSilent(noPong)),
                        Suspect.CLIENT_NO_PONG),
                pair(
                        "no answer to a ping, or nothing read",
                        by(new Cause.ClientSilent(noPong)),
                        Suspect.CLIENT_NO_PONG,
                        by(new Cause.ClientSilent(readsNothing)),
                        Suspect.CLIENT_READS_NOTHING),
                pair(
                        "1009 of the server, or of the gateway",
                        serverClosed(1009, "too big"),
                        Suspect.SERVER_TOO_BIG,
                        by(
                                new Cause.ClientRefused(
                                        Rule.MAX_MESSAGE_SIZE,
                                        "message of 70000 bytes exceeds 65536")),
                        Suspect.CLIENT_OVER_LIMIT),
                pair(
                        "1009 of the server, or of the client",
                        serverClosed(1009, ""),
                        Suspect.SERVER_TOO_BIG,
                        clientClosed(1009, ""),
                        Suspect.CLIENT_FINDS_TOO_BIG),
                pair(
                        "1009 behind a message over a known limit, or below all",
                        serverClosed(1009, "").client(leg -> leg.largest(70_000)),
                        Suspect.SERVER_TOO_BIG_BY_DEFAULT,
                        serverClosed(1009, "").client(leg -> leg.largest(5_000)),
                        Suspect.SERVER_TOO_BIG),
                pair(
                        "60 s of silence, ended by the gateway's own rule or from outside",
                        by(new Cause.IdleTimeout(Duration.ofMinutes(1)))
                                .client(leg -> leg.silentFor(MINUTE))
                                .upstream(leg -> leg.silentFor(MINUTE)),
                        Suspect.GATEWAY_IDLE_TIMEOUT,
                        serverLost(TcpEnding.FIN, false)
                                .answered(101, "Server", "nginx")
                                .upstream(leg -> leg.silentFor(MINUTE)),
                        Suspect.SERVER_SIDE_IDLE_LIMIT),
                pair(
                        "60 s or 75 s of silence",
                        serverLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .answered(101, "Server", "nginx")
                                .upstream(leg -> leg.silentFor(MINUTE)),
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        serverLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .answered(101, "Server", "nginx")
                                .upstream(leg -> leg.silentFor(LATER)),
                        Suspect.SERVER_GONE),
                pair(
                        "lost right behind a large message, by the server or by TCP itself",
                        serverLost(TcpEnding.FIN, false)
                                .client(leg -> leg.largest(20_000))
                                .upstream(leg -> leg.sentAgo(Duration.ofSeconds(1))),
                        Suspect.SERVER_DROPS_BIG_MESSAGE,
                        serverLost(TcpEnding.TIMED_OUT, false)
                                .client(leg -> leg.largest(20_000))
                                .upstream(leg -> leg.sentAgo(Duration.ofSeconds(1))),
                        Suspect.SERVER_UNREACHABLE),
                pair(
                        "2 min of silence, ended by uWebSockets or by TCP itself",
                        serverLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .upstream(leg -> leg.silentFor(Duration.ofMinutes(2))),
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        serverLost(TcpEnding.TIMED_OUT, false)
                                .after(HOUR)
                                .upstream(leg -> leg.silentFor(Duration.ofMinutes(2))),
                        Suspect.SERVER_UNREACHABLE),
                pair(
                        "silence of the server alone behind nginx, or behind what counts both",
                        serverLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .answered(101, "Server", "nginx")
                                .upstream(leg ->
                                        leg.receivedAgo(MINUTE).sentAgo(Duration.ofSeconds(1))),
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        serverLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .answered(101, "Server", "APISIX/3")
                                .upstream(leg ->
                                        leg.receivedAgo(MINUTE).sentAgo(Duration.ofSeconds(1))),
                        Suspect.SERVER_GONE),
                pair(
                        "cut on the client's side, or on the server's",
                        clientLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .requested("CF-Ray", "1-FRA")
                                .client(leg -> leg.silentFor(Duration.ofSeconds(100))),
                        Suspect.CLIENT_SIDE_IDLE_LIMIT,
                        serverLost(TcpEnding.FIN, false)
                                .after(HOUR)
                                .answered(101, "CF-Ray", "1-FRA")
                                .upstream(leg -> leg.silentFor(Duration.ofSeconds(100))),
                        Suspect.SERVER_SIDE_IDLE_LIMIT),
                pair(
                        "30 s of life behind Google's load balancer, or without it",
                        clientLost(TcpEnding.FIN, false)
                                .requested("Via", "1.1 google")
                                .after(Duration.ofSeconds(30)),
                        Suspect.CLIENT_SIDE_LIFE_LIMIT,
                        clientLost(TcpEnding.FIN, false).after(Duration.ofSeconds(30)),
                        Suspect.CLIENT_GONE),
                pair(
                        "the client vanished before the server had answered, or after",
                        clientLost(TcpEnding.FIN, false).unopened(),
                        Suspect.CLIENT_LEFT_IN_HANDSHAKE,
                        clientLost(TcpEnding.FIN, false),
                        Suspect.CLIENT_GONE),
                pair(
                        "the server left between frames, or within one",
                        serverLost(TcpEnding.FIN, false),
                        Suspect.SERVER_GONE,
                        serverLost(TcpEnding.FIN, true),
                        Suspect.SERVER_GONE_IN_FRAME),
                pair(
                        "the server left right behind a large message, or long after",
                        serverLost(TcpEnding.FIN, false)
                                .client(leg -> leg.largest(20_000))
                                .upstream(leg -> leg.sentAgo(Duration.ofMillis(3))),
                        Suspect.SERVER_DROPS_BIG_MESSAGE,
                        serverLost(TcpEnding.FIN, false)
                                .client(leg -> leg.largest(20_000))
                                .upstream(leg -> leg.sentAgo(Duration.ofSeconds(9))),
                        Suspect.SERVER_GONE),
                pair(
                        "a large message was the last, or smaller ones came behind it",
                        serverLost(TcpEnding.FIN, false)
                                .client(leg -> leg.largest(20_000))
                                .upstream(leg -> leg.sentAgo(Duration.ofMillis(3))),
                        Suspect.SERVER_DROPS_BIG_MESSAGE,
                        serverLost(TcpEnding.FIN, false)
                                .client(leg -> leg.largest(20_000).smallerBehind(10))
                                .upstream(leg -> leg.sentAgo(Duration.ofMillis(3))),
                        Suspect.SERVER_GONE),
                pair(
                        "RSV1 without an extension, or RSV2",
                        by(
                                new Cause.ClientViolation(
                                        violated(Violation.RESERVED_BITS, "c1", "RSV1"), "c185")),
                        Suspect.CLIENT_COMPRESSES_UNASKED,
                        by(
                                new Cause.ClientViolation(
                                        violated(Violation.RESERVED_BITS, "a1", "RSV2"), "a185")),
                        Suspect.CLIENT_OUT_OF_STEP),
                pair(
                        "RSV1 of a compressed message, or of the letter H",
                        by(
                                new Cause.UpstreamViolation(
                                        violated(Violation.RESERVED_BITS, "c1", "RSV1"), "c105")),
                        Suspect.SERVER_COMPRESSES_UNASKED,
                        by(
                                new Cause.UpstreamViolation(
                                        violated(Violation.RESERVED_BITS, "48", "RSV1"),
                                        "485454502f312e312034303020")),
                        Suspect.SERVER_SENDS_HTTP),
                pair(
                        "text in ISO 8859-1, or bytes",
                        by(
                                new Cause.ClientViolation(
                                        violated(Violation.TEXT_NOT_UTF8, "8184", "not UTF-8"),
                                        "6e61ef7665")),
                        Suspect.CLIENT_SENDS_LATIN_1,
                        by(
                                new Cause.ClientViolation(
                                        violated(Violation.TEXT_NOT_UTF8, "8184", "not UTF-8"),
                                        "6e01ef7665")),
                        Suspect.CLIENT_SENDS_BINARY_AS_TEXT),
                pair(
                        "404 of the server, or of the gateway",
                        by(new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 404", 1))
                                .unopened()
                                .answered(404),
                        Suspect.SERVER_ANSWERS_NOT_FOUND,
                        by(new Cause.NoHandshake(404, "no route")).unopened(),
                        Suspect.NO_ROUTE_MATCHES),
                pair(
                        "no mask from the beginning, or behind frames that had one",
                        by(new Cause.ClientViolation(
                                        violated(Violation.UNMASKED_BY_CLIENT, "8105", "no mask"),
                                        ""))
                                .client(leg -> leg.frames(0)),
                        Suspect.CLIENT_DOES_NOT_MASK,
                        by(
                                new Cause.ClientViolation(
                                        violated(Violation.UNMASKED_BY_CLIENT, "8105", "no mask"),
                                        "")),
                        Suspect.CLIENT_OUT_OF_STEP),
                pair(
                        "a length in more octets than it needs, or in the wrong order",
                        by(
                                new Cause.ClientViolation(
                                        violated(
                                                Violation.LENGTH_NOT_MINIMAL, "82fe0005", "5 in 2"),
                                        "")),
                        Suspect.CLIENT_BROKE_PROTOCOL,
                        by(
                                new Cause.ClientViolation(
                                        violated(Violation.LENGTH_OVER_63_BITS, "82ffc0", "> 2^63"),
                                        "")),
                        Suspect.CLIENT_LENGTH_REVERSED),
                pair(
                        "a reset behind a silence, or while something was sent all the time",
                        serverLost(TcpEnding.RST, false)
                                .after(HOUR)
                                .upstream(leg ->
                                        leg.receivedAgo(Duration.ofMinutes(20))
                                                .sentBeforeAgo(Duration.ofMinutes(20))
                                                .sentAgo(Duration.ofMillis(40))),
                        Suspect.SERVER_SIDE_FORGOTTEN,
                        serverLost(TcpEnding.RST, false)
                                .after(HOUR)
                                .upstream(leg ->
                                        leg.receivedAgo(Duration.ofMinutes(20))
                                                .sentBeforeAgo(Duration.ofSeconds(1))
                                                .sentAgo(Duration.ofMillis(40))),
                        Suspect.SERVER_RESET),
                pair(
                        "1009 where sizes are known, or where messages may be compressed",
                        serverClosed(1009, "").client(leg -> leg.largest(70_000)),
                        Suspect.SERVER_TOO_BIG_BY_DEFAULT,
                        serverClosed(1009, "")
                                .extensions("permessage-deflate")
                                .client(leg -> leg.largest(70_000)),
                        Suspect.SERVER_TOO_BIG),
                pair(
                        "a time-out behind a silence, or in a reason alone",
                        serverClosed(1001, "idle timeout"),
                        Suspect.SERVER_IDLE_LIMIT,
                        serverClosed(1001, "shutdown timeout")
                                .upstream(leg -> leg.silentFor(Duration.ofMillis(100))),
                        Suspect.SERVER_GOING_AWAY),
                pair(
                        "503 of a server, or 502 of a proxy",
                        by(new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 503", 1))
                                .unopened()
                                .answered(503),
                        Suspect.SERVER_ANSWERS_OTHERWISE,
                        by(new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 502", 1))
                                .unopened()
                                .answered(502),
                        Suspect.SERVER_ANSWERS_GATEWAY_ERROR),
                pair(
                        "HTTP that cannot be read, or something else",
                        by(new Cause.NoHandshake(400, "no HTTP/1.1"))
                                .unopened()
                                .handshake(before -> before.withOctets("474554202f")),
                        Suspect.CLIENT_HANDSHAKE_WRONG,
                        by(new Cause.NoHandshake(400, "no HTTP/1.1"))
                                .unopened()
                                .handshake(before -> before.withOctets("45484c4f0d0a")),
                        Suspect.CLIENT_SPEAKS_NO_HTTP),
                pair(
                        "400 on a port of TLS, or with a link in its page",
                        badRequest("The plain HTTP request was sent to HTTPS port"),
                        Suspect.SERVER_SPEAKS_TLS,
                        badRequest("see https://tools.ietf.org/html/rfc9110"),
                        Suspect.SERVER_ANSWERS_OTHERWISE),
                pair(
                        "401 that was passed on, or one that was not",
                        by(new Cause.HandshakeRefused(401)).unopened().answered(401),
                        Suspect.SERVER_WANTS_LOGIN,
                        by(new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 401", 1))
                                .unopened()
                                .answered(401),
                        Suspect.SERVER_ANSWERS_FORBIDDEN),
                pair(
                        "502 of a proxy behind, or a closed port",
                        by(new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 502", 1))
                                .unopened()
                                .answered(502),
                        Suspect.SERVER_ANSWERS_GATEWAY_ERROR,
                        by(new Cause.UpstreamUnavailable(
                                        HandshakeFailure.CONNECTION_REFUSED,
                                        "connection refused",
                                        1))
                                .unopened(),
                        Suspect.SERVER_PORT_CLOSED),
                pair(
                        "1001 of a server that stops, or that had waited too long",
                        serverClosed(1001, "shutting down"),
                        Suspect.SERVER_GOING_AWAY,
                        serverClosed(1001, "Connection Idle Timeout"),
                        Suspect.SERVER_IDLE_LIMIT),
                pair(
                        "1001 without a reason behind Caddy, or elsewhere",
                        serverClosed(1001, "").answered(101, "Server", "Caddy"),
                        Suspect.PROXY_RESTARTS,
                        serverClosed(1001, ""),
                        Suspect.SERVER_GOING_AWAY),
                pair(
                        "1011 for a fault, or for pings",
                        serverClosed(1011, "unexpected error"),
                        Suspect.SERVER_FAILED,
                        serverClosed(1011, "keepalive ping timeout"),
                        Suspect.SERVER_GOT_NO_PONG));
    }

    private static Ending badRequest(String body) {
        return by(new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 400", 1))
                .unopened()
                .answered(400)
                .handshake(before ->
                        before.withOctets(HexFormat.of().formatHex(body.getBytes(US_ASCII))));
    }

    private static Arguments pair(
            String what, Ending one, Suspect ofOne, Ending other, Suspect ofOther) {
        return Arguments.of(what, one, ofOne, other, ofOther);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void areToldApart(String what, Ending one, Suspect ofOne, Ending other, Suspect ofOther) {
        assertThat(one.first().suspect()).isEqualTo(ofOne);
        assertThat(other.first().suspect()).isEqualTo(ofOther);
    }
}
