package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosureFilterTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "30m, 2026-11-26T11:30:00Z",
        "1h, 2026-11-26T11:00:00Z",
        "7d, 2026-11-19T12:00:00Z",
        "12:59, 2026-11-26T11:59:00Z", // One o'clock has begun there.
        "14:02, 2026-11-25T13:02:00Z", // This is still to come, so yesterday's is meant.
        "14:02:30, 2026-11-25T13:02:30Z",
        "2026-11-20, 2026-11-19T23:00:00Z",
        "2026-11-20T10:00, 2026-11-20T09:00:00Z",
        "2026-11-20 10:00:05, 2026-11-20T09:00:05Z",
        "2026-11-20T10:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00+02:00, 2026-11-20T08:00:00Z"
    })
    void readsTimesAsPeopleWriteThem(String text, Instant expected) {
        assertThat(ClosureFilter.parse(text, NOW, BERLIN)).contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "yesterday", "1", "1w", "25:00", "2026-13-01", "2026-11-20T10"})
    void knowsNoOthers(String text) {
        assertThat(ClosureFilter.parse(text, NOW, BERLIN)).isEmpty();
    }
}
