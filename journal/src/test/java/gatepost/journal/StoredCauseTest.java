package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gatepost.closing.Cause;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.Rule;
import gatepost.closing.Silence;
import gatepost.closing.TcpEnding;
import gatepost.protocol.Violated;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoredCauseTest {
    /** As they lie in journals: what fails here needs a migration. */
    static Stream<Arguments> stored() {
        Violated violated =
                new Violated(Violation.RESERVED_OPCODE, 12, 13, "83", "reserved opcode 0x3");
        String violation =
                """
                {"octets":"8300","violated":{"violation":"RESERVED_OPCODE","frame":12,"octet":13,\
                "header":"83","description":"reserved opcode 0x3"}}\
                """;
        Cause.Loss loss = new Cause.Loss(TcpEnding.RST, true, 9);
        String lost =
                """
                {"loss":{"tcp":"RST","midFrame":true,"octets":9}}\
                """;
        Silence silence = new Silence(Silence.Kind.READS_NOTHING, Duration.ofMillis(61_500));
        String silent =
                """
                {"silence":{"kind":"READS_NOTHING","limit":"PT1M1.5S"}}\
                """;
        return Stream.of(
                Arguments.of(
                        new Cause.ClientClosed(),
                        "{\"evidence\":\"the client sent a Close frame\"}"),
                Arguments.of(new Cause.UpstreamClosed(), "{}"),
                Arguments.of(new Cause.ClientViolation(violated, "8300"), violation),
                Arguments.of(new Cause.UpstreamViolation(violated, "8300"), violation),
                Arguments.of(
                        new Cause.ClientRefused(Rule.ORIGINS, "not here"),
                        "{\"rule\":\"ORIGINS\",\"reason\":\"not here\"}"),
                Arguments.of(
                        new Cause.UpstreamRefused(Rule.ACCEPT, "no text"),
                        "{\"rule\":\"ACCEPT\",\"reason\":\"no text\"}"),
                Arguments.of(new Cause.ClientLost(loss), lost),
                Arguments.of(new Cause.UpstreamLost(loss), lost),
                Arguments.of(
                        new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 500", 2),
                        "{\"failure\":\"STATUS\",\"fault\":\"HTTP 500\",\"attempts\":2}"),
                Arguments.of(new Cause.HandshakeRefused(401), "{\"status\":401}"),
                Arguments.of(
                        new Cause.NoHandshake(404, "no route"),
                        "{\"status\":404,\"reason\":\"no route\"}"),
                Arguments.of(new Cause.GatewayFull(100), "{\"connections\":100}"),
                Arguments.of(new Cause.ClientSilent(silence), silent),
                Arguments.of(new Cause.UpstreamSilent(silence), silent),
                Arguments.of(new Cause.IdleTimeout(Duration.ofMinutes(5)), "{\"limit\":\"PT5M\"}"),
                Arguments.of(new Cause.GatewayDraining(), "{}"),
                Arguments.of(new Cause.GatewayFault("a\0b"), "{\"fault\":\"a\\\\u0000b\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stored")
    void readsAndWritesCausesAsTheyLieInJournals(Cause cause, String details) {
        String name = StoredCause.name(cause);

        assertThat(StoredCause.read(name, details)).isEqualTo(cause);
        assertThat(StoredCause.read(name, StoredCause.details(cause))).isEqualTo(cause);
        assertThat(sorted(StoredCause.details(cause))).isEqualTo(sorted(details));
    }

    /** The order of an object's members means nothing. */
    private static String sorted(String json) {
        return json.chars().sorted().mapToObj(Character::toString).reduce("", String::concat);
    }

    @Test
    void everyCauseIsTried() {
        assertThat(stored().map(arguments -> StoredCause.name((Cause) arguments.get()[0])))
                .containsExactlyInAnyOrderElementsOf(StoredCause.TYPES.keySet());
        assertThat(new SomeClosures(1).causes().map(StoredCause::name).distinct())
                .containsExactlyInAnyOrderElementsOf(StoredCause.TYPES.keySet());
    }

    @RepeatedTest(50)
    void readsWhatItWrote(RepetitionInfo repetition) {
        assertThat(new SomeClosures(repetition.getCurrentRepetition()).causes())
                .allSatisfy(cause ->
                        assertThat(
                                        StoredCause.read(
                                                StoredCause.name(cause),
                                                StoredCause.details(cause)))
                                .isEqualTo(cause));
    }

    @Test
    void saysWhichCauseItDoesNotKnow() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> StoredCause.read("SolarFlare", "{}"))
                .withMessage(
                        "The journal has the cause SolarFlare, of a newer version of Gatepost.");
    }
}
