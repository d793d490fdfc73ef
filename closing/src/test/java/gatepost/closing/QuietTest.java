package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietTest {
    @Test
    void countsToTheEndOfTheLeg() {
        Closure closure =
                Ending.clientClosed(1000, "")
                        .after(Duration.ofMinutes(3))
                        .client(leg ->
                                leg.receivedAgo(Duration.ofSeconds(50))
                                        .sentAgo(Duration.ofSeconds(40)))
                        .closure();

        Quiet quiet = Quiet.of(closure, closure.client());
        assertThat(quiet)
                .isEqualTo(
                        new Quiet(
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(50),
                                Duration.ofSeconds(40),
                                Duration.ofSeconds(19)));
        assertThat(quiet.sinceEither()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whereNothingPassedItCountsFromTheHandshake() {
        Closure closure =
                Ending.by(new Cause.GatewayDraining()).after(Duration.ofSeconds(9)).closure();

        assertThat(Quiet.of(closure, LegRecord.NEVER_OPENED))
                .isEqualTo(
                        new Quiet(
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(9)));
    }

    @Test
    void aClockThatWasSetBackMakesNoNegativeSpan() {
        Closure closure =
                Ending.clientClosed(1000, "")
                        .client(leg -> leg.receivedAgo(Duration.ofSeconds(-5)))
                        .closure();

        assertThat(Quiet.of(closure, closure.client()).sinceReceived()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT55S, 55 s",
        "PT60S, 60 s",
        "PT1M30S, 90 s",
        "PT2M, 2 min",
        "PT4M, 4 min",
        "PT1H, 1 h",
        "PT4H, 4 h",
        "PT0.05S, 0.1 s",
        "PT60.05S, 60.1 s",
        "PT5M0.03S, 5 min",
        "PT5M0.7S, 301 s",
        "PT4H0.2S, 4 h"
    })
    void saysSpansInTheSameWordsInEveryLanguage(Duration span, String expected) {
        assertThat(Quiet.inWords(span)).isEqualTo(expected);
    }
}
