package gatepost.journal;

import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers closures in a database. Closures wait in a queue of fixed length until one thread has
 * written them in batches; where they come faster, normal endings make room for errors and old
 * errors for new ones.
 *
 * <p>Nothing here fails because the database does: that is said once in the log, shown in {@link
 * #counts}, and tried again.
 */
public final class Journal implements ClosureListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final WaitingClosures waiting;
    private final JournalWriter writer;
    private final Thread thread;

    private Journal(JournalSettings settings, InstantSource clock) {
        waiting = new WaitingClosures(settings.queue());
        writer = new JournalWriter(settings, clock, waiting);
        thread = Thread.ofPlatform().name("journal").daemon().unstarted(writer);
    }

    /** Begins. The database is connected and its tables are made by the journal's own thread. */
    public static Journal open(JournalSettings settings) {
        return open(settings, InstantSource.system());
    }

    static Journal open(JournalSettings settings, InstantSource clock) {
        Journal journal = new Journal(settings, clock);
        journal.thread.start();
        return journal;
    }

    /** Takes a closure, and returns at once. Any thread may call. */
    @Override
    public void closed(Closure closure) {
        waiting.add(closure);
    }

    /** What it has done up to now. Any thread may call. */
    public JournalCounts counts() {
        return new JournalCounts(
                waiting.size(),
                writer.written(),
                waiting.droppedNormals(),
                waiting.droppedErrors(),
                writer.failure());
    }

    /**
     * Writes what waits and ends. Takes at most ten seconds; what is not written by then is lost,
     * and the log says how much that is. What comes later is not remembered.
     */
    @Override
    public void close() {
        writer.stop(thread);
        try {
            thread.join(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (waiting.size() > 0) {
            LOG.warn("{} closures could not be written to the journal", waiting.size());
        }
    }
}
