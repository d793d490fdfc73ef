package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes of the program as they are behind a start. Tests start it more than a hundred times,
 * and it would load and check them anew each time, which takes longer than most tests do.
 */
final class ClassArchive {
    private static final int SECONDS = 60;

    /** Options for the JVM that runs the program; none where no archive could be made. */
    static final List<String> OPTIONS = make();

    private ClassArchive() {}

    private static List<String> make() {
        try {
            Path folder = Files.createTempDirectory("gatepost");
            folder.toFile().deleteOnExit();
            Path archive = folder.resolve("classes.jsa");
            archive.toFile().deleteOnExit(); // What is named last goes first.
            Path configuration = folder.resolve("gatepost.yaml");
            configuration.toFile().deleteOnExit();
            Files.writeString(
                    configuration,
                    """
                    journal: off
                    listen: [{address: "127.0.0.1:0"}]
                    routes: [{path: /**, upstream: a}]
                    upstreams: {a: {endpoints: ["ws://127.0.0.1:9000"]}}
                    """);
            runOnce(archive, configuration);
            return Files.exists(archive)
                    ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off")
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static void runOnce(Path archive, Path configuration)
            throws IOException, InterruptedException {
        Process program =
                new ProcessBuilder(
                                Gatepost.java(),
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-Dio.netty.leakDetection.level=paranoid",
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-jar",
                                Gatepost.jar().toString(),
                                "run",
                                configuration.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = program.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("listens on")) {
                line = lines.readLine();
            }
            program.toHandle().destroy();
            while (line != null) {
                line = lines.readLine();
            }
            program.waitFor(SECONDS, TimeUnit.SECONDS);
        } finally {
            program.destroyForcibly();
        }
    }
}
