package gatepost.cli;

import gatepost.cli.StyledText.Style;
import gatepost.closing.Closure;
import gatepost.closing.LegRecord;
import gatepost.closing.Reference;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/**
 * Lines for people at a terminal: the time of day there, the level, and for each connection that
 * ended what happened in words, with its id at the end. Not all that is known is there.
 */
final class TextLines implements LineFormat {
    private static final int LEVEL_COLUMNS = 5;

    /** Of the longest name of a cause, and of the longest party. */
    private static final int CAUSE_COLUMNS = 19;

    private static final int PARTY_COLUMNS = 11;

    private static final int LONGEST_PATH = 80;
    private static final int LONGEST_EVIDENCE = 300;
    private static final String GAP = "  ";

    private final StyledText text;
    private final DateTimeFormatter time;

    /**
     * @param colours whether escape sequences may be used
     * @param zone of the times
     */
    TextLines(boolean colours, ZoneId zone) {
        text = new StyledText(colours, Locale.ROOT);
        time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    @Override
    public String of(Closure closure) {
        Level level = LineFormat.level(closure);
        return begin(closure.closed(), level)
                + text.styled(LineFormat.cause(closure), style(level)).padded(CAUSE_COLUMNS)
                + GAP
                + text.styled("by " + Reference.word(closure.cause().endedBy()), Style.PLAIN)
                        .padded(PARTY_COLUMNS)
                + GAP
                + parts(closure).collect(Collectors.joining(GAP))
                + "\n";
    }

    private Stream<String> parts(Closure closure) {
        return Stream.of(
                        leg("client", closure.client()),
                        leg("upstream", closure.upstream()),
                        where(closure),
                        "from " + Printable.of(closure.clientAddress()),
                        inWords(Duration.between(closure.opened(), closure.closed())),
                        Printable.clipped(closure.cause().evidence(), LONGEST_EVIDENCE),
                        text.styled(closure.id().toString(), Style.DIM).text())
                .filter(Predicate.not(String::isEmpty));
    }

    @Override
    public String of(Remark remark) {
        return begin(remark.at(), remark.level())
                + Printable.of(remark.message())
                + "\n"
                + remark.thrown().map(LineFormat::indented).orElse("");
    }

    private String begin(Instant at, Level level) {
        return text.styled(time.format(at), Style.DIM).text()
                + " "
                + text.styled(level.toString(), style(level)).padded(LEVEL_COLUMNS)
                + " ";
    }

    private static Style style(Level level) {
        return switch (level) {
            case ERROR -> Style.FAULT;
            case WARN -> Style.HEADING;
            case INFO -> Style.GOOD;
            case DEBUG, TRACE -> Style.DIM;
        };
    }

    /** {@code upstream sent 1000 "bye", got 1001}: what the peer sent, and what it was sent. */
    private String leg(String name, LegRecord leg) {
        if (leg.tcp() == TcpEnding.NEVER_OPENED) {
            return name + " never opened";
        }
        String sent = leg.received().map(this::frame).orElse("no Close (1006)");
        String got = leg.sent().map(this::frame).orElse("no Close");
        return sent.equals(got)
                ? "%s sent and got %s".formatted(name, sent)
                : "%s sent %s, got %s".formatted(name, sent, got);
    }

    private String frame(CloseFrame frame) {
        String code = text.styled(Integer.toString(frame.code()), Style.BOLD).text();
        return frame.reason().isEmpty() ? code : code + " " + quoted(frame.reason());
    }

    private static String quoted(String reason) {
        return '"' + Printable.of(reason.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** What was asked for, and who was to serve it. */
    private static String where(Closure closure) {
        String path = closure.handshake().path();
        return Stream.of(
                        Optional.of(path).filter(Predicate.not(String::isEmpty)),
                        closure.endpoint())
                .flatMap(Optional::stream)
                .map(part -> Printable.clipped(part, LONGEST_PATH))
                .collect(Collectors.joining(" -> "));
    }

    private static String inWords(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
