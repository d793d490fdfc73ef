package gatepost.cli;

import static gatepost.cli.Loading.ROUTES;
import static gatepost.cli.Loading.UPSTREAMS;
import static gatepost.cli.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.journal.JournalSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalBinderTest {
    private static Optional<JournalSettings> journal(String text) {
        return switch (Loading.load(text + ROUTES + UPSTREAMS)) {
            case Loaded.Fine fine -> fine.setup().journal();
            case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "journal: {}\n"})
    void isAFileUnlessSaidOtherwise(String text) {
        assertThat(journal(text)).contains(JournalSettings.DEFAULTS);
    }

    @Test
    void canBeOff() {
        assertThat(journal("journal: off\n")).isEmpty();
    }

    @Test
    void takesWhatIsSaid() {
        assertThat(
                        journal(
                                "journal: {url: \"jdbc:postgresql://db/gatepost\", keep: 12h,"
                                        + " max-size: 1GiB}\n"))
                .contains(
                        JournalSettings.DEFAULTS
                                .withUrl("jdbc:postgresql://db/gatepost")
                                .withKeep(Duration.ofHours(12))
                                .withMaxOctets(1 << 30));
        assertThat(journal("journal: {keep: 90d}\n").orElseThrow().keep())
                .isEqualTo(Duration.ofDays(90));
        assertThat(journal("journal: {keep: forever}\n").orElseThrow().keep()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no                        | 1:10 journal: expected off, or keys and values, found "no"
                    {ulr: x}                  | 1:11 unknown key "ulr" in the journal; expected url, keep or max-size; did you mean url?
                    {url: "jdbc:mysql://db"}  | 1:16 url: expected the URL of a SQLite file or a PostgreSQL database such as jdbc:sqlite:./gatepost-data/journal.db or jdbc:postgresql://db.example.com/gatepost, found "jdbc:mysql://db"
                    {keep: 30}                | 1:17 keep: expected hours, days or forever such as 12h, 30d or forever, found 30
                    {max-size: 1KiB}          | 1:21 max-size: expected 0 or a size from 1MiB to 1048576GiB, found "1KiB"
                    """)
    void saysWhatIsWrong(String journal, String expected) {
        assertThat(problems("journal: " + journal + "\n" + ROUTES + UPSTREAMS))
                .containsExactly(expected);
    }
}
