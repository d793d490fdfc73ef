package gatepost.acceptance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs that some tests talk to. Where one is missing, its tests are left out, or fail
 * where the environment says {@code GATEPOST_REQUIRE_PEERS=1}.
 */
final class Peers {
    private Peers() {}

    /** Node.js; its peers' libraries are installed by {@code npm ci} in their folder. */
    static Path node() {
        Path library = Gatepost.root().resolve("acceptance/src/test/peers/node/node_modules/ws");
        if (!Files.isDirectory(library)) {
            throw missing("ws (npm ci in acceptance/src/test/peers/node)");
        }
        return program("node");
    }

    /**
     * The first Python that has the library websockets; that of the system may not be the PATH's.
     */
    static Path python() {
        return Stream.concat(find("python3").stream(), Stream.of(Path.of("/usr/bin/python3")))
                .filter(python -> succeeds(python, "-c", "import websockets"))
                .findFirst()
                .orElseThrow(() -> missing("python3 with websockets"));
    }

    /** A program on the PATH, or where servers are that only root's PATH has. */
    static Path program(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    private static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")),
                        Stream.of("/usr/bin", "/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean succeeds(Path program, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                                .toList());
        try {
            return Files.isExecutable(program)
                    && builder.redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends the test that needs it. */
    private static AssertionError missing(String what) {
        if ("1".equals(System.getenv("GATEPOST_REQUIRE_PEERS"))) {
            return fail("missing, and required by GATEPOST_REQUIRE_PEERS=1: " + what);
        }
        return abort("missing: " + what);
    }
}
