package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * The log of a gateway: takes endings and remarks from any thread, and writes their lines on one of
 * its own, in order.
 *
 * <p>Standard output may be a pipe that nobody reads. An event loop that waited for it would let
 * all of its connections wait; so what is to be written waits in a queue, which is bounded by the
 * memory that it takes. Normal endings may fill half of it, so that they are left out first; what
 * is left out is counted, and said when there is room again.
 */
final class Log implements ClosureListener, AutoCloseable {
    /** Octets of what may wait. */
    static final long CAPACITY = 16 << 20;

    /** How long the last lines may take to be written when the program ends. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private static final int MOST_AT_ONCE = 256;

    /** About what a record takes without its texts. */
    private static final long RECORD_OCTETS = 1024;

    /**
     * What waits.
     *
     * @param what names it, for who reads that it cannot be written
     * @param octets about how much memory it takes
     * @param line makes its line, with the end of that
     */
    private record Entry(Supplier<String> what, long octets, Supplier<String> line) {}

    private static final Entry END = new Entry(() -> "the end", 0, () -> "");

    private final LineFormat format;
    private final Sampling normalEndings;
    private final long capacity;
    private final Consumer<String> out;
    private final InstantSource clock;
    private final LeftOut leftOut;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final Thread writer;

    /**
     * Writes to somebody until it is closed.
     *
     * @param capacity octets of what may wait
     * @param out takes whole lines, on the log's own thread
     */
    Log(
            LineFormat format,
            Sampling normalEndings,
            long capacity,
            Consumer<String> out,
            InstantSource clock) {
        this.format = format;
        this.normalEndings = normalEndings;
        this.capacity = capacity;
        this.out = out;
        this.clock = clock;
        leftOut = new LeftOut(clock.instant());
        // A daemon: who reads nothing does not keep the program from ending.
        writer = Thread.ofPlatform().daemon().name("gatepost-log").start(this::write);
    }

    /** Writes to standard output, and takes what the loggers of the program say. */
    static Log open(LineFormat format, Sampling normalEndings) {
        Log log = new Log(format, normalEndings, CAPACITY, Log::print, InstantSource.system());
        LogAppender.installed().giveTo(log::say);
        return log;
    }

    /** Writes whole lines to standard output, in UTF-8 whatever the system's encoding is. */
    static void print(String lines) {
        byte[] octets = lines.getBytes(UTF_8);
        System.out.write(octets, 0, octets.length);
        System.out.flush();
    }

    @Override
    public void closed(Closure closure) {
        boolean normal = closure.isNormal();
        if (normal && !normalEndings.takes(closure.id())) {
            leftOut.notSampled();
            return;
        }
        long octets =
                RECORD_OCTETS
                        + closure.handshake().request().length()
                        + closure.handshake().answer().length();
        add(
                new Entry(() -> "the record of " + closure.id(), octets, () -> format.of(closure)),
                normal);
    }

    /** Takes a line that is about no ending. */
    void say(Remark remark) {
        long octets =
                RECORD_OCTETS
                        + remark.message().length()
                        + remark.thrown().map(thrown -> thrown.trace().length()).orElse(0);
        add(new Entry(() -> "a remark", octets, () -> format.of(remark)), false);
    }

    private void add(Entry entry, boolean normalEnding) {
        long limit = normalEnding ? capacity / 2 : capacity;
        if (waiting.addAndGet(entry.octets()) <= limit) {
            queue.add(entry);
        } else {
            waiting.addAndGet(-entry.octets());
            leftOut.lost(normalEnding);
        }
    }

    /** A record or a remark that cannot be written must not take the log with it. */
    private String line(Entry entry) {
        try {
            return entry.line().get();
        } catch (RuntimeException e) {
            return format.of(
                    Remark.of(
                            clock.instant(),
                            Level.ERROR,
                            "cannot write " + entry.what().get() + ": " + e));
        }
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            if (!await(batch)) {
                return;
            }
            last = batch.contains(END);
            StringBuilder lines = new StringBuilder();
            batch.forEach(entry -> lines.append(line(entry)));
            leftOut.remark(clock.instant(), last)
                    .ifPresent(remark -> lines.append(format.of(remark)));
            if (!lines.isEmpty()) {
                out.accept(lines.toString());
            }
            waiting.addAndGet(-batch.stream().mapToLong(Entry::octets).sum());
            batch.clear();
        }
    }

    /** Waits for something to write, or to say what was left out. Returns whether to go on. */
    private boolean await(List<Entry> batch) {
        try {
            Entry first = queue.poll(LeftOut.INTERVAL.toSeconds(), TimeUnit.SECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, MOST_AT_ONCE - 1);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Nobody here does; whoever does wants an end.
            return false;
        }
    }

    /** Returns when all that was taken is written, or nobody reads it. */
    @Override
    public void close() {
        LogAppender.installed().giveToNobody();
        queue.add(END);
        try {
            if (!writer.join(LONGEST_END)) {
                writer.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The program is to end at once.
        }
    }
}
