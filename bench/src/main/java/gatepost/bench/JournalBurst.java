package gatepost.bench;

import gatepost.journal.Journal;
import gatepost.journal.JournalCounts;
import gatepost.journal.JournalReader;
import gatepost.journal.JournalSettings;
import gatepost.journal.Query;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands closures to a journal at a steady rate, and says what became of them and what each cost
 * whoever handed it over.
 *
 * <pre>{@code
 * java -cp bench/target/benchmarks.jar gatepost.bench.JournalBurst jdbc:sqlite:/tmp/burst/journal.db 50000 10
 * }</pre>
 */
public final class JournalBurst {
    private JournalBurst() {}

    /** Takes a URL, closures per second, and seconds. */
    public static void main(String[] args) {
        JournalSettings settings = JournalSettings.DEFAULTS.withUrl(args[0]);
        int rate = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        try (Journal journal = Journal.open(settings)) {
            warmUp(journal);
            JournalCounts before = journal.counts();
            long[] nanos = new long[rate * seconds];
            long began = System.nanoTime();
            long longestQueue = Burst.hand(journal, journal::counts, rate, nanos);
            double handed = (System.nanoTime() - began) / 1e9;
            JournalCounts after = awaitSettled(journal, before, nanos.length);
            double written = (System.nanoTime() - began) / 1e9;
            Arrays.sort(nanos);
            System.out.printf(
                    "%d closures handed in %.2f s, all settled after %.2f s%n",
                    nanos.length, handed, written);
            System.out.printf(
                    "written %d, dropped %d normal endings and %d errors, longest queue %d%n",
                    after.written() - before.written(),
                    after.droppedNormals() - before.droppedNormals(),
                    after.droppedErrors() - before.droppedErrors(),
                    longestQueue);
            System.out.printf(
                    "to hand one over took ns: median %d, 99 %% %d, 99.9 %% %d, longest %d%n",
                    nanos[nanos.length / 2],
                    nanos[(int) (nanos.length * 0.99)],
                    nanos[(int) (nanos.length * 0.999)],
                    nanos[nanos.length - 1]);
        }
        ask(args[0]);
    }

    /** Waits until so many were written or dropped: none waits then, and no batch is on its way. */
    private static JournalCounts awaitSettled(Journal journal, JournalCounts before, int closures) {
        JournalCounts after = journal.counts();
        while (settled(before, after) < closures) {
            LockSupport.parkNanos(1_000_000);
            after = journal.counts();
        }
        return after;
    }

    private static long settled(JournalCounts before, JournalCounts after) {
        return after.written()
                + after.droppedNormals()
                + after.droppedErrors()
                - before.written()
                - before.droppedNormals()
                - before.droppedErrors();
    }

    private static void warmUp(Journal journal) {
        JournalCounts before = journal.counts();
        long[] nanos = new long[20_000];
        Burst.hand(journal, journal::counts, 10_000, nanos);
        awaitSettled(journal, before, nanos.length);
    }

    private static void ask(String url) {
        try (JournalReader reader = JournalReader.open(url)) {
            timed("newest 50", () -> reader.find(Query.ALL, Optional.empty(), 50));
            timed("newest 50 errors", () -> reader.find(Query.ALL.errors(), Optional.empty(), 50));
            timed(
                    "one client's",
                    () -> reader.find(Query.ALL.client("203.0.113.7"), Optional.empty(), 50));
            timed(
                    "none of all",
                    () -> reader.find(Query.ALL.client("198.51.100.1"), Optional.empty(), 50));
            timed("counts by the minute", () -> reader.counts(Query.ALL, Duration.ofMinutes(1)));
            timed("end of an id", () -> reader.lookup("ffffffff"));
        }
    }

    private static void timed(String what, Runnable question) {
        question.run();
        long began = System.nanoTime();
        question.run();
        System.out.printf("asked: %s, %.1f ms%n", what, (System.nanoTime() - began) / 1e6);
    }
}
