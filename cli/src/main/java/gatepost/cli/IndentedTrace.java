package gatepost.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/**
 * The stack trace of a log event, every line of it indented: the message of an exception may quote
 * a peer, and what begins in the first column is a line of the log. For logback.xml.
 */
public final class IndentedTrace extends ThrowableProxyConverter {
    /** Made by Logback. */
    public IndentedTrace() {}

    @Override
    protected String throwableProxyToString(IThrowableProxy proxy) {
        return super.throwableProxyToString(proxy)
                .lines()
                .map(line ->
                        "    " + Printable.of(line.replace("\t", "    ")) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
