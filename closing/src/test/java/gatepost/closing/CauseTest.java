package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Violated;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CauseTest {
    private static final Violated OPCODE =
            new Violated(Violation.RESERVED_OPCODE, 12, 12, "83", "reserved opcode 0x3");

    static Stream<Arguments> causes() {
        String opcode = "reserved opcode 0x3 (RFC 6455 §5.2) at octet 12, frame header 83 at 12";
        Cause.Loss fin = new Cause.Loss(TcpEnding.FIN, true, 9);
        Cause.Loss rst = new Cause.Loss(TcpEnding.RST, false, 0);
        String within = "FIN within a frame after 9 octets, without a Close frame";
        String between = "RST between frames after 0 octets, without a Close frame";
        return Stream.of(
                Arguments.of(
                        new Cause.ClientClosed(), Party.CLIENT, "the client sent a Close frame"),
                Arguments.of(
                        new Cause.UpstreamClosed(),
                        Party.UPSTREAM,
                        "the upstream sent a Close frame"),
                Arguments.of(new Cause.ClientViolation(OPCODE, "8300"), Party.CLIENT, opcode),
                Arguments.of(new Cause.UpstreamViolation(OPCODE, "8300"), Party.UPSTREAM, opcode),
                Arguments.of(
                        new Cause.ClientRefused(Rule.ORIGINS, "origin null is not allowed here"),
                        Party.GATEWAY,
                        "origin null is not allowed here"),
                Arguments.of(
                        new Cause.UpstreamRefused(Rule.ACCEPT, "type text is not accepted"),
                        Party.GATEWAY,
                        "type text is not accepted"),
                Arguments.of(new Cause.ClientLost(fin), Party.CLIENT, within),
                Arguments.of(new Cause.ClientLost(rst), Party.NETWORK, between),
                Arguments.of(new Cause.UpstreamLost(fin), Party.UPSTREAM, within),
                Arguments.of(new Cause.UpstreamLost(rst), Party.NETWORK, between),
                Arguments.of(
                        new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 500", 1),
                        Party.UPSTREAM,
                        "HTTP 500"),
                Arguments.of(
                        new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 500", 3),
                        Party.UPSTREAM,
                        "HTTP 500 at the last of 3 endpoints"),
                Arguments.of(
                        new Cause.HandshakeRefused(401),
                        Party.UPSTREAM,
                        "the upstream answered the handshake with HTTP 401"),
                Arguments.of(
                        new Cause.GatewayFull(100),
                        Party.GATEWAY,
                        "connections reached the limit of 100"),
                Arguments.of(
                        new Cause.ClientSilent(
                                new Silence(Silence.Kind.READS_NOTHING, Duration.ofMinutes(1))),
                        Party.GATEWAY,
                        "read nothing for 60 s"),
                Arguments.of(
                        new Cause.UpstreamSilent(
                                new Silence(
                                        Silence.Kind.NO_ANSWER_TO_PING, Duration.ofMillis(1500))),
                        Party.GATEWAY,
                        "no answer to a ping within 1500 ms"),
                Arguments.of(
                        new Cause.NoHandshake(404, "no route for this host and path"),
                        Party.GATEWAY,
                        "answered with HTTP 404: no route for this host and path"),
                Arguments.of(
                        new Cause.IdleTimeout(Duration.ofMillis(1500)),
                        Party.GATEWAY,
                        "no message from either end for 1500 ms"),
                Arguments.of(new Cause.GatewayDraining(), Party.GATEWAY, "the gateway stops"),
                Arguments.of(new Cause.GatewayFault("it broke"), Party.GATEWAY, "it broke"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void saysWhoEndedItAndWhatShowsIt(Cause cause, Party endedBy, String evidence) {
        assertThat(cause.endedBy()).isEqualTo(endedBy);
        assertThat(cause.evidence()).isEqualTo(evidence);
    }

    @Test
    void everyCauseIsInTheTable() {
        assertThat(causes().<Class<?>>map(row -> row.get()[0].getClass()).distinct())
                .containsExactlyInAnyOrder(Cause.class.getPermittedSubclasses());
    }
}
