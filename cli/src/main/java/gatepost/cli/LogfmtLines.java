package gatepost.cli;

import gatepost.closing.Closure;
import gatepost.closing.LegRecord;
import gatepost.closing.Reference;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lines for scripts: time in UTC, level, and for each connection that ended pairs of key and value.
 *
 * <p>The keys, always all of them and in this order; a lone {@code -} where there is nothing to
 * say:
 *
 * <ul>
 *   <li>{@code cause}, {@code by} (client, upstream, gateway or network), {@code route}, {@code
 *       endpoint}, {@code client} (address and port)
 *   <li>for each leg, first {@code client.}, then {@code upstream.}: {@code received} (the close
 *       code that an endpoint would report: 1005 for a Close frame without one, 1006 for none),
 *       {@code reason} (of the Close frame received), {@code sent}, {@code sent-reason}, {@code
 *       tcp} (never-opened, fin, rst or aborted), {@code frames}, {@code messages}, {@code octets}
 *       (all three received)
 *   <li>{@code subprotocol}, {@code extensions}, {@code duration} (seconds), {@code id}, {@code
 *       evidence} (a sentence), {@code path}, {@code status} (of the upstream's answer), {@code
 *       client.largest}, {@code upstream.largest} (octets of the largest message)
 * </ul>
 */
final class LogfmtLines implements LineFormat {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    @Override
    public String of(Closure closure) {
        // All of them have the same level here, as they always had.
        return TIME.format(closure.closed()) + " INFO closed " + pairs(closure) + "\n";
    }

    @Override
    public String of(Remark remark) {
        return TIME.format(remark.at())
                + " "
                + remark.level()
                + " "
                + Printable.of(remark.message())
                + "\n"
                + remark.thrown().map(LineFormat::indented).orElse("");
    }

    private static String pairs(Closure closure) {
        Logfmt line =
                new Logfmt()
                        .with("cause", LineFormat.cause(closure))
                        .with("by", Reference.word(closure.cause().endedBy()))
                        .with("route", closure.route())
                        .with("endpoint", closure.endpoint())
                        .with("client", closure.clientAddress());
        leg(line, "client.", closure.client());
        leg(line, "upstream.", closure.upstream());
        return line.with("subprotocol", closure.subprotocol())
                .with("extensions", Optional.of(closure.extensions()).filter(LogfmtLines::said))
                .with("duration", seconds(Duration.between(closure.opened(), closure.closed())))
                .with("id", closure.id().toString())
                .with("evidence", closure.cause().evidence())
                .with("path", Optional.of(closure.handshake().path()).filter(LogfmtLines::said))
                .with("status", number(closure.handshake().status()))
                .with("client.largest", closure.client().largestMessage())
                .with("upstream.largest", closure.upstream().largestMessage())
                .toString();
    }

    private static void leg(Logfmt line, String prefix, LegRecord leg) {
        boolean opened = leg.tcp() != TcpEnding.NEVER_OPENED;
        line.with(
                        prefix + "received",
                        opened
                                ? Optional.of(Integer.toString(leg.recordedCode()))
                                : Optional.empty())
                .with(
                        prefix + "reason",
                        leg.received().map(CloseFrame::reason).filter(LogfmtLines::said))
                .with(prefix + "sent", leg.sent().map(frame -> Integer.toString(frame.code())))
                .with(
                        prefix + "sent-reason",
                        leg.sent().map(CloseFrame::reason).filter(LogfmtLines::said))
                .with(prefix + "tcp", Reference.word(leg.tcp()))
                .with(prefix + "frames", leg.frames())
                .with(prefix + "messages", leg.messages())
                .with(prefix + "octets", leg.octets());
    }

    private static boolean said(String text) {
        return !text.isEmpty();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3fs", duration.toMillis() / 1000.0);
    }

    private static Optional<String> number(OptionalInt number) {
        return number.isPresent()
                ? Optional.of(Integer.toString(number.getAsInt()))
                : Optional.empty();
    }
}
