package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T17:00:00Z,           2026-11-20T17:00:00.000000000Z",
        "2026-01-02T03:04:05.006Z,       2026-01-02T03:04:05.006000000Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z,           0000-01-01T00:00:00.000000000Z",
        "9999-12-31T23:59:59.000000001Z, 9999-12-31T23:59:59.000000001Z"
    })
    void alwaysHasNineDigitsOfAFraction(String time, String stored) {
        assertThat(StoredTime.of(Instant.parse(time))).isEqualTo(stored);
        assertThat(StoredTime.read(stored)).isEqualTo(time);
    }

    @Test
    void takesTheNearestOfWhatItCanWrite() {
        assertThat(StoredTime.of(Instant.MIN)).isEqualTo("0000-01-01T00:00:00.000000000Z");
        assertThat(StoredTime.of(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999999999Z");
    }
}
