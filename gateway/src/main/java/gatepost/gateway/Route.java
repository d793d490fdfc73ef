package gatepost.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What happens to the connections of one part of the address space.
 *
 * @param path which request paths it serves
 * @param hosts which hosts it serves, without port: names, or {@code *.example.com} for every name
 *     below; empty for all
 * @param upstream where its connections go
 * @param compression who negotiates permessage-deflate
 * @param onUpstreamFailure how a client learns that no upstream could be reached
 * @param passStatuses the answers of an upstream to a handshake that reach the client as they are
 * @param coalesceUpTo frames of up to so many octets of payload are passed on whole; larger ones in
 *     pieces, while they arrive
 * @param closeTimeout how long a peer may take to answer a Close frame
 */
public record Route(
        PathPattern path,
        List<String> hosts,
        Upstream upstream,
        Compression compression,
        OnUpstreamFailure onUpstreamFailure,
        PassStatuses passStatuses,
        int coalesceUpTo,
        Duration closeTimeout) {

    /** Frames of up to so many octets are passed on whole when nothing else is said. */
    public static final int DEFAULT_COALESCE_UP_TO = 64 * 1024;

    /** How long a peer may take to answer a Close frame when nothing else is said. */
    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

    public Route {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        if (coalesceUpTo < 125) {
            throw new IllegalArgumentException(
                    "coalesceUpTo is " + coalesceUpTo + ", below 125, the largest control frame");
        }
    }

    /** A route for every request, with defaults for all else. */
    public static Route toEverythingOf(Upstream upstream) {
        return new Route(
                PathPattern.parse("/**"),
                List.of(),
                upstream,
                Compression.TUNNEL,
                OnUpstreamFailure.CLOSE,
                PassStatuses.DEFAULT,
                DEFAULT_COALESCE_UP_TO,
                DEFAULT_CLOSE_TIMEOUT);
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
