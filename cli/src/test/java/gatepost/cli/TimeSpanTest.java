package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1ms,   1
                    500ms, 500
                    20s,   20000
                    5m,    300000
                    1h,    3600000
                    999999999h, 3599999996400000
                    """)
    void readsAndCounts(String text, long millis) {
        assertThat(TimeSpan.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "0s",
                "0ms",
                "-5s",
                "5 s",
                "5sec",
                "1.5s",
                "05s",
                "1000000000s",
                "5S",
                "s",
                "5s\n",
                "1h30m"
            })
    void readsNothingElse(String text) {
        assertThat(TimeSpan.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0ms, 0", "0s, 0", "0m, 0", "0h, 0", "1ms, 1", "20s, 20000"})
    void readsZeroWhereItMayBe(String text, long millis) {
        assertThat(TimeSpan.parseOrZero(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00s", "-0s", "0d", "0s\n"})
    void readsNoOtherZero(String text) {
        assertThat(TimeSpan.parseOrZero(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    5,         5s
                    5 s,       5s
                    5sec,      5s
                    10 millis, 10ms
                    2 minutes, 2m
                    2Hours,    2h
                    3d,        72h
                    """)
    void knowsWhatIsUsualElsewhere(String text, String meant) {
        assertThat(TimeSpan.meant(text)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "x", "5x", "1.5s", "-5"})
    void guessesNothingFromTheRest(String text) {
        assertThat(TimeSpan.meant(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "1500ms", "20s", "90s", "5m", "90m", "24h"})
    void writesWhatItReads(String text) {
        assertThat(TimeSpan.parse(text).map(TimeSpan::format)).contains(text);
    }
}
