package gatepost.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gatepost.closing.Closure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresJournalTest extends JournalContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres server;

    @SuppressWarnings("NullAway.Init")
    private String url;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        String name = "journal" + DATABASES.incrementAndGet();
        url = server.getJdbcUrl("postgres", "postgres");
        execute("create database " + name);
        url = server.getJdbcUrl("postgres", name);
    }

    @Override
    String url() {
        return url;
    }

    @Test
    void livesBesideOtherTables() throws SQLException {
        execute("create table others (id integer)");
        List<Closure> closures = everySecond(1);

        write(closures);

        assertThat(reader().find(closures.getFirst().id())).contains(closures.getFirst());
    }

    @Test
    void connectsAgainWhereAConnectionWasLost() throws SQLException {
        try (Journal journal = open(settings());
                Said said = Said.by(JournalWriter.class)) {
            journal.closed(SomeClosures.normal(NOON));
            awaitWritten(journal, 1);

            execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                    """);
            everySecond(100).forEach(journal::closed);

            awaitWritten(journal, 101);
            await().until(() -> said.lines().size() == 2);
            assertThat(said.lines().getFirst())
                    .startsWith(
                            "the journal at " + Database.of(url).place() + " cannot be written: ");
            assertThat(said.lines().getLast())
                    .isEqualTo(
                            "the journal at "
                                    + Database.of(url).place()
                                    + " is written again; dropped so far: 0 normal endings, 0"
                                    + " errors");
        }
        assertThat(number("select count(*) from closures")).isEqualTo(101);
    }

    @Test
    void severalGatewaysWriteOne() throws SQLException {
        try (Journal one = open(settings());
                Journal other = open(settings())) {
            everySecond(3000).forEach(one::closed);
            everySecond(3000).forEach(other::closed);
            awaitWritten(one, 3000);
            awaitWritten(other, 3000);
        }
        assertThat(number("select count(*) from closures")).isEqualTo(6000);
        assertThat(number("select count(*) from gatepost_schema_history where version = '1'"))
                .isEqualTo(1);
    }

    @Test
    void whereMoreComesThanCanBeWrittenFewNormalEndingsWaitUntilAllAreWritten() throws Exception {
        int room = 2000;
        try (Journal journal = open(settings().withQueue(room));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection first = DriverManager.getConnection(url);
                Connection second = DriverManager.getConnection(url)) {
            journal.closed(SomeClosures.normal(NOON));
            awaitWritten(journal, 1);

            // The writer waits with one batch in its hands, while more comes than that left room
            // for.
            lock(first);
            journal.closed(SomeClosures.normal(NOON));
            awaitWaitingForLock(1);
            everySecond(room + 100).forEach(journal::closed);
            assertThat(journal.counts().droppedNormals()).isEqualTo(100);
            // Locks are given in turn: it commits, and waits behind this one with the next batch.
            Future<?> locked = threads.submit(() -> lock(second));
            awaitWaitingForLock(2);
            unlock(first);
            locked.get(10, SECONDS);
            awaitWaitingForLock(1);

            everySecond(100).forEach(journal::closed);
            assertThat(journal.counts().droppedNormals()).isEqualTo(200);
            for (int i = 0; i < 100; i++) {
                journal.closed(lost(i));
            }
            assertThat(journal.counts().droppedErrors()).isZero();
            unlock(second);
            await().until(() -> journal.counts().queued() == 0);
            awaitWritten(journal, 1 + 1 + room + 100);

            lock(first);
            everySecond(room).forEach(journal::closed);
            assertThat(journal.counts().droppedNormals()).isEqualTo(200);
            unlock(first);
        }
    }

    /** What a gateway does before it writes. */
    private Void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Database.of(url).beginToWrite(connection);
        return null;
    }

    private static void unlock(Connection connection) throws SQLException {
        connection.rollback();
    }

    private void awaitWaitingForLock(int count) {
        await().until(() ->
                number("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        == count);
    }

    @Test
    void aServerThatIsNotThereIsSaidOnceAndErrorsAreKept() {
        JournalSettings nowhere =
                settings()
                        .withUrl("jdbc:postgresql://127.0.0.1:1/gatepost?password=secret")
                        .withQueue(4);
        try (Said said = Said.by(JournalWriter.class)) {
            try (Journal journal = open(nowhere)) {
                everySecond(6).forEach(journal::closed);
                for (int i = 0; i < 5; i++) {
                    journal.closed(lost(i));
                }
                await().until(() -> journal.counts().failure().isPresent());
                assertThat(journal.counts().failure().orElseThrow())
                        .startsWith("Connection to 127.0.0.1:1 refused.");
                assertThat(journal.counts())
                        .isEqualTo(new JournalCounts(4, 0, 6, 1, journal.counts().failure()));
            }
            assertThat(said.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the journal at jdbc:postgresql://127.0.0.1:1/gatepost cannot be"
                                    + " written: Connection to 127.0.0.1:1 refused.")
                    .endsWith("; up to 4 closures wait until it can");
        }
    }

    @Test
    void timesAndDetailsAreValuesOfPostgresqlsTypes() throws SQLException {
        write(everySecond(2));

        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select closed::timestamptz, cause_details::jsonb ->> 'evidence'"
                                        + " from closures where normal order by closed limit 1")) {
            row.next();
            assertThat(row.getTimestamp(1).toInstant()).isEqualTo(NOON);
            assertThat(row.getString(2)).isEqualTo("the client sent a Close frame");
        }
    }
}
