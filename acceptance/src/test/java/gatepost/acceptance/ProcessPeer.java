package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A peer in a process of its own: commands are lines that it reads, events lines that it writes.
 */
final class ProcessPeer extends Peer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final BufferedWriter commands;

    private ProcessPeer(Process process) {
        this.process = process;
        commands = process.outputWriter(UTF_8);
    }

    /**
     * @param script as in {@code node/client.mjs}
     * @param arguments of the script
     */
    static ProcessPeer start(Path interpreter, String script, String... arguments) {
        Path file = Gatepost.root().resolve("acceptance/src/test/peers").resolve(script);
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of(interpreter.toString(), file.toString()),
                                                Stream.of(arguments))
                                        .toList())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        try {
            ProcessPeer peer = new ProcessPeer(builder.start());
            Thread.ofVirtual().start(peer::readEvents);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readEvents() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                happened(JSON.readValue(line, Event.class));
            }
        } catch (IOException e) {
            // Its process was killed: there is nothing more to read.
        }
    }

    @Override
    void perform(Command command) {
        try {
            commands.write(JSON.writeValueAsString(command));
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it with SIGKILL, so that it cannot say good-bye. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public String toString() {
        return process.info().commandLine().orElse("process " + process.pid());
    }
}
