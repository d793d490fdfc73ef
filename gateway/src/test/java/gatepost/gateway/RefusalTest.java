package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.Rule;
import gatepost.protocol.Headers;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {
    static Stream<Arguments> refusals() {
        String fast = "handshakes from this address passed the limit of 5 per second";
        String many = "connections from this address reached the limit of 5";
        return Stream.of(
                Arguments.of(
                        Refusal.forbidden(Rule.ORIGINS, "Origin is missing"),
                        "403 gatepost: Origin is missing",
                        Headers.of(),
                        new Cause.ClientRefused(Rule.ORIGINS, "Origin is missing"),
                        "1008 client: Origin is missing"),
                Arguments.of(
                        Refusal.ofClient(Rule.SUBPROTOCOLS, 400, "no"),
                        "400 gatepost: no",
                        Headers.of(),
                        new Cause.ClientRefused(Rule.SUBPROTOCOLS, "no"),
                        "1008 client: no"),
                Arguments.of(
                        Refusal.tooFast(5),
                        "429 gatepost: " + fast,
                        Headers.of("Retry-After", "1"),
                        new Cause.ClientRefused(Rule.HANDSHAKES_PER_SECOND_PER_IP, fast),
                        "1008 client: " + fast),
                Arguments.of(
                        Refusal.tooManyConnections(5),
                        "429 gatepost: " + many,
                        Headers.of("Retry-After", "5"),
                        new Cause.ClientRefused(Rule.CONNECTIONS_PER_IP, many),
                        "1008 client: " + many),
                Arguments.of(
                        Refusal.full(5),
                        "503 gatepost: full: connections reached the limit of 5",
                        Headers.of("Retry-After", "5"),
                        new Cause.GatewayFull(5),
                        "1013 gateway: full"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isToldByHttpAndByClose(
            Refusal refusal, String answer, Headers headers, Cause cause, String close) {
        assertThat(refusal.answer()).hasToString(answer);
        assertThat(refusal.answer().headers()).isEqualTo(headers);
        assertThat(refusal.cause()).isEqualTo(cause);
        assertThat(refusal.toClient().code() + " " + refusal.toClient().reason()).isEqualTo(close);
    }
}
