package gatepost.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message of a log event on one line, whatever it holds. For logback.xml. */
public final class OneLineMessage extends MessageConverter {
    /** Made by Logback. */
    public OneLineMessage() {}

    @Override
    public String convert(ILoggingEvent event) {
        return Printable.of(super.convert(event));
    }
}
