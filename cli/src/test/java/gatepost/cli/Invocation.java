package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import picocli.CommandLine;

/**
 * One run of the command line and what it wrote.
 *
 * @param out with line ends of LF
 */
record Invocation(int exitCode, String out, String err) {
    /** What time it is around a command that prints for people, in Seoul. */
    static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");

    private static final Service NONE =
            new Service(
                    (_, _, _) -> {
                        throw new AssertionError("a gateway was started");
                    },
                    () -> () -> {});

    /** Runs a command that must not start a gateway. */
    static Invocation of(String... args) {
        return with(NONE, args);
    }

    static Invocation with(Service service, String... args) {
        return with(service, surroundings(Map.of(), ""), args);
    }

    /** As somebody has them who pipes a text in. */
    static Surroundings surroundings(Map<String, String> environment, String input) {
        return new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                input::isEmpty,
                () -> true,
                Clock.fixed(NOW, ZoneId.of("Asia/Seoul")));
    }

    /** Runs a command that prints for people. */
    static Invocation in(Surroundings surroundings, String... args) {
        return with(NONE, surroundings, args);
    }

    private static Invocation with(Service service, Surroundings surroundings, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = GatepostCommand.commandLine(service, Names::lookUp, surroundings);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(args);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Invocation(exitCode, unix(out), unix(err));
    }

    private static String unix(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
