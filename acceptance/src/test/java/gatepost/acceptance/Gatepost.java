package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packaged program, running. Reads what it writes; nothing it writes may tell of a leak. */
final class Gatepost implements AutoCloseable {
    /** Long enough for a loaded machine; a wait that is met ends at once. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Pattern LISTENS = Pattern.compile("listens on ws://[^ \"]*:([0-9]+)");
    private static final Pattern PAIR =
            Pattern.compile("([a-z.-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^ ]*))");

    /** A line of a class histogram; the number of objects, then the class. */
    private static final Pattern OBJECTS =
            Pattern.compile("^ *[0-9]+: +([0-9]+) +[0-9]+ +(gatepost\\.[^ ]+)");

    private static final Pattern CLOSED = Pattern.compile(" closed ");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private int port;
    private int closuresTaken;

    private Gatepost(Process process) {
        this.process = process;
        reader = Thread.ofVirtual().start(this::readLines);
    }

    /** Runs {@code gatepost run} with a configuration, in which listeners should ask for port 0. */
    static Gatepost configured(String yaml) throws IOException {
        return configured(yaml, Map.of());
    }

    /**
     * @param environment added to the program's own, as in {@code GATEPOST_TRANSPORT}
     */
    static Gatepost configured(String yaml, Map<String, String> environment) throws IOException {
        Path file = Files.createTempFile("gatepost", ".yaml");
        file.toFile().deleteOnExit();
        // A test that looks at the journal says where it is; all others need none.
        Files.writeString(file, yaml.contains("journal:") ? yaml : "journal: off\n" + yaml);
        return start(environment, "run", file.toString(), "--log-format", "logfmt");
    }

    /** Runs the program with arguments and returns when it listens. */
    static Gatepost start(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Gatepost gatepost = new Gatepost(builder.start());
        String listens = gatepost.awaitLine(LISTENS);
        gatepost.port = port(listens);
        return gatepost;
    }

    /** The port in a line that says where the program listens. */
    static int port(String listens) {
        Matcher matcher = LISTENS.matcher(listens);
        assertThat(matcher.find()).as(listens).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** What runs the program with arguments. */
    static List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC"));
        command.addAll(ClassArchive.OPTIONS);
        command.addAll(
                List.of(
                        "-Xmn16m",
                        // Where memory is measured, garbage must not look like growth.
                        "-Xms24m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseCompactObjectHeaders",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-jar",
                        jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The java of this JVM. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The jar that the build made. */
    static Path jar() {
        return root().resolve("cli/target/gatepost.jar");
    }

    /** The folder of the project. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("gatepost"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new AssertionError("cannot read what the program writes", e);
        }
    }

    /** The port of the first listener. */
    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** All that was written so far. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits for a line in which a pattern is found. */
    String awaitLine(Pattern pattern) {
        return awaitLine(pattern.asPredicate(), 0, pattern.pattern());
    }

    /**
     * @param others how many lines that are such ones as well come before
     */
    private String awaitLine(Predicate<String> wanted, int others, String name) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        synchronized (lines) {
            int seen = 0;
            int left = others;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen)) && left-- == 0) {
                        return lines.get(seen);
                    }
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0 || (!process.isAlive() && seen == lines.size())) {
                    throw new AssertionError("no line with " + name + " in " + lines);
                }
                try {
                    lines.wait(Math.min(millis, 100));
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }

    /** Waits for the record of the connection that this client has with the program. */
    Map<String, String> awaitClosure(RawPeer client) {
        Predicate<String> itsPort =
                Pattern.compile(" closed .* client=127\\.0\\.0\\.1:" + client.port() + " ")
                        .asPredicate();
        // The port may have been another client's before.
        Instant since = client.since().truncatedTo(ChronoUnit.MILLIS);
        return pairs(
                awaitLine(
                        line ->
                                itsPort.test(line)
                                        && !Instant.parse(line.substring(0, line.indexOf(' ')))
                                                .isBefore(since),
                        0,
                        "the record of " + client.port()));
    }

    /**
     * Waits for the record that comes after the one that this returned before; for clients that do
     * not say which port they have.
     */
    Map<String, String> awaitNextClosure() {
        return pairs(awaitLine(CLOSED.asPredicate(), closuresTaken++, CLOSED.pattern()));
    }

    static Map<String, String> pairs(String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(line);
        while (matcher.find()) {
            pairs.put(
                    matcher.group(1),
                    matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return pairs;
    }

    /** Asks the program to stop, and does not wait. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy would close what is still to be read.
    }

    /** Ends the program as {@code kill -9} does, and waits until it has ended. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /** Waits until the program has ended and all it wrote was read; returns its exit status. */
    int awaitExit() {
        try {
            assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(reader.join(DEADLINE)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Collects the program's garbage. */
    void collectGarbage() {
        assertThat(diagnose("GC.run")).isNotEmpty();
    }

    /**
     * How many objects of the gateway's own classes are in use, by the name of the class. Collects
     * the garbage before.
     */
    Map<String, Integer> objects() {
        return diagnose("GC.class_histogram").stream()
                .map(OBJECTS::matcher)
                .filter(Matcher::find)
                .collect(
                        Collectors.toMap(
                                line -> line.group(2), line -> Integer.valueOf(line.group(1))));
    }

    /** What the virtual machine answers to {@code jcmd}. */
    private List<String> diagnose(String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try (BufferedReader answer =
                new ProcessBuilder(jcmd.toString(), Long.toString(pid()), command)
                        .redirectErrorStream(true)
                        .start()
                        .inputReader(UTF_8)) {
            return answer.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the program find the buffers among its garbage that nobody released. */
    private void searchForLeaks() {
        collectGarbage();
        // It looks whenever it makes a buffer.
        for (int i = 0; i < 2; i++) {
            try (RawPeer client = RawClient.connect(port)) {
                client.sendText("GET /leaks HTTP/1.1\r\nHost: gatepost.test\r\n\r\n");
                client.readRest();
            }
        }
    }

    /** What the program says of leaks and of its own mistakes, each with the lines that follow. */
    private List<String> troubles() {
        List<String> all = lines();
        List<String> troubles = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).contains("LEAK") || all.get(i).contains("ERROR")) {
                troubles.addAll(all.subList(i, Math.min(all.size(), i + 40)));
            }
        }
        return troubles;
    }

    /** Stops the program, which has to end in order and must not have leaked a buffer. */
    @Override
    public void close() {
        if (process.isAlive()) {
            searchForLeaks();
        }
        terminate();
        try {
            assertThat(awaitExit()).isZero();
            assertThat(troubles()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
