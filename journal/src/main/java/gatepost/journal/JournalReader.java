package gatepost.journal;

import gatepost.closing.Closure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Answers questions about a journal, which another process may be writing. Changes nothing. Any
 * thread may call; each question has a connection of its own and sees one state of the journal.
 *
 * <p>Every method throws {@link JournalException} if the journal cannot be read.
 */
public final class JournalReader implements AutoCloseable {
    private static final String SELECT =
            "select " + String.join(", ", ClosureRow.COLUMNS) + ", number from closures";
    private static final int NUMBER = ClosureRow.COLUMNS.size() + 1;
    private static final int OF_A_STREAM = 500;
    private static final int AMBIGUOUS_SHOWN = 10;

    private static final Pattern PART_OF_ID = Pattern.compile("[0-9a-f-]{4,36}");

    private final Database database;

    private JournalReader(Database database) {
        this.database = database;
    }

    /**
     * Finds a journal.
     *
     * @param url as in {@link JournalSettings}
     * @throws IllegalArgumentException if the URL is of another database
     * @throws JournalException if there is no journal, or one that this version does not know
     */
    public static JournalReader open(String url) {
        JournalReader reader = new JournalReader(Database.of(url));
        reader.ask(connection -> {
            Schema.check(reader.database, connection);
            return true;
        });
        return reader;
    }

    /**
     * The newest closures first.
     *
     * @param from where the page before ended; absent for the first
     * @param limit how many at most, 1 or more
     */
    public Page find(Query query, Optional<Cursor> from, int limit) {
        requirePositive(limit);
        Condition condition = Condition.of(query);
        from.ifPresent(cursor ->
                condition.and(
                        "(closed, number) < (?, ?)",
                        StoredTime.of(cursor.closed()),
                        cursor.number()));
        return ask(connection -> {
            Rows rows = select(connection, condition, "closed desc, number desc", limit + 1);
            return new Page(
                    rows.closures().subList(0, Math.min(limit, rows.size())),
                    rows.size() > limit
                            ? Optional.of(rows.cursors().get(limit - 1))
                            : Optional.empty(),
                    newest(connection));
        });
    }

    /**
     * What was written after a cursor, in the order in which it was written.
     *
     * @param after a {@link Page#newest}
     * @param limit how many at most, 1 or more
     * @return a page whose {@link Page#newest} is where to go on
     */
    public Page newerThan(Query query, Cursor after, int limit) {
        requirePositive(limit);
        return ask(connection -> {
            Condition condition = Condition.of(query).and("number > ?", after.number());
            Rows rows = select(connection, condition, "number", limit);
            Cursor last = rows.size() == limit ? rows.cursors().getLast() : newest(connection);
            return new Page(
                    rows.closures(),
                    Optional.empty(),
                    last.number() > after.number() ? last : after);
        });
    }

    /** The closure with that id. */
    public Optional<Closure> find(UUID id) {
        Condition condition = new Condition().and("id = ?", id.toString());
        return ask(connection -> select(connection, condition, "number", 1).closures()).stream()
                .findFirst();
    }

    /**
     * The closure that somebody means with a part of its id.
     *
     * @param part the id, or at least four characters of its beginning or end
     * @throws IllegalArgumentException if that cannot be part of an id
     */
    public Lookup lookup(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        if (!PART_OF_ID.matcher(wanted).matches()) {
            throw new IllegalArgumentException(
                    "an id has digits, the letters a to f and hyphens, and at least four of them"
                            + " are needed: "
                            + part);
        }
        Condition condition =
                new Condition()
                        // First the ids alone, which lie together in their index.
                        .and(
                                "id in (select id from closures where id like ? or id like ?)",
                                wanted + "%",
                                "%" + wanted);
        List<Closure> found =
                ask(connection ->
                        select(connection, condition, "number desc", AMBIGUOUS_SHOWN).closures());
        return switch (found.size()) {
            case 0 -> new Lookup.Missing();
            case 1 -> new Lookup.Found(found.getFirst());
            default -> new Lookup.Ambiguous(found.stream().map(Closure::id).toList());
        };
    }

    /**
     * How many connections ended when, and why. Stretches in which none did are left out.
     *
     * @param step how long each stretch is, in whole seconds; they are counted from 1970 on
     */
    public List<Bucket> counts(Query query, Duration step) {
        if (step.toSeconds() < 1 || !step.equals(step.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("not in whole seconds: " + step);
        }
        Condition condition = Condition.of(query);
        return ask(connection -> count(connection, condition, step.toSeconds()));
    }

    /**
     * Every closure that is asked for, the newest first, with few in memory at a time. What is
     * written meanwhile may be left out.
     */
    public void forEach(Query query, Consumer<Closure> consumer) {
        Optional<Cursor> from = Optional.empty();
        do {
            // Page by page: one long look would keep SQLite from clearing its log.
            Page page = find(query, from, OF_A_STREAM);
            page.closures().forEach(consumer);
            from = page.older();
        } while (from.isPresent());
    }

    /** Ends the reader. Nothing is open between questions now; that may change. */
    @Override
    public void close() {}

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit);
        }
    }

    private record Rows(List<Closure> closures, List<Cursor> cursors) {
        int size() {
            return closures.size();
        }
    }

    private static Rows select(Connection connection, Condition condition, String order, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        SELECT + condition.where() + " order by " + order + " limit ?")) {
            statement.setInt(condition.bind(statement) + 1, limit);
            Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Closure closure = read(row);
                    rows.closures().add(closure);
                    rows.cursors().add(new Cursor(closure.closed(), row.getLong(NUMBER)));
                }
            }
            return rows;
        }
    }

    /** A row that was changed by others, or written by a newer version, may make no sense. */
    private static Closure read(ResultSet row) throws SQLException {
        try {
            return ClosureRow.read(row);
        } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
            throw new JournalException(
                    "The journal's row "
                            + row.getLong(NUMBER)
                            + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Of the same state of the data as what was selected before, so nothing is between them. */
    private static Cursor newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select closed, number from closures order by number desc limit"
                                        + " 1")) {
            return row.next()
                    ? new Cursor(StoredTime.read(row.getString(1)), row.getLong(2))
                    : new Cursor(Instant.EPOCH, 0);
        }
    }

    /**
     * The database counts by the largest unit of the calendar that the step is made of, which is a
     * beginning of the time as text; the rest is added up here.
     */
    private static List<Bucket> count(Connection connection, Condition condition, long step)
            throws SQLException {
        String unit = step % 3600 == 0 ? "HH" : step % 60 == 0 ? "HH:MM" : "HH:MM:SS";
        int length = "YYYY-MM-DDT".length() + unit.length();
        String rest = "00:00:00Z".substring(unit.length());
        TreeMap<Long, Map<String, Bucket.Count>> buckets = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select substr(closed, 1, "
                                + length
                                + "), cause, normal, count(*) from closures"
                                + condition.where()
                                + " group by 1, 2, 3")) {
            condition.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long second = StoredTime.read(row.getString(1) + rest).getEpochSecond();
                    long count = row.getLong(4);
                    buckets.computeIfAbsent(Math.floorDiv(second, step), _ -> new HashMap<>())
                            .merge(
                                    row.getString(2),
                                    row.getBoolean(3)
                                            ? new Bucket.Count(count, 0)
                                            : new Bucket.Count(0, count),
                                    Bucket.Count::plus);
                }
            }
        }
        return buckets.entrySet().stream()
                .map(entry ->
                        new Bucket(Instant.ofEpochSecond(entry.getKey() * step), entry.getValue()))
                .toList();
    }

    private interface Question<A> {
        A ask(Connection connection) throws SQLException;
    }

    private <A> A ask(Question<A> question) {
        try (Connection connection = database.connectToRead()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new JournalException(
                    "The journal at " + database.place() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
