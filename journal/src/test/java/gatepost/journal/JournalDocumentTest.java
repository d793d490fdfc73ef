package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/journal.md says of the table is so. */
class JournalDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/journal.md");
    private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("`([a-z_]+)`");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    @BeforeEach
    void write() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Closure> closures =
                List.of(
                        SomeClosures.normal(now),
                        SomeClosures.error(now),
                        Example.ENDING
                                .closed(now)
                                .legs(Example.leg(1006, 1006), Example.leg(1000, 1000))
                                .closure(),
                        Example.ENDING
                                .closed(now)
                                .cause(new Cause.ClientRefused(Rule.ORIGINS, "not here"))
                                .closure());
        try (Journal journal = Journal.open(JournalSettings.DEFAULTS.withUrl(url()))) {
            closures.forEach(journal::closed);
        }
    }

    @Test
    void everyQueryHasAnAnswer() throws IOException, SQLException {
        List<String> queries =
                QUERY.matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(queries).hasSizeGreaterThan(5);
        for (String query : queries) {
            assertThat(rows(query)).as(query).isNotEmpty();
        }
        assertThat(rows(queries.get(1))).hasSize(1);
        assertThat(rows(queries.getLast())).containsExactly(List.of("ORIGINS", "1"));
    }

    private List<List<String>> rows(String query) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    @Test
    void everyColumnIsThere() throws IOException, SQLException {
        List<String> documented =
                Files.readString(DOCUMENT)
                        .lines()
                        .dropWhile(line -> !line.startsWith("| column |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("| `"))
                        .flatMap(line -> quoted(line.split("\\|", -1)[1]))
                        .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        rows("select name from pragma_table_info('closures')").stream()
                                .map(List::getFirst)
                                .toList());
        assertThat(documented).contains("number").containsAll(ClosureRow.COLUMNS);
        assertThat(documented).hasSize(ClosureRow.COLUMNS.size() + 1);
    }

    private static Stream<String> quoted(String text) {
        return QUOTED.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
