package gatepost.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.LegRecord;
import gatepost.closing.Rule;
import gatepost.closing.TcpEnding;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a journal does, whatever its database. */
abstract class JournalContract {
    static final Instant NOON = SomeClosures.NOON;

    /** Of a database of this test alone, in which nothing is yet. */
    abstract String url();

    /** What its own tools say of the database, where there are any. */
    void assertUndamaged() throws SQLException {}

    @BeforeAll
    static void lookOften() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    /** Nothing is too old by this clock. */
    private final InstantSource clock = InstantSource.fixed(NOON);

    final JournalSettings settings() {
        return JournalSettings.DEFAULTS.withUrl(url());
    }

    final Journal open(JournalSettings settings) {
        return Journal.open(settings, clock);
    }

    final void write(List<Closure> closures) {
        write(settings(), closures);
    }

    final void write(JournalSettings settings, List<Closure> closures) {
        try (Journal journal = open(settings)) {
            closures.forEach(journal::closed);
            await().untilAsserted(() ->
                    assertThat(journal.counts().written()).isEqualTo(closures.size()));
        }
    }

    final JournalReader reader() {
        return JournalReader.open(url());
    }

    final long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Closure> found(Query query) {
        return reader().find(query, Optional.empty(), 100).closures();
    }

    @Test
    void readsWhatItWrote() {
        SomeClosures some = new SomeClosures(1);
        List<Closure> closures = new ArrayList<>(some.causes().map(some::of).toList());
        IntStream.range(0, 500).forEach(_ -> closures.add(some.next()));

        write(settings().withKeep(Duration.ZERO), closures);

        JournalReader reader = reader();
        assertThat(closures.subList(0, 20))
                .allSatisfy(closure -> assertThat(reader.find(closure.id())).contains(closure));
        List<Closure> all = new ArrayList<>();
        reader.forEach(Query.ALL, all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(closures);
    }

    @Test
    void findsTheNewestFirstPageByPage() {
        List<Closure> closures = everySecond(25);
        write(closures);

        JournalReader reader = reader();
        Page first = reader.find(Query.ALL, Optional.empty(), 10);
        // Neither what is written nor what is deleted meanwhile moves the pages.
        write(List.of(SomeClosures.normal(NOON.plusSeconds(99))));
        Page second = reader.find(Query.ALL, first.older().map(JournalContract::sent), 10);
        Page third = reader.find(Query.ALL, second.older().map(JournalContract::sent), 10);

        List<Closure> newestFirst = closures.reversed();
        assertThat(first.closures()).isEqualTo(newestFirst.subList(0, 10));
        assertThat(second.closures()).isEqualTo(newestFirst.subList(10, 20));
        assertThat(third.closures()).isEqualTo(newestFirst.subList(20, 25));
        assertThat(third.older()).isEmpty();
    }

    @Test
    void pagesThroughWhatEndedAtTheSameTime() {
        List<Closure> closures =
                IntStream.range(0, 7).mapToObj(_ -> SomeClosures.normal(NOON)).toList();
        write(closures);

        JournalReader reader = reader();
        List<Closure> all = new ArrayList<>();
        Optional<Cursor> from = Optional.empty();
        do {
            Page page = reader.find(Query.ALL, from, 2);
            all.addAll(page.closures());
            from = page.older();
        } while (from.isPresent());

        assertThat(all).containsExactlyInAnyOrderElementsOf(closures);
    }

    private static Cursor sent(Cursor cursor) {
        return Cursor.parse(cursor.text());
    }

    @Test
    void findsByTime() {
        List<Closure> closures = everySecond(4);
        write(closures);

        Query query = Query.ALL.since(NOON.plusSeconds(1)).until(NOON.plusSeconds(3));

        assertThat(found(query)).containsExactly(closures.get(2), closures.get(1));
        assertThat(found(Query.ALL.since(Instant.MIN).until(Instant.MAX))).hasSize(4);
    }

    @Test
    void findsByCodeAndLeg() {
        LegRecord lost = Example.leg(1006, 1014);
        LegRecord bare = Example.leg(1005, 1005);
        Closure upstreamLost =
                Example.ENDING.legs(Example.leg(1014, 1014), Example.leg(1006, 1006)).closure();
        Closure clientLost =
                Example.ENDING.legs(Example.leg(1006, 1006), Example.leg(1001, 1001)).closure();
        Closure neverSawTheCode = Example.ENDING.legs(lost, Example.leg(1006, 1006)).closure();
        Closure withoutCode = Example.ENDING.legs(bare, bare).closure();
        Closure neverOpened =
                Example.ENDING.legs(LegRecord.NEVER_OPENED, LegRecord.NEVER_OPENED).closure();
        write(List.of(upstreamLost, clientLost, neverSawTheCode, withoutCode, neverOpened));

        assertThat(codes(Query.Leg.EITHER, 1006))
                .containsExactlyInAnyOrder(upstreamLost, clientLost, neverSawTheCode);
        assertThat(codes(Query.Leg.CLIENT, 1006))
                .containsExactlyInAnyOrder(clientLost, neverSawTheCode);
        assertThat(codes(Query.Leg.UPSTREAM, 1006))
                .containsExactlyInAnyOrder(upstreamLost, neverSawTheCode);
        assertThat(codes(Query.Leg.EITHER, 1014))
                .containsExactlyInAnyOrder(upstreamLost, neverSawTheCode);
        assertThat(codes(Query.Leg.UPSTREAM, 1014)).isEmpty();
        assertThat(codes(Query.Leg.EITHER, 1005, 1001))
                .containsExactlyInAnyOrder(clientLost, withoutCode);
    }

    private List<Closure> codes(Query.Leg leg, Integer... codes) {
        return found(Query.ALL.codes(leg, Set.of(codes)));
    }

    @Test
    void findsByCauseRouteEndpointAndErrors() {
        Closure refused =
                Example.ENDING
                        .cause(new Cause.ClientRefused(Rule.ACCEPT, "no text"))
                        .route("/o'brien/**")
                        .closure();
        Closure draining = Example.ENDING.cause(new Cause.GatewayDraining()).closure();
        Closure elsewhere = Example.ENDING.endpoint("ws://10.0.0.2:9000").closure();
        write(List.of(refused, draining, elsewhere));

        assertThat(found(Query.ALL.causes(Set.of("ClientRefused", "GatewayDraining"))))
                .containsExactlyInAnyOrder(refused, draining);
        assertThat(found(Query.ALL.routes(Set.of("/o'brien/**")))).containsExactly(refused);
        assertThat(found(Query.ALL.endpoints(Set.of("ws://10.0.0.2:9000"))))
                .containsExactly(elsewhere);
        assertThat(found(Query.ALL.errors())).containsExactly(refused);
        assertThat(found(Query.ALL.errors().routes(Set.of("/chat/**")))).isEmpty();
        assertThat(found(Query.ALL.routes(Set.of("/' or 1=1 --")))).isEmpty();
    }

    @Test
    void findsByClient() {
        Closure one = Example.ENDING.client("203.0.113.7:40000").closure();
        Closure sameAddress = Example.ENDING.client("203.0.113.7:4000").closure();
        Closure neighbour = Example.ENDING.client("203.0.113.70:40000").closure();
        Closure six = Example.ENDING.client("[2001:db8::7]:40000").closure();
        write(List.of(one, sameAddress, neighbour, six));

        assertThat(found(Query.ALL.client("203.0.113.7")))
                .containsExactlyInAnyOrder(one, sameAddress);
        assertThat(found(Query.ALL.client("203.0.113.7:40000"))).containsExactly(one);
        assertThat(found(Query.ALL.client("203.0.113.0/24")))
                .containsExactlyInAnyOrder(one, sameAddress, neighbour);
        assertThat(found(Query.ALL.client("[2001:DB8:0::7]:40000"))).containsExactly(six);
        assertThat(found(Query.ALL.client("2001:db8::/32"))).containsExactly(six);
    }

    @Test
    void findsByPartOfAnId() {
        List<Closure> closures = everySecond(3);
        write(closures);
        JournalReader reader = reader();
        String id = closures.get(1).id().toString();

        Lookup found = new Lookup.Found(closures.get(1));
        assertThat(reader.lookup(id)).isEqualTo(found);
        assertThat(reader.lookup(id.substring(0, 13))).isEqualTo(found);
        assertThat(reader.lookup(id.substring(24).toUpperCase(Locale.ROOT))).isEqualTo(found);
        assertThat(reader.lookup(id.substring(0, 5)))
                .isEqualTo(
                        new Lookup.Ambiguous(
                                closures.reversed().stream().map(Closure::id).toList()));
        assertThat(reader.lookup("ffff-ffff")).isEqualTo(new Lookup.Missing());
        assertThat(reader.find(new UUID(1, 2))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.lookup("%%%%"))
                .withMessage(
                        "an id has digits, the letters a to f and hyphens, and at least four of"
                                + " them are needed: %%%%");
    }

    @Test
    void countsOverTime() {
        write(
                List.of(
                        SomeClosures.normal(NOON.plusSeconds(1)),
                        SomeClosures.normal(NOON.plusSeconds(59)),
                        SomeClosures.error(NOON.plusSeconds(59)),
                        SomeClosures.error(NOON.plusSeconds(240)),
                        SomeClosures.normal(NOON.plusSeconds(3600))));

        Bucket.Count closed = new Bucket.Count(1, 0);
        Bucket.Count lost = new Bucket.Count(0, 1);
        assertThat(reader().counts(Query.ALL, Duration.ofMinutes(2)))
                .containsExactly(
                        bucket(NOON, new Bucket.Count(2, 0), lost),
                        bucket(NOON.plusSeconds(240), Bucket.Count.NONE, lost),
                        bucket(NOON.plusSeconds(3600), closed, Bucket.Count.NONE));
        assertThat(reader().counts(Query.ALL.errors(), Duration.ofHours(2)))
                .containsExactly(bucket(NOON, Bucket.Count.NONE, new Bucket.Count(0, 2)));
        assertThat(reader().counts(Query.ALL, Duration.ofSeconds(7))).hasSize(4);
        assertThat(reader().counts(Query.ALL, Duration.ofDays(1)).getFirst().total())
                .isEqualTo(new Bucket.Count(3, 2));
    }

    private static Bucket bucket(Instant from, Bucket.Count closed, Bucket.Count lost) {
        Map<String, Bucket.Count> causes = new HashMap<>();
        causes.put("ClientClosed", closed);
        causes.put("UpstreamLost", lost);
        causes.values().removeIf(Bucket.Count.NONE::equals);
        return new Bucket(from, causes);
    }

    @Test
    void goesThroughMoreThanIsInMemoryAtATime() {
        List<Closure> closures = everySecond(1203);
        write(closures);

        List<Closure> all = new ArrayList<>();
        reader().forEach(Query.ALL, all::add);

        assertThat(all).isEqualTo(closures.reversed());
    }

    @Test
    void followsWithoutAGap() {
        JournalReader reader;
        try (Journal journal = open(settings())) {
            Closure first = SomeClosures.normal(NOON);
            journal.closed(first);
            awaitWritten(journal, 1);
            reader = reader();
            Page page = reader.find(Query.ALL, Optional.empty(), 10);
            assertThat(page.closures()).containsExactly(first);
            assertThat(reader.newerThan(Query.ALL, page.newest(), 10))
                    .isEqualTo(new Page(List.of(), Optional.empty(), page.newest()));

            // It ended before what was seen already, and was written after it.
            Closure late = SomeClosures.normal(NOON.minusSeconds(9));
            journal.closed(late);
            awaitWritten(journal, 2);
            Closure error = SomeClosures.error(NOON.minusSeconds(8));
            journal.closed(error);
            awaitWritten(journal, 3);

            Page next = reader.newerThan(Query.ALL, sent(page.newest()), 1);
            assertThat(next.closures()).containsExactly(late);
            Page last = reader.newerThan(Query.ALL, next.newest(), 1);
            assertThat(last.closures()).containsExactly(error);
            assertThat(reader.newerThan(Query.ALL, last.newest(), 1).closures()).isEmpty();
            assertThat(reader.newerThan(Query.ALL.errors(), page.newest(), 9).closures())
                    .containsExactly(error);
        }
    }

    static void awaitWritten(Journal journal, long count) {
        await().untilAsserted(() -> assertThat(journal.counts().written()).isEqualTo(count));
    }

    @Test
    void keepsAClosureOnceThatComesTwice() throws SQLException {
        Closure closure = SomeClosures.normal(NOON);
        write(List.of(closure, closure));
        write(List.of(closure));

        assertThat(number("select count(*) from closures")).isEqualTo(1);
    }

    @Test
    void givesUpOnlyWhatNoDatabaseTakes() {
        List<Closure> closures = everySecond(5);
        Closure broken = Example.ENDING.cause(new Cause.GatewayFault(nothing())).closure();
        try (Journal journal = open(settings());
                Said said = Said.by(JournalWriter.class)) {
            closures.forEach(journal::closed);
            journal.closed(broken);
            awaitWritten(journal, 5);
            await().until(() -> journal.counts().droppedErrors() == 1);

            assertThat(journal.counts()).isEqualTo(new JournalCounts(0, 5, 0, 1, Optional.empty()));
            assertThat(said.lines())
                    .containsExactly("the journal cannot have closure " + broken.id());
        }
        assertThat(found(Query.ALL)).containsExactlyElementsOf(closures.reversed());
    }

    /** What no cause may have as its evidence. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void deletesWhatIsTooOld() throws SQLException {
        List<Closure> old =
                IntStream.range(0, 2500)
                        .mapToObj(i ->
                                SomeClosures.error(NOON.minus(Duration.ofDays(8)).plusMillis(i)))
                        .toList();
        List<Closure> recent = everySecond(3);
        write(old);
        write(recent);
        assertThat(number("select count(*) from closures")).isEqualTo(2503);

        try (Journal _ = open(settings().withKeep(Duration.ofDays(7)))) {
            await().until(() -> number("select count(*) from closures") == 3);
        }
        assertThat(found(Query.ALL)).containsExactlyElementsOf(recent.reversed());
    }

    @Test
    void deletesTheOldestOfTooMuch() throws SQLException {
        List<Closure> closures = everySecond(4000);
        write(closures);

        long limit = JournalSettings.LEAST_MAX_OCTETS;
        Database database = Database.of(url());
        try (Journal _ = open(settings().withMaxOctets(limit))) {
            await().until(() -> used(database) <= limit);
        }
        int left = (int) number("select count(*) from closures");
        assertThat(left).isBetween(500, 3000);
        List<Closure> all = new ArrayList<>();
        reader().forEach(Query.ALL, all::add);
        assertThat(all).isEqualTo(closures.reversed().subList(0, left));
    }

    final long used(Database database) throws SQLException {
        try (Connection connection = database.connectToRead()) {
            return database.usedOctets(connection);
        }
    }

    @Test
    void isReadWhileItIsWritten() {
        List<Closure> closures = everySecond(8000);
        Set<UUID> seen = new HashSet<>();
        try (Journal journal = open(settings())) {
            await().until(() -> journal.counts().failure().isEmpty());
            journal.closed(closures.getFirst());
            awaitWritten(journal, 1);
            Thread.ofPlatform().start(() -> closures.stream().skip(1).forEach(journal::closed));
            JournalReader reader = reader();
            Cursor from = new Cursor(Instant.EPOCH, 0);
            while (seen.size() < closures.size()) {
                Page page = reader.newerThan(Query.ALL, from, 1000);
                page.closures().forEach(closure -> assertThat(seen.add(closure.id())).isTrue());
                from = page.newest();
            }
            awaitWritten(journal, closures.size());
            assertThat(journal.counts())
                    .isEqualTo(new JournalCounts(0, closures.size(), 0, 0, Optional.empty()));
        }
    }

    @Test
    void saysWhereThereIsNoJournal() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(this::reader)
                .withMessageStartingWith("There is no journal at ")
                .withMessageEndingWith(".");
    }

    @Test
    void touchesNothingOfANewerVersion() throws SQLException {
        write(everySecond(1));
        execute(
                "insert into gatepost_schema_history (installed_rank, version, description, type,"
                        + " script, installed_by, installed_on, execution_time, success) values (9,"
                        + " '2', 'x', 'SQL', 'x', 'x', '2026-11-20 12:00:00', 1, true)");

        String refused =
                "The journal at "
                        + Database.of(url()).place()
                        + " has tables of version 2. This version of Gatepost knows them up to 1.";
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(this::reader)
                .withMessage(refused);
        try (Journal journal = open(settings());
                Said _ = Said.by(JournalWriter.class)) {
            journal.closed(SomeClosures.normal(NOON));
            await().until(() -> journal.counts().failure().isPresent());
            assertThat(refused).startsWith(journal.counts().failure().orElseThrow());
        }
        assertThat(number("select count(*) from closures")).isEqualTo(1);
    }

    static List<Closure> everySecond(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SomeClosures.normal(NOON.plusSeconds(i)))
                .toList();
    }

    /** An error of a lost upstream, to fill queues with. */
    static Closure lost(int second) {
        return Example.ENDING
                .closed(NOON.plusSeconds(second))
                .cause(new Cause.UpstreamLost(new Cause.Loss(TcpEnding.RST, false, second)))
                .closure();
    }

    @Test
    void whatWasWrittenSurvivesKill() throws IOException, InterruptedException, SQLException {
        Process child = new ProcessBuilder(java()).redirectErrorStream(true).start();
        long acknowledged = 0;
        try (BufferedReader lines = child.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The last may be cut short.
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
                if (acknowledged > 15_000) {
                    // By its handle: the process itself would close what is still to be read.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor()).isEqualTo(128 + 9);
        assertThat(acknowledged).isGreaterThan(15_000);

        // A reader finds it as it was left, and so does the next gateway.
        assertThat(reader().find(JournalChild.id(acknowledged - 1))).isPresent();
        List<Closure> more = everySecond(1);
        write(settings().withKeep(Duration.ZERO), more);
        assertUndamaged();
        assertThat(
                        number(
                                "select count(*) from closures where id <= '"
                                        + JournalChild.id(acknowledged - 1)
                                        + "'"))
                .isEqualTo(acknowledged);
        assertThat(reader().find(more.getFirst().id())).isPresent();
    }

    /** How to start a {@link JournalChild}. */
    final List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // It is a file, too.
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                JournalChild.class.getName(),
                url());
    }
}
