package gatepost.cli;

import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import gatepost.closing.LegRecord;
import gatepost.closing.Party;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each connection that ended. Safe for use by any thread.
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
 *       evidence} (a sentence)
 * </ul>
 */
final class ClosureLog implements ClosureListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClosureLog.class);

    @Override
    public void closed(Closure closure) {
        if (LOG.isInfoEnabled()) {
            LOG.info("closed {}", line(closure));
        }
    }

    /** The pairs of a line. */
    static String line(Closure closure) {
        Logfmt line =
                new Logfmt()
                        .with("cause", closure.cause().getClass().getSimpleName())
                        .with("by", name(closure.cause().endedBy()))
                        .with("route", closure.route())
                        .with("endpoint", closure.endpoint())
                        .with("client", closure.clientAddress());
        leg(line, "client.", closure.client());
        leg(line, "upstream.", closure.upstream());
        return line.with("subprotocol", closure.subprotocol())
                .with("extensions", Optional.of(closure.extensions()).filter(e -> !e.isEmpty()))
                .with("duration", seconds(Duration.between(closure.opened(), closure.closed())))
                .with("id", closure.id().toString())
                .with("evidence", closure.cause().evidence())
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
                        leg.received().map(CloseFrame::reason).filter(ClosureLog::said))
                .with(prefix + "sent", leg.sent().map(frame -> Integer.toString(frame.code())))
                .with(
                        prefix + "sent-reason",
                        leg.sent().map(CloseFrame::reason).filter(ClosureLog::said))
                .with(prefix + "tcp", name(leg.tcp()))
                .with(prefix + "frames", leg.frames())
                .with(prefix + "messages", leg.messages())
                .with(prefix + "octets", leg.octets());
    }

    private static boolean said(String reason) {
        return !reason.isEmpty();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3fs", duration.toMillis() / 1000.0);
    }

    private static String name(Party party) {
        return switch (party) {
            case CLIENT -> "client";
            case UPSTREAM -> "upstream";
            case GATEWAY -> "gateway";
            case NETWORK -> "network";
        };
    }

    private static String name(TcpEnding ending) {
        return switch (ending) {
            case NEVER_OPENED -> "never-opened";
            case FIN -> "fin";
            case RST -> "rst";
            case ABORTED -> "aborted";
        };
    }
}
