package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemSignalsTest {
    /** Runs in a JVM of its own, as signals are the process's. */
    static final class Child {
        private Child() {}

        /** Waits for a signal, says so, and with an argument then waits for ever. */
        public static void main(String[] args) throws InterruptedException {
            SystemSignals signals = SystemSignals.install();
            System.out.println("ready");
            signals.await();
            System.out.println("stopping");
            if (args.length > 0) {
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void aSignalEndsTheProgramInOrder() throws Exception {
        Process child = child();
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            send("TERM", child);
            assertThat(out.readLine()).isEqualTo("stopping");
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Process child = child("for ever");
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            send("TERM", child);
            assertThat(out.readLine()).isEqualTo("stopping");
            send("TERM", child);
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(128 + 15);
        } finally {
            child.destroyForcibly();
        }
    }

    private static Process child(String... args) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void send(String signal, Process to) throws Exception {
        assertThat(
                        new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }
}
