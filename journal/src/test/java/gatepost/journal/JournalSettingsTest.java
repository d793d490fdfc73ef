package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalSettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:mysql://h/d      | a journal's URL begins with jdbc:sqlite: or jdbc:postgresql:: jdbc:mysql://h/d
                    jdbc:sqlite:          | a journal in SQLite has the path of a file behind jdbc:sqlite:: jdbc:sqlite:
                    jdbc:sqlite::memory:  | a journal in SQLite has the path of a file behind jdbc:sqlite:: jdbc:sqlite::memory:
                    jdbc:sqlite:a?mode=ro | a journal in SQLite has the path of a file behind jdbc:sqlite:: jdbc:sqlite:a?mode=ro
                    """)
    void refusesOtherDatabases(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalSettings.DEFAULTS.withUrl(url))
                .withMessage(message);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalSettings.DEFAULTS.withKeep(Duration.ofDays(-1)))
                .withMessage("cannot be kept for PT-24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalSettings.DEFAULTS.withMaxOctets(1000))
                .withMessage("at most 1000 octets are too few, 1 MiB is the least");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalSettings.DEFAULTS.withQueue(0))
                .withMessage("a queue of 0");
    }

    @Test
    void tellsNoSecrets() {
        assertThat(
                        JournalSettings.DEFAULTS.withUrl(
                                "jdbc:postgresql://me:secret@db/gatepost?user=me&password=secret"))
                .hasToString(
                        "jdbc:postgresql://db/gatepost, keep PT720H, at most 0 octets, queue"
                                + " 8192");
    }
}
