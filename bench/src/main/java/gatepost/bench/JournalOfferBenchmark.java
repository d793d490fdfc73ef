package gatepost.bench;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.TcpEnding;
import gatepost.journal.Journal;
import gatepost.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event loop pays for handing a closure to the journal: the queue is full after the first
 * milliseconds, so nearly each makes an older one give way, or gives way. That is the dearest case,
 * and what an event loop meets in a burst or while the database is away.
 */
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class JournalOfferBenchmark {
    /** What the closures are, and whether somebody takes them. */
    public enum Load {
        /** Errors into a full queue: each takes the place of an older one. */
        ERRORS,
        /** Normal endings into a full queue: they are counted and dropped. */
        NORMALS
    }

    /** Whether the writer writes to a file meanwhile, or can write nowhere. */
    public enum Target {
        FILE,
        NOWHERE
    }

    @Param public Load load = Load.ERRORS;

    @Param public Target target = Target.FILE;

    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // by open()
    private Journal journal;

    private Closure closure =
            ClosureOfABrowser.closed(Instant.EPOCH, new Cause.ClientClosed(), new Random(1));

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("journal");
        Path file = folder.resolve("journal.db");
        if (target == Target.NOWHERE) {
            Files.createDirectory(file);
        }
        journal = Journal.open(JournalSettings.DEFAULTS.withUrl("jdbc:sqlite:" + file));
        Cause cause =
                load == Load.NORMALS
                        ? new Cause.ClientClosed()
                        : new Cause.UpstreamLost(new Cause.Loss(TcpEnding.RST, false, 1));
        closure = ClosureOfABrowser.closed(Instant.now(), cause, new Random(1));
    }

    @TearDown
    public void delete() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    public void offer() {
        journal.closed(closure);
    }
}
