package gatepost.cli;

import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import gatepost.console.JournalState;
import gatepost.journal.Journal;
import gatepost.journal.JournalCounts;
import gatepost.journal.JournalSettings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The journal of a gateway, where it has one.
 *
 * @param journal absent where endings are not kept
 */
record Keeping(Optional<Journal> journal) implements ClosureListener, AutoCloseable {
    /** Begins to keep endings; whether that can be done shows later, in the log. */
    static Keeping open(Optional<JournalSettings> settings) {
        return new Keeping(settings.map(Journal::open));
    }

    @Override
    public void closed(Closure closure) {
        journal.ifPresent(kept -> kept.closed(closure));
    }

    /** How it is with the journal, for the metrics. */
    Optional<Supplier<JournalState>> state() {
        return journal.map(kept -> () -> state(kept.counts()));
    }

    private static JournalState state(JournalCounts counts) {
        return new JournalState(
                counts.queued(),
                counts.written(),
                counts.droppedNormals(),
                counts.droppedErrors(),
                counts.failure().isPresent());
    }

    /** Returns when what waits was written, or cannot be. */
    @Override
    public void close() {
        journal.ifPresent(Journal::close);
    }
}
