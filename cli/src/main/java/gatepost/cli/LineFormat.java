package gatepost.cli;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import org.slf4j.event.Level;

/**
 * Writes the lines of the log. Whatever a peer sent, it can neither end a line, nor steer a
 * terminal, nor change the order of what is read. Safe for use by any thread.
 */
sealed interface LineFormat permits TextLines, LogfmtLines, JsonLines {
    /** The line of a connection that ended, with its end. */
    String of(Closure closure);

    /** The line of anything else, with its end; a stack trace may follow on lines of its own. */
    String of(Remark remark);

    /** What people are told at the start and at the end: whole lines. */
    default String told(String lines) {
        return lines;
    }

    /** How serious an ending is: an error of a peer's or of the network's is not one of ours. */
    static Level level(Closure closure) {
        if (closure.isNormal()) {
            return Level.INFO;
        }
        return closure.cause() instanceof Cause.GatewayFault ? Level.ERROR : Level.WARN;
    }

    /** The name of a cause, which is the same in logs, metrics and documents. */
    static String cause(Closure closure) {
        return closure.cause().getClass().getSimpleName();
    }

    /** What was thrown, each line behind four spaces: a line of the log has none before it. */
    static String indented(Remark.Thrown thrown) {
        StringBuilder lines = new StringBuilder();
        thrown.trace()
                .lines()
                .forEach(line ->
                        lines.append("    ")
                                .append(Printable.of(line.replace("\t", "    ")))
                                .append('\n'));
        return lines.toString();
    }
}
