package gatepost.gateway;

import java.time.Duration;
import java.util.List;

/**
 * Servers that are as good as one another.
 *
 * @param name as in the configuration
 * @param endpoints taken in turn; at least one
 * @param connectTimeout how long a TCP connection to one address may take to be made
 * @param handshakeTimeout how long an endpoint may take to answer the opening handshake
 * @param retries how many other endpoints are tried before the client is told
 */
public record Upstream(
        String name,
        List<Endpoint> endpoints,
        Duration connectTimeout,
        Duration handshakeTimeout,
        int retries) {

    /** How long a TCP connection may take to be made when nothing else is said. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** How long an endpoint may take to answer the handshake when nothing else is said. */
    public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

    /** How many other endpoints are tried when nothing else is said. */
    public static final int DEFAULT_RETRIES = 2;

    public Upstream {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("upstream " + name + " has no endpoints");
        }
    }

    /** One endpoint with defaults for all else. */
    public static Upstream of(String name, Endpoint endpoint) {
        return new Upstream(
                name,
                List.of(endpoint),
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_HANDSHAKE_TIMEOUT,
                DEFAULT_RETRIES);
    }
}
