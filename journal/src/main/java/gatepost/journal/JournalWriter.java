package gatepost.journal;

import gatepost.closing.Closure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits, in batches, and deletes what is too old or too much. Runs in a thread of its
 * own, the only one that writes.
 *
 * <p>Nobody wakes it for a closure: it looks every {@link #PAUSE}, which costs those who add
 * nothing, and makes batches. While the database cannot be written, it tries again after longer and
 * longer pauses, always with a new connection.
 */
final class JournalWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration RETENTION_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final int BATCH = 250;

    /** How many may wait while more come than can be written. */
    private static final int MOST_WHILE_BEHIND = 2 * BATCH;

    private static final int LONGEST_FAILURE = 200;

    private final Database database;
    private final JournalSettings settings;
    private final InstantSource clock;
    private final WaitingClosures waiting;
    private final AtomicLong written = new AtomicLong();
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean stopping;

    // The rest is this thread's own.
    private @Nullable ClosureTable table;
    private Duration retry = FIRST_RETRY;
    private long retentionDue = System.nanoTime();

    JournalWriter(JournalSettings settings, InstantSource clock, WaitingClosures waiting) {
        this.database = Database.of(settings.url());
        this.settings = settings;
        this.clock = clock;
        this.waiting = waiting;
    }

    long written() {
        return written.get();
    }

    Optional<String> failure() {
        return failure;
    }

    /** Lets it write what waits, and end. */
    void stop(Thread runsThis) {
        stopping = true;
        LockSupport.unpark(runsThis);
    }

    @Override
    public void run() {
        while (!stopping) {
            LockSupport.parkNanos(this, attempt().toNanos());
        }
        attempt();
        disconnect();
    }

    /** Does what is to be done now. Returns how long to wait then. */
    private Duration attempt() {
        try {
            ClosureTable open = table == null ? ClosureTable.open(database) : table;
            table = open;
            writeAll(open);
            succeeded();
            return retain(open) ? Duration.ZERO : PAUSE;
        } catch (SQLException | RuntimeException e) {
            // Whatever it is, the journal must not stop for good.
            disconnect();
            return failed(e);
        }
    }

    private void writeAll(ClosureTable open) throws SQLException {
        // Not until there are none: retention has its turn, however many come.
        int most = waiting.size();
        for (int done = 0; done < most; done += BATCH) {
            write(open, waiting.take(BATCH));
            if (waiting.isFull()) {
                // Meanwhile, as many came as these left room for.
                waiting.keepShort(MOST_WHILE_BEHIND);
            }
        }
        if (waiting.size() < BATCH) {
            waiting.mayBeLong();
        }
    }

    private void write(ClosureTable open, List<Closure> batch) throws SQLException {
        try {
            open.insert(batch);
            written.addAndGet(batch.size());
        } catch (SQLException | RuntimeException e) {
            if (isOfRow(e)) {
                open.rollBack();
                writeOneByOne(open, batch);
            } else {
                waiting.putBack(batch);
                throw e;
            }
        }
    }

    /** Finds the closure that no database would take, and gives it up, else it would stop all. */
    private void writeOneByOne(ClosureTable open, List<Closure> batch) throws SQLException {
        for (int i = 0; i < batch.size(); i++) {
            Closure closure = batch.get(i);
            try {
                open.insert(List.of(closure));
                written.incrementAndGet();
            } catch (SQLException | RuntimeException e) {
                if (!isOfRow(e)) {
                    waiting.putBack(batch.subList(i, batch.size()));
                    throw e;
                }
                open.rollBack();
                waiting.drop(closure);
                LOG.error("the journal cannot have closure {}", closure.id(), e);
            }
        }
    }

    /** Whether the values are at fault, not the database: SQL's classes 22 and 23, or our code. */
    private static boolean isOfRow(Exception e) {
        String state = e instanceof SQLException thrown ? thrown.getSQLState() : "22";
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** Deletes a part of what is too old or too much. Returns whether there may be more. */
    private boolean retain(ClosureTable open) throws SQLException {
        if (System.nanoTime() - retentionDue < 0) {
            return false;
        }
        int deleted = 0;
        if (!settings.keep().isZero()) {
            deleted += open.deleteClosedBefore(clock.instant().minus(settings.keep()));
        }
        if (settings.maxOctets() != 0) {
            deleted += open.deleteDownTo(settings.maxOctets());
        }
        open.giveBackSpace();
        if (deleted > 0) {
            return true;
        }
        retentionDue = System.nanoTime() + RETENTION_EVERY.toNanos();
        return false;
    }

    private void succeeded() {
        retry = FIRST_RETRY;
        if (failure.isPresent()) {
            failure = Optional.empty();
            LOG.info(
                    "the journal at {} is written again; dropped so far: {} normal endings, {}"
                            + " errors",
                    database.place(),
                    waiting.droppedNormals(),
                    waiting.droppedErrors());
        }
    }

    private Duration failed(Exception e) {
        String what = describe(e);
        if (failure.isEmpty()) {
            LOG.warn(
                    "the journal at {} cannot be written: {}; up to {} closures wait until it can",
                    database.place(),
                    what,
                    settings.queue());
        }
        failure = Optional.of(what);
        Duration pause = retry;
        Duration longer = retry.multipliedBy(2);
        retry = longer.compareTo(LAST_RETRY) < 0 ? longer : LAST_RETRY;
        return pause;
    }

    /** What the database said, on one line. */
    private static String describe(Exception e) {
        Throwable told = e;
        while (isVague(told) && told.getCause() != null) {
            told = told.getCause();
        }
        String message = told.getMessage() == null ? told.toString() : told.getMessage();
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() > LONGEST_FAILURE ? line.substring(0, LONGEST_FAILURE) : line;
    }

    /** A failed batch begins with the whole statement and its values. */
    private static boolean isVague(Throwable thrown) {
        return thrown instanceof BatchUpdateException || !(thrown instanceof SQLException);
    }

    private void disconnect() {
        ClosureTable open = table;
        table = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing a connection that failed", e);
        }
    }
}
