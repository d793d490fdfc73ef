package gatepost.closing;

import static gatepost.closing.Certainty.CERTAIN;
import static gatepost.closing.Certainty.LIKELY;
import static gatepost.closing.Certainty.POSSIBLE;
import static gatepost.closing.Ending.by;
import static gatepost.closing.Ending.clientClosed;
import static gatepost.closing.Ending.clientLost;
import static gatepost.closing.Ending.serverClosed;
import static gatepost.closing.Ending.serverLost;
import static gatepost.closing.Ending.violated;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Violation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A record for each suspect, and how sure it is. */
    static Stream<Arguments> endings() {
        return Stream.of(
                        ofCloseFrames(),
                        ofViolations(Role.CLIENT),
                        ofViolations(Role.SERVER),
                        ofRules(),
                        ofLosses(),
                        ofUpstreams(),
                        ofHandshakes(),
                        ofTheGateway())
                .flatMap(each -> each);
    }

    private static Arguments row(Suspect suspect, Certainty certainty, Ending ending) {
        return Arguments.of(suspect, certainty, ending);
    }

    private static Stream<Arguments> ofCloseFrames() {
        return Stream.of(
                row(Suspect.CLIENT_CLOSED, CERTAIN, clientClosed(1000, "bye")),
                row(Suspect.CLIENT_CLOSED, CERTAIN, clientClosed(1005, "")),
                row(Suspect.CLIENT_GOING_AWAY, CERTAIN, clientClosed(1001, "")),
                row(Suspect.CLIENT_MISSES_EXTENSION, CERTAIN, clientClosed(1010, "foo")),
                row(Suspect.CLIENT_FINDS_TOO_BIG, CERTAIN, clientClosed(1009, "")),
                row(Suspect.CLIENT_FINDS_FAULT, CERTAIN, clientClosed(1002, "bad frame")),
                row(Suspect.CLIENT_REFUSES_TYPE, CERTAIN, clientClosed(1003, "")),
                row(Suspect.CLIENT_FINDS_FAULT, CERTAIN, clientClosed(1007, "")),
                row(Suspect.CLIENT_FAILED, CERTAIN, clientClosed(1011, "oops")),
                row(
                        Suspect.CLIENT_GOT_NO_PONG,
                        LIKELY,
                        clientClosed(1011, "keepalive ping timeout")),
                row(Suspect.CLIENT_PRIVATE_CODE, CERTAIN, clientClosed(4001, "")),
                row(Suspect.CLIENT_CLOSED_OTHERWISE, CERTAIN, clientClosed(1008, "")),
                row(Suspect.SERVER_CLOSED, CERTAIN, serverClosed(1000, "")),
                row(Suspect.SERVER_GOING_AWAY, CERTAIN, serverClosed(1001, "bye")),
                row(
                        Suspect.SERVER_IDLE_LIMIT,
                        CERTAIN,
                        serverClosed(1001, "Connection Idle Timeout")),
                row(Suspect.SERVER_RESTARTS, CERTAIN, serverClosed(1012, "")),
                row(
                        Suspect.PROXY_RESTARTS,
                        LIKELY,
                        serverClosed(1001, "CloudFlare WebSocket Proxy restarting")),
                row(
                        Suspect.PROXY_RESTARTS,
                        LIKELY,
                        serverClosed(1001, "").answered(101, "Server", "Caddy")),
                row(
                        Suspect.PROXY_LIMIT_WITH_CLOSE,
                        LIKELY,
                        serverClosed(1001, "Going away")
                                .after(Duration.ofHours(1))
                                .upstream(leg -> leg.silentFor(Duration.ofSeconds(601)))),
                row(
                        Suspect.PROXY_LIMIT_WITH_CLOSE,
                        LIKELY,
                        serverClosed(1001, "Going away").after(Duration.ofHours(2))),
                row(Suspect.SERVER_TRY_LATER, CERTAIN, serverClosed(1013, "")),
                row(Suspect.SERVER_TOO_BIG, CERTAIN, serverClosed(1009, "")),
                row(
                        Suspect.SERVER_TOO_BIG_BY_DEFAULT,
                        LIKELY,
                        serverClosed(1009, "").client(leg -> leg.largest(1_048_577))),
                row(Suspect.SERVER_FINDS_FAULT, CERTAIN, serverClosed(1002, "")),
                row(Suspect.SERVER_REFUSES_TYPE, CERTAIN, serverClosed(1003, "")),
                row(Suspect.SERVER_POLICY, CERTAIN, serverClosed(1008, "token expired")),
                row(Suspect.SERVER_FAILED, CERTAIN, serverClosed(1011, "")),
                row(
                        Suspect.SERVER_GOT_NO_PONG,
                        LIKELY,
                        serverClosed(1011, "keepalive ping timeout")),
                row(Suspect.SERVER_GATEWAY_FAILED, CERTAIN, serverClosed(1014, "")),
                row(Suspect.SERVER_PRIVATE_CODE, CERTAIN, serverClosed(3000, "")),
                row(Suspect.SERVER_CLOSED_OTHERWISE, CERTAIN, serverClosed(1010, "")));
    }

    private static Stream<Arguments> ofViolations(Role who) {
        boolean client = who == Role.CLIENT;
        return Stream.of(
                row(
                        client ? Suspect.CLIENT_DOES_NOT_MASK : Suspect.SERVER_MASKS,
                        CERTAIN,
                        violation(
                                        who,
                                        client
                                                ? Violation.UNMASKED_BY_CLIENT
                                                : Violation.MASKED_BY_SERVER,
                                        client ? "8105" : "8185",
                                        "8105")
                                .client(leg -> leg.frames(0))
                                .upstream(leg -> leg.frames(0))),
                row(
                        client
                                ? Suspect.CLIENT_COMPRESSES_UNASKED
                                : Suspect.SERVER_COMPRESSES_UNASKED,
                        LIKELY,
                        violation(who, Violation.RESERVED_BITS, "c1", "c187a1b2c3d4")),
                row(
                        client ? Suspect.CLIENT_SENDS_HTTP : Suspect.SERVER_SENDS_HTTP,
                        CERTAIN,
                        violation(
                                who,
                                Violation.RESERVED_BITS,
                                client ? "47" : "48",
                                hex(client ? "GET / HTTP/1.1\r\n" : "HTTP/1.1 500 Internal"))),
                row(
                        client ? Suspect.CLIENT_SENDS_HTTP : Suspect.SERVER_SENDS_HTTP,
                        CERTAIN,
                        violation(
                                        who,
                                        Violation.COMPRESSED_CONTROL_FRAME,
                                        "48",
                                        hex("HTTP/1.1 500 Internal"))
                                .extensions("permessage-deflate")),
                row(
                        client ? Suspect.CLIENT_SENDS_TLS : Suspect.SERVER_SENDS_TLS,
                        LIKELY,
                        violation(who, Violation.RESERVED_BITS, "16", "160301020001")),
                row(
                        client ? Suspect.CLIENT_SENDS_LATIN_1 : Suspect.SERVER_SENDS_LATIN_1,
                        LIKELY,
                        violation(who, Violation.TEXT_NOT_UTF8, "8106", "436166e920 6f7576657274")),
                row(
                        client
                                ? Suspect.CLIENT_SENDS_BINARY_AS_TEXT
                                : Suspect.SERVER_SENDS_BINARY_AS_TEXT,
                        LIKELY,
                        violation(who, Violation.TEXT_NOT_UTF8, "8106", "0000001866747970ff")),
                row(
                        client ? Suspect.CLIENT_SENDS_NO_UTF8 : Suspect.SERVER_SENDS_NO_UTF8,
                        CERTAIN,
                        violation(who, Violation.TEXT_NOT_UTF8, "8106", "c3a9ed a080")),
                row(
                        client ? Suspect.CLIENT_CUTS_TEXT : Suspect.SERVER_CUTS_TEXT,
                        LIKELY,
                        violation(who, Violation.TEXT_ENDS_IN_CODE_POINT, "8102", "")),
                row(
                        client ? Suspect.CLIENT_FRAMES_TWICE : Suspect.SERVER_FRAMES_TWICE,
                        LIKELY,
                        violation(who, Violation.TEXT_NOT_UTF8, "8107", "810548656c6c6f")
                                .client(leg -> leg.largest(7))
                                .upstream(leg -> leg.largest(7))),
                row(
                        client ? Suspect.CLIENT_LENGTH_REVERSED : Suspect.SERVER_LENGTH_REVERSED,
                        LIKELY,
                        violation(who, Violation.LENGTH_OVER_63_BITS, "82ffc0", "")),
                row(
                        client ? Suspect.CLIENT_INTERLEAVES : Suspect.SERVER_INTERLEAVES,
                        LIKELY,
                        violation(who, Violation.UNFINISHED_MESSAGE, "81", "")),
                row(
                        client
                                ? Suspect.CLIENT_SENDS_RESERVED_CODE
                                : Suspect.SERVER_SENDS_RESERVED_CODE,
                        CERTAIN,
                        violation(who, Violation.CLOSE_CODE, "8802", "")),
                row(
                        client
                                ? Suspect.CLIENT_CONTROL_FRAME_WRONG
                                : Suspect.SERVER_CONTROL_FRAME_WRONG,
                        CERTAIN,
                        violation(who, Violation.LONG_CONTROL_FRAME, "897e", "")),
                row(
                        client ? Suspect.CLIENT_DEFLATES_WRONGLY : Suspect.SERVER_DEFLATES_WRONGLY,
                        CERTAIN,
                        violation(who, Violation.COMPRESSED_DATA_CORRUPT, "c107", "")),
                row(
                        client ? Suspect.CLIENT_OUT_OF_STEP : Suspect.SERVER_OUT_OF_STEP,
                        POSSIBLE,
                        violation(who, Violation.RESERVED_OPCODE, "83", "83ab")),
                row(
                        client ? Suspect.CLIENT_BROKE_PROTOCOL : Suspect.SERVER_BROKE_PROTOCOL,
                        CERTAIN,
                        violation(who, Violation.RESERVED_OPCODE, "83", "83ab")
                                .client(leg -> leg.frames(0))
                                .upstream(leg -> leg.frames(0))));
    }

    private static Ending violation(Role who, Violation violation, String header, String around) {
        var violated = violated(violation, header, "what was found");
        String octets = around.replace(" ", "");
        return by(
                who == Role.CLIENT
                        ? new Cause.ClientViolation(violated, octets)
                        : new Cause.UpstreamViolation(violated, octets));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static Stream<Arguments> ofRules() {
        return Stream.of(
                row(Suspect.CLIENT_TYPE_REFUSED, CERTAIN, clientRefused(Rule.ACCEPT)),
                row(Suspect.SERVER_TYPE_REFUSED, CERTAIN, serverRefused(Rule.ACCEPT)),
                row(Suspect.CLIENT_NOT_CONVERTIBLE, CERTAIN, clientRefused(Rule.CONVERT)),
                row(Suspect.SERVER_NOT_CONVERTIBLE, CERTAIN, serverRefused(Rule.CONVERT)),
                row(Suspect.CLIENT_OVER_LIMIT, CERTAIN, clientRefused(Rule.MAX_MESSAGE_SIZE)),
                row(Suspect.SERVER_OVER_LIMIT, CERTAIN, serverRefused(Rule.MAX_FRAME_SIZE)),
                row(
                        Suspect.CLIENT_LENGTH_REVERSED,
                        LIKELY,
                        by(
                                new Cause.ClientRefused(
                                        Rule.MAX_FRAME_SIZE,
                                        "frame of "
                                                + Long.reverseBytes(70_000)
                                                + " bytes exceeds 65536"))),
                row(
                        Suspect.SERVER_LENGTH_REVERSED,
                        LIKELY,
                        serverRefused(Rule.FRAME_TIMEOUT)
                                .upstream(leg -> leg.largest(0xC800).missing(0xC800 - 0x00C8))),
                row(Suspect.CLIENT_TOO_FAST, CERTAIN, clientRefused(Rule.BYTES_PER_SECOND)),
                row(
                        Suspect.CLIENT_LEFT_FRAME_UNFINISHED,
                        CERTAIN,
                        clientRefused(Rule.FRAME_TIMEOUT)),
                row(
                        Suspect.SERVER_LEFT_FRAME_UNFINISHED,
                        CERTAIN,
                        serverRefused(Rule.FRAME_TIMEOUT)),
                row(Suspect.ORIGIN_REFUSED, CERTAIN, clientRefused(Rule.ORIGINS).unopened()),
                row(Suspect.FIELD_REFUSED, CERTAIN, clientRefused(Rule.REQUIRED_FIELDS).unopened()),
                row(
                        Suspect.SUBPROTOCOL_REFUSED,
                        CERTAIN,
                        clientRefused(Rule.SUBPROTOCOLS).unopened()),
                row(
                        Suspect.ADDRESS_HAS_TOO_MANY,
                        CERTAIN,
                        clientRefused(Rule.CONNECTIONS_PER_IP).unopened()),
                row(
                        Suspect.ADDRESS_TOO_FAST,
                        CERTAIN,
                        clientRefused(Rule.HANDSHAKES_PER_SECOND_PER_IP).unopened()));
    }

    private static Ending clientRefused(Rule rule) {
        return by(new Cause.ClientRefused(rule, "frame of 70000 bytes exceeds 65536"));
    }

    private static Ending serverRefused(Rule rule) {
        return by(new Cause.UpstreamRefused(rule, "frame of 70000 bytes exceeds 65536"));
    }

    private static Stream<Arguments> ofLosses() {
        return Stream.of(
                row(
                        Suspect.CLIENT_SIDE_IDLE_LIMIT,
                        LIKELY,
                        clientLost(TcpEnding.FIN, false)
                                .requested("CF-Ray", "8a1b-FRA")
                                .after(Duration.ofMinutes(9))
                                .client(leg -> leg.silentFor(Duration.ofMillis(100_300)))),
                row(
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        LIKELY,
                        serverLost(TcpEnding.FIN, false)
                                .answered(101, "Server", "nginx/1.22.1")
                                .after(Duration.ofMinutes(9))
                                .upstream(leg ->
                                        leg.receivedAgo(Duration.ofMillis(60_050))
                                                .sentAgo(Duration.ofSeconds(1)))),
                row(
                        Suspect.CLIENT_SIDE_LIFE_LIMIT,
                        LIKELY,
                        clientLost(TcpEnding.FIN, false)
                                .requested("Via", "1.1 google")
                                .after(Duration.ofMillis(30_020))
                                .client(leg -> leg.silentFor(Duration.ofSeconds(1)))),
                row(
                        Suspect.SERVER_SIDE_LIFE_LIMIT,
                        LIKELY,
                        serverLost(TcpEnding.RST, false)
                                .answered(101, "Via", "1.1 google")
                                .after(Duration.ofMillis(30_020))
                                .upstream(leg -> leg.silentFor(Duration.ofSeconds(1)))),
                row(
                        Suspect.CLIENT_SIDE_FORGOTTEN,
                        POSSIBLE,
                        clientLost(TcpEnding.RST, false)
                                .after(Duration.ofHours(1))
                                .client(leg ->
                                        leg.receivedAgo(Duration.ofMinutes(20))
                                                .sentBeforeAgo(Duration.ofMinutes(20))
                                                .sentAgo(Duration.ofMillis(40)))),
                row(
                        Suspect.SERVER_SIDE_FORGOTTEN,
                        POSSIBLE,
                        serverLost(TcpEnding.RST, false)
                                .after(Duration.ofHours(1))
                                .upstream(leg ->
                                        leg.receivedAgo(Duration.ofMinutes(20))
                                                .sentBeforeAgo(Duration.ofMinutes(20))
                                                .sentAgo(Duration.ofMillis(40)))),
                row(
                        Suspect.CLIENT_LEFT_IN_HANDSHAKE,
                        CERTAIN,
                        clientLost(TcpEnding.RST, false).unopened()),
                row(Suspect.CLIENT_GONE, CERTAIN, clientLost(TcpEnding.FIN, false)),
                row(Suspect.CLIENT_RESET, CERTAIN, clientLost(TcpEnding.RST, false)),
                row(Suspect.CLIENT_GONE_IN_FRAME, CERTAIN, clientLost(TcpEnding.FIN, true)),
                row(Suspect.CLIENT_UNREACHABLE, CERTAIN, clientLost(TcpEnding.TIMED_OUT, false)),
                row(Suspect.CLIENT_UNREACHABLE, CERTAIN, clientLost(TcpEnding.TIMED_OUT, true)),
                row(
                        Suspect.SERVER_DROPS_BIG_MESSAGE,
                        POSSIBLE,
                        serverLost(TcpEnding.FIN, false)
                                .client(leg -> leg.largest(16_385))
                                .upstream(leg -> leg.sentAgo(Duration.ofMillis(5)))),
                row(
                        Suspect.SERVER_DROPS_AT_ONCE,
                        LIKELY,
                        serverLost(TcpEnding.FIN, false)
                                .after(Duration.ofMillis(30))
                                .client(leg -> leg.frames(0))
                                .upstream(leg -> leg.frames(0))),
                row(Suspect.SERVER_GONE, CERTAIN, serverLost(TcpEnding.FIN, false)),
                row(Suspect.SERVER_RESET, CERTAIN, serverLost(TcpEnding.RST, false)),
                row(Suspect.SERVER_GONE_IN_FRAME, CERTAIN, serverLost(TcpEnding.RST, true)),
                row(Suspect.SERVER_UNREACHABLE, CERTAIN, serverLost(TcpEnding.TIMED_OUT, false)));
    }

    private static Stream<Arguments> ofUpstreams() {
        return Stream.of(
                row(Suspect.NO_ENDPOINT, CERTAIN, without(HandshakeFailure.NO_ENDPOINT)),
                row(
                        Suspect.SERVER_PORT_CLOSED,
                        CERTAIN,
                        without(HandshakeFailure.CONNECTION_REFUSED)),
                row(
                        Suspect.SERVER_CONNECT_TIMEOUT,
                        CERTAIN,
                        without(HandshakeFailure.CONNECT_TIMEOUT)),
                row(Suspect.SERVER_NO_ROUTE, CERTAIN, without(HandshakeFailure.NO_ROUTE)),
                row(
                        Suspect.SERVER_CANNOT_CONNECT,
                        CERTAIN,
                        without(HandshakeFailure.CANNOT_CONNECT)),
                row(Suspect.SERVER_NO_ANSWER, CERTAIN, without(HandshakeFailure.NO_ANSWER)),
                row(
                        Suspect.SERVER_LOST_BEFORE_ANSWER,
                        CERTAIN,
                        without(HandshakeFailure.LOST_BEFORE_ANSWER)),
                row(
                        Suspect.SERVER_SPEAKS_TLS,
                        CERTAIN,
                        without(HandshakeFailure.LOST_BEFORE_ANSWER, "15030100020246")),
                row(
                        Suspect.SERVER_SPEAKS_TLS,
                        CERTAIN,
                        without(
                                        HandshakeFailure.STATUS,
                                        hex("The plain HTTP request was sent to HTTPS port"))
                                .handshake(before ->
                                        before.answered(400, gatepost.protocol.Headers.of()))),
                row(
                        Suspect.SERVER_SPEAKS_HTTP_2,
                        CERTAIN,
                        without(HandshakeFailure.NOT_HTTP, "000012040000000000")),
                row(
                        Suspect.SERVER_SPEAKS_NO_HTTP,
                        CERTAIN,
                        without(HandshakeFailure.NOT_HTTP, hex("SSH-2.0-OpenSSH"))),
                row(Suspect.SERVER_ANSWERS_PAGE, CERTAIN, answering(200)),
                row(Suspect.SERVER_ANSWERS_NOT_FOUND, CERTAIN, answering(404)),
                row(Suspect.SERVER_ANSWERS_NO_UPGRADE, LIKELY, answering(426)),
                row(Suspect.SERVER_ANSWERS_FORBIDDEN, CERTAIN, answering(403)),
                row(Suspect.SERVER_ANSWERS_GATEWAY_ERROR, LIKELY, answering(502)),
                row(Suspect.SERVER_ANSWERS_ERROR, CERTAIN, answering(500)),
                row(Suspect.SERVER_ANSWERS_OTHERWISE, CERTAIN, answering(418)),
                row(
                        Suspect.SERVER_LOSES_UPGRADE,
                        CERTAIN,
                        by(unavailable(
                                        HandshakeFailure.BAD_ANSWER,
                                        "no Upgrade: websocket in the answer"))
                                .unopened()),
                row(
                        Suspect.SERVER_WRONG_ACCEPT,
                        CERTAIN,
                        by(unavailable(
                                        HandshakeFailure.BAD_ANSWER,
                                        "Sec-WebSocket-Accept is wrong"))
                                .unopened()),
                row(
                        Suspect.SERVER_WRONG_SUBPROTOCOL,
                        CERTAIN,
                        without(HandshakeFailure.SUBPROTOCOL)),
                row(Suspect.SERVER_WRONG_EXTENSION, CERTAIN, without(HandshakeFailure.EXTENSION)),
                row(
                        Suspect.SERVER_LACKS_EXTENSION,
                        CERTAIN,
                        without(HandshakeFailure.EXTENSION_MISSING)),
                row(Suspect.SERVER_REDIRECTS, CERTAIN, refused(302)),
                row(Suspect.SERVER_WANTS_LOGIN, CERTAIN, refused(401)),
                row(Suspect.SERVER_FORBIDS, CERTAIN, refused(403)),
                row(Suspect.SERVER_LIMITS_RATE, CERTAIN, refused(429)),
                row(Suspect.SERVER_REFUSES, CERTAIN, refused(451)));
    }

    private static Cause unavailable(HandshakeFailure failure, String fault) {
        return new Cause.UpstreamUnavailable(failure, fault, 1);
    }

    private static Ending without(HandshakeFailure failure) {
        return without(failure, "");
    }

    private static Ending without(HandshakeFailure failure, String octets) {
        return by(unavailable(failure, "what was wrong"))
                .unopened()
                .handshake(before -> Ending.unanswered(before).withOctets(octets));
    }

    private static Ending answering(int status) {
        return without(HandshakeFailure.STATUS).answered(status, "Server", "x");
    }

    private static Ending refused(int status) {
        return by(new Cause.HandshakeRefused(status)).unopened().answered(status);
    }

    private static Stream<Arguments> ofHandshakes() {
        return Stream.of(
                row(Suspect.CLIENT_SPEAKS_TLS, CERTAIN, noHandshake(400, "160301020001")),
                row(
                        Suspect.CLIENT_SPEAKS_HTTP_2,
                        CERTAIN,
                        noHandshake(400, hex("PRI * HTTP/2.0\r\n\r\nSM"))),
                row(Suspect.CLIENT_SPEAKS_NO_HTTP, CERTAIN, noHandshake(400, hex("EHLO me\r\n"))),
                row(Suspect.NO_ROUTE_MATCHES, CERTAIN, noHandshake(404, "")),
                row(Suspect.CLIENT_HEADER_TOO_LARGE, CERTAIN, noHandshake(431, hex("GET / "))),
                row(Suspect.CLIENT_HANDSHAKE_WRONG, CERTAIN, noHandshake(426, "")));
    }

    private static Ending noHandshake(int status, String octets) {
        return by(new Cause.NoHandshake(status, "what was wrong"))
                .unopened()
                .handshake(before -> before.withOctets(octets));
    }

    private static Stream<Arguments> ofTheGateway() {
        Silence noPong = new Silence(Silence.Kind.NO_ANSWER_TO_PING, LIMIT);
        Silence readsNothing = new Silence(Silence.Kind.READS_NOTHING, LIMIT);
        return Stream.of(
                row(Suspect.CLIENT_NO_PONG, CERTAIN, by(new Cause.ClientSilent(noPong))),
                row(Suspect.SERVER_NO_PONG, CERTAIN, by(new Cause.UpstreamSilent(noPong))),
                row(
                        Suspect.CLIENT_READS_NOTHING,
                        CERTAIN,
                        by(new Cause.ClientSilent(readsNothing))),
                row(
                        Suspect.SERVER_READS_NOTHING,
                        CERTAIN,
                        by(new Cause.UpstreamSilent(readsNothing))),
                row(Suspect.GATEWAY_IDLE_TIMEOUT, CERTAIN, by(new Cause.IdleTimeout(LIMIT))),
                row(Suspect.GATEWAY_FULL, CERTAIN, by(new Cause.GatewayFull(5)).unopened()),
                row(Suspect.GATEWAY_DRAINS, CERTAIN, by(new Cause.GatewayDraining())),
                row(Suspect.GATEWAY_FAULT, CERTAIN, by(new Cause.GatewayFault("it broke"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void namesTheSuspectFirst(Suspect suspect, Certainty certainty, Ending ending) {
        Finding first = ending.first();

        assertThat(first.suspect()).isEqualTo(suspect);
        assertThat(first.certainty()).isEqualTo(certainty);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void endsWithWhatIsCertain(Suspect suspect, Certainty certainty, Ending ending) {
        assertThat(Findings.of(ending.closure()).getLast().certainty()).isEqualTo(CERTAIN);
    }

    @Test
    void everySuspectIsAmongThese() {
        Set<Suspect> seen =
                endings()
                        .map(each -> (Suspect) each.get()[0])
                        .collect(toCollection(() -> EnumSet.noneOf(Suspect.class)));
        seen.add(Suspect.SERVER_SENDS_CHUNKS); // Has a test of its own.

        assertThat(seen).containsExactlyInAnyOrder(Suspect.values());
    }

    @Test
    void aChunkIsOnlyWhatAServerSends() {
        String chunk = hex("1a\r\n\u0001\u0018");

        assertThat(violation(Role.SERVER, Violation.RESERVED_BITS, "31", chunk).first().suspect())
                .isEqualTo(Suspect.SERVER_SENDS_CHUNKS);
        assertThat(violation(Role.CLIENT, Violation.RESERVED_BITS, "31", chunk).first().suspect())
                .isEqualTo(Suspect.CLIENT_OUT_OF_STEP);
    }
}
