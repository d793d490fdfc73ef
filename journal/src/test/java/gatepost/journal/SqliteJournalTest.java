package gatepost.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gatepost.closing.Closure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path file() {
        return folder.resolve("data/journal.db");
    }

    @Override
    String url() {
        return "jdbc:sqlite:" + file();
    }

    @Test
    void isAFileThatAnyToolReads() throws SQLException, IOException {
        write(everySecond(3));

        assertThat(integrity()).isEqualTo("ok");
        assertThat(number("select count(*) from closures where normal")).isEqualTo(3);
        assertThat(number("select unixepoch(min(closed)) from closures"))
                .isEqualTo(NOON.getEpochSecond());
        assertThat(number("select auto_vacuum from pragma_auto_vacuum")).isEqualTo(2);
        // What the log of SQLite had is in the file, once nobody has it open.
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void readersNeitherWaitNorMakeTheWriterWait() throws SQLException {
        try (Journal journal = open(settings())) {
            journal.closed(SomeClosures.normal(NOON));
            awaitWritten(journal, 1);
            try (Connection connection = Database.of(url()).connectToRead();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from closures")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(1);

                everySecond(1500).forEach(journal::closed);
                awaitWritten(journal, 1501);
                try (ResultSet same = statement.executeQuery("select count(*) from closures")) {
                    same.next();
                    assertThat(same.getLong(1)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void becomesSmallerWhenItKeepsLess() throws IOException, SQLException {
        write(everySecond(8000));
        long before = Files.size(file());

        try (Journal _ =
                Journal.open(
                        settings().withKeep(Duration.ofSeconds(100)),
                        InstantSource.fixed(NOON.plusSeconds(8000)))) {
            await().until(() -> number("select count(*) from closures") == 100);
            await().until(() -> number("select freelist_count from pragma_freelist_count") <= 16);
        }

        assertThat(Files.size(file())).isLessThan(before / 10);
        assertThat(integrity()).isEqualTo("ok");
    }

    @Override
    void assertUndamaged() throws SQLException {
        assertThat(integrity()).isEqualTo("ok");
    }

    @Test
    void aFullDiskIsSaidOnceAndHarmsNothing()
            throws IOException, InterruptedException, SQLException {
        List<String> command = new ArrayList<>();
        // What a file may have: 4 or 8 MiB, by what the shell counts in.
        command.addAll(List.of("sh", "-c", "ulimit -f 8192 && exec \"$@\"", "sh"));
        command.addAll(java());
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines;
        try (BufferedReader output = child.inputReader(UTF_8)) {
            lines = output.lines().toList();
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor()).isZero();

        assertThat(lines)
                .filteredOn(line -> line.startsWith("WARN the journal at "))
                .singleElement()
                .asString()
                .contains(" cannot be written: ");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("failed: "))
                .anyMatch(line -> line.matches("dropped: [1-9][0-9]*"));
        long written =
                lines.stream()
                        .filter(line -> line.matches("[0-9]+"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElseThrow();
        assertThat(written).isPositive();
        assertThat(integrity()).isEqualTo("ok");
        assertThat(number("select count(*) from closures")).isGreaterThanOrEqualTo(written);
    }

    @Test
    void whatCannotBeWrittenIsSaidOnceAndWrittenLater() throws IOException {
        // As a folder without rights would; root has them all.
        Files.createDirectories(file());
        Closure last = lost(99);
        try (Said said = Said.by(JournalWriter.class)) {
            try (Journal journal = open(settings().withQueue(10))) {
                everySecond(20).forEach(journal::closed);
                await().until(() -> journal.counts().failure().isPresent());
                for (int i = 0; i < 15; i++) {
                    journal.closed(lost(i));
                }
                journal.closed(last);
                assertThat(journal.counts())
                        .isEqualTo(new JournalCounts(10, 0, 20, 6, journal.counts().failure()));

                Files.delete(file());
                awaitWritten(journal, 10);
                assertThat(journal.counts().failure()).isEmpty();
            }
            assertThat(said.lines())
                    .containsExactly(
                            "the journal at "
                                    + url()
                                    + " cannot be written: [SQLITE_CANTOPEN] Unable to open the"
                                    + " database file (unable to open database file); up to 10"
                                    + " closures wait until it can",
                            "the journal at "
                                    + url()
                                    + " is written again; dropped so far: 20 normal endings, 6"
                                    + " errors");
        }
        assertThat(reader().find(Query.ALL, Optional.empty(), 20).closures())
                .hasSize(10)
                .startsWith(last);
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidAndLeftAsItIs() throws IOException {
        Files.createDirectories(file().getParent());
        String notes = "notes of somebody".repeat(100);
        Files.writeString(file(), notes);
        try (Journal journal = open(settings());
                Said _ = Said.by(JournalWriter.class)) {
            await().until(() -> journal.counts().failure().isPresent());
            assertThat(journal.counts().failure().orElseThrow()).contains("SQLITE_NOTADB");
        }
        assertThat(file()).hasContent(notes);
    }

    @Test
    void whatIsRefusedInTheMiddleIsWrittenLater() throws SQLException {
        write(everySecond(1));
        execute(
                """
                create trigger refuse before insert on closures
                begin select raise(fail, 'not now'); end
                """);
        try (Said said = Said.by(JournalWriter.class)) {
            try (Journal journal = open(settings())) {
                everySecond(5).forEach(journal::closed);
                await().until(() -> journal.counts().failure().isPresent());
                execute("drop trigger refuse");
                awaitWritten(journal, 5);
            }
            assertThat(said.lines()).hasSize(2);
            assertThat(said.lines().getFirst()).contains("not now");
        }
        assertThat(number("select count(*) from closures")).isEqualTo(6);
    }

    private String integrity() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma integrity_check")) {
            row.next();
            return row.getString(1);
        }
    }
}
