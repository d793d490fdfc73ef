package gatepost.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What happens to the connections of one part of the address space. Made by {@link #to}.
 *
 * @param path which request paths it serves
 * @param hosts which hosts it serves, without port: names, or {@code *.example.com} for every name
 *     below; empty for all
 * @param upstream where its connections go
 * @param admission which requests it lets in
 * @param extensions how extensions are agreed on
 * @param fromClient what the client may send
 * @param fromUpstream what the upstream may send
 * @param rate how fast the client may send
 * @param keepalive how a peer that has vanished is noticed
 * @param onUpstreamFailure how a client learns that no upstream could be reached
 * @param passStatuses the answers of an upstream to a handshake that reach the client as they are
 * @param coalesceUpTo frames of up to so many octets of payload are passed on whole; larger ones in
 *     pieces, while they arrive
 * @param frameTimeout how long a frame, or a piece of one, may be held because its rest has not
 *     come; zero for no limit
 * @param closeTimeout how long a peer may take to answer a Close frame
 */
public record Route(
        PathPattern path,
        List<String> hosts,
        Upstream upstream,
        Admission admission,
        Extensions extensions,
        MessageRules fromClient,
        MessageRules fromUpstream,
        Rate rate,
        Keepalive keepalive,
        OnUpstreamFailure onUpstreamFailure,
        PassStatuses passStatuses,
        int coalesceUpTo,
        Duration frameTimeout,
        Duration closeTimeout) {

    /** Frames of up to so many octets are passed on whole when nothing else is said. */
    public static final int DEFAULT_COALESCE_UP_TO = 64 * 1024;

    /** How long a frame may be held when nothing else is said. */
    public static final Duration DEFAULT_FRAME_TIMEOUT = Duration.ofMinutes(1);

    /** How long a peer may take to answer a Close frame when nothing else is said. */
    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

    public Route {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        if (coalesceUpTo < 125) {
            throw new IllegalArgumentException(
                    "coalesceUpTo is " + coalesceUpTo + ", below 125, the largest control frame");
        }
    }

    /** Begins a route for every request, with defaults for all that is not said. */
    public static RouteBuilder to(Upstream upstream) {
        return new RouteBuilder(upstream);
    }

    /** What a peer may send. */
    MessageRules rules(Side from) {
        return from == Side.CLIENT ? fromClient : fromUpstream;
    }

    /** Whether it serves requests for this host (without port, in any case) and path. */
    boolean matches(String host, String requestPath) {
        return path.matches(requestPath)
                && (hosts.isEmpty() || servesHost(host.toLowerCase(Locale.ROOT)));
    }

    private boolean servesHost(String host) {
        for (String pattern : hosts) {
            if (pattern.startsWith("*.")
                    ? host.endsWith(pattern.substring(1))
                    : host.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
