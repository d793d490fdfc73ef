package gatepost.cli;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes what the loggers of the program say to the log; while none is open, straight to standard
 * output. For logback.xml.
 */
public final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String NAME = "LOG";
    private static final LogfmtLines LINES = new LogfmtLines();

    private volatile Consumer<Remark> target = LogAppender::print;

    /** Made by Logback. */
    public LogAppender() {}

    /** The one of this process. */
    static LogAppender installed() {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        return (LogAppender)
                requireNonNull(loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME), NAME);
    }

    /**
     * From now on, gives all to somebody.
     *
     * @param log is called by any thread, also by event loops
     */
    void giveTo(Consumer<Remark> log) {
        target = log;
    }

    /** From now on, writes to standard output again. */
    void giveToNobody() {
        target = LogAppender::print;
    }

    private static void print(Remark remark) {
        Log.print(LINES.of(remark));
    }

    @Override
    protected void append(ILoggingEvent event) {
        // Made here, because what is said may be about objects that change.
        target.accept(
                new Remark(
                        event.getInstant(),
                        Level.intToLevel(
                                ch.qos.logback.classic.Level.toLocationAwareLoggerInteger(
                                        event.getLevel())),
                        event.getLoggerName(),
                        event.getFormattedMessage(),
                        Optional.ofNullable(event.getThrowableProxy()).map(LogAppender::thrown)));
    }

    private static Remark.Thrown thrown(IThrowableProxy thrown) {
        return new Remark.Thrown(
                thrown.getClassName(),
                Optional.ofNullable(thrown.getMessage()).orElse(""),
                ThrowableProxyUtil.asString(thrown));
    }
}
