package gatepost.bench;

import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import gatepost.journal.JournalCounts;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Many closures at a steady rate. */
final class Burst {
    private static final int EVERY_MILLIS = 1;

    private Burst() {}

    /**
     * Hands over as many as there are places for times, in nanoseconds. Returns how long the queue
     * became.
     *
     * @param rate closures a second
     */
    static long hand(
            ClosureListener listener, Supplier<JournalCounts> counts, int rate, long[] nanos) {
        Random random = new Random(rate);
        long began = System.nanoTime();
        long longest = 0;
        for (int i = 0; i < nanos.length; i++) {
            long due = began + i * 1_000_000_000L / rate;
            if (i % Math.max(1, rate * EVERY_MILLIS / 1000) == 0) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                longest = Math.max(longest, counts.get().queued());
            }
            Closure closure =
                    ClosureOfABrowser.closed(Instant.now(), ClosureOfABrowser.cause(i), random);
            long before = System.nanoTime();
            listener.closed(closure);
            nanos[i] = System.nanoTime() - before;
        }
        return longest;
    }
}
