package gatepost.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which closures somebody asks for: those that fit everything that is said. An empty set, and what
 * is absent, says nothing.
 *
 * @param since connections that ended then or later
 * @param until connections that ended before
 * @param codes close codes, on the {@code leg}. A leg has a code if an endpoint in the gateway's
 *     place would report it (that of the Close frame received; 1005 where it had none; 1006 where
 *     no Close frame came), or if the gateway sent it. A leg that was never opened has none
 * @param causes names of causes, as in {@code UpstreamLost}
 * @param routes path patterns, as they are in the configuration
 * @param endpoints as in {@code ws://10.0.0.1:9000}
 * @param client an address with its port or without, or a network as in {@code 203.0.113.0/24}
 * @param errorsOnly leaves out what ended as it is meant to
 */
public record Query(
        Optional<Instant> since,
        Optional<Instant> until,
        Set<Integer> codes,
        Leg leg,
        Set<String> causes,
        Set<String> routes,
        Set<String> endpoints,
        Optional<String> client,
        boolean errorsOnly) {
    /** The leg that codes are looked for on. */
    public enum Leg {
        CLIENT,
        UPSTREAM,
        EITHER
    }

    /** Everything. */
    public static final Query ALL =
            new Query(
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Leg.EITHER,
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    false);

    /**
     * @throws IllegalArgumentException if there is no such cause, or the client is no address
     */
    public Query {
        codes = Set.copyOf(codes);
        causes = Set.copyOf(causes);
        routes = Set.copyOf(routes);
        endpoints = Set.copyOf(endpoints);
        for (String cause : causes) {
            if (!StoredCause.TYPES.containsKey(cause)) {
                throw new IllegalArgumentException(
                        "no such cause: "
                                + cause
                                + "; there are "
                                + String.join(", ", new TreeSet<>(StoredCause.TYPES.keySet())));
            }
        }
        client.ifPresent(AddressRange::parse);
    }

    /** Connections that ended then or later. */
    public Query since(Instant time) {
        return new Query(
                Optional.of(time),
                until,
                codes,
                leg,
                causes,
                routes,
                endpoints,
                client,
                errorsOnly);
    }

    /** Connections that ended before. */
    public Query until(Instant time) {
        return new Query(
                since,
                Optional.of(time),
                codes,
                leg,
                causes,
                routes,
                endpoints,
                client,
                errorsOnly);
    }

    /** Connections with one of these codes on that leg. */
    public Query codes(Leg on, Set<Integer> wanted) {
        return new Query(since, until, wanted, on, causes, routes, endpoints, client, errorsOnly);
    }

    /** Connections that ended for one of these causes. */
    public Query causes(Set<String> wanted) {
        return new Query(since, until, codes, leg, wanted, routes, endpoints, client, errorsOnly);
    }

    /** Connections of one of these routes. */
    public Query routes(Set<String> wanted) {
        return new Query(since, until, codes, leg, causes, wanted, endpoints, client, errorsOnly);
    }

    /** Connections to one of these endpoints. */
    public Query endpoints(Set<String> wanted) {
        return new Query(since, until, codes, leg, causes, routes, wanted, client, errorsOnly);
    }

    /** Connections from that address or network. */
    public Query client(String address) {
        return new Query(
                since,
                until,
                codes,
                leg,
                causes,
                routes,
                endpoints,
                Optional.of(address),
                errorsOnly);
    }

    /** Without what ended as it is meant to. */
    public Query errors() {
        return new Query(since, until, codes, leg, causes, routes, endpoints, client, true);
    }
}
