package gatepost.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.event.Level;

/**
 * Counts the lines that the log does not have, and says how many, at most once a minute. Any thread
 * may count.
 */
final class LeftOut {
    /** How long what is left out may stay unsaid. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final LongAdder notSampled = new LongAdder();
    private final LongAdder lostNormal = new LongAdder();
    private final LongAdder lostOthers = new LongAdder();
    private Instant since;

    /** Counts from a time on. */
    LeftOut(Instant since) {
        this.since = since;
    }

    /** Counts a normal ending that the configuration wants left out. */
    void notSampled() {
        notSampled.increment();
    }

    /** Counts a line that there was no room for. */
    void lost(boolean normalEnding) {
        (normalEnding ? lostNormal : lostOthers).increment();
    }

    /**
     * What is to be said; then counts anew. By one thread at a time.
     *
     * @param last whether nothing will be said after it
     */
    Optional<Remark> remark(Instant now, boolean last) {
        Duration passed = Duration.between(since, now);
        if (!last && passed.compareTo(INTERVAL) < 0) {
            return Optional.empty();
        }
        since = now;
        long left = notSampled.sumThenReset();
        long normal = lostNormal.sumThenReset();
        long others = lostOthers.sumThenReset();
        if (left + normal + others == 0) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        if (left > 0) {
            parts.add(
                    ProblemReport.counted(left, "normal ending")
                            + " because of log.normal-endings");
        }
        if (normal + others > 0) {
            parts.add(
                    "%s and %s because standard output was not read fast enough"
                            .formatted(
                                    ProblemReport.counted(normal, "normal ending"),
                                    ProblemReport.counted(others, "other line")));
        }
        return Optional.of(
                Remark.of(
                        now,
                        normal + others > 0 ? Level.WARN : Level.INFO,
                        "left out of the log in %d s: %s"
                                .formatted(passed.toSeconds(), String.join("; ", parts))));
    }
}
