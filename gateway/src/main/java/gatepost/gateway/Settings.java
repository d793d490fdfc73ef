package gatepost.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Everything that a gateway is told before it starts. Complete and free of contradictions: whoever
 * makes it from a file has checked the file.
 *
 * @param listen where clients connect; resolved addresses, at least one; port 0 lets the system
 *     choose
 * @param routes the first that matches a request serves it
 * @param limits how much clients may ask of the gateway as a whole
 * @param drainTimeout how long connections may take to close when the gateway stops
 */
public record Settings(
        List<InetSocketAddress> listen, List<Route> routes, Limits limits, Duration drainTimeout) {

    /** How long connections may take to close when nothing else is said. */
    public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(30);

    public Settings {
        listen = List.copyOf(listen);
        routes = List.copyOf(routes);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("no address to listen on");
        }
    }
}
