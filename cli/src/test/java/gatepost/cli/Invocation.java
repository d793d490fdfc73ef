package gatepost.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One run of the command line and what it wrote.
 *
 * @param out with line ends of LF
 */
record Invocation(int exitCode, String out, String err) {
    /** Runs a command that must not start a gateway. */
    static Invocation of(String... args) {
        return with(
                new Service(
                        (_, _, _) -> {
                            throw new AssertionError("a gateway was started");
                        },
                        () -> () -> {}),
                args);
    }

    static Invocation with(Service service, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = GatepostCommand.commandLine(service, Names::lookUp);
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
