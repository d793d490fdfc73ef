package gatepost.gateway;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many clients are connected: in all, and from each address. Who enters has to leave. Safe for
 * use by all event loops, which share it so that a limit is the gateway's and not the loop's.
 *
 * <p>There is an entry for each address that has a connection, and for no other.
 */
final class Occupancy {
    private final int limit;
    private final int limitPerAddress;
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentMap<ClientPrefix, Integer> perAddress = new ConcurrentHashMap<>();

    Occupancy(Limits limits) {
        limit = limits.connections();
        limitPerAddress = limits.connectionsPerIp();
    }

    /** Takes a place for a client, or says why there is none; then none is taken. */
    Optional<Refusal> enter(ClientPrefix client) {
        if (!takePlace()) {
            return Optional.of(Refusal.full(limit));
        }
        if (!takePlace(client)) {
            connections.decrementAndGet();
            return Optional.of(Refusal.tooManyConnections(limitPerAddress));
        }
        return Optional.empty();
    }

    private boolean takePlace() {
        return hasRoom(
                connections.getAndUpdate(count -> hasRoom(count, limit) ? count + 1 : count),
                limit);
    }

    private boolean takePlace(ClientPrefix client) {
        while (true) {
            Integer before = perAddress.putIfAbsent(client, 1);
            if (before == null) {
                return true;
            }
            if (!hasRoom(before, limitPerAddress)) {
                return false;
            }
            if (perAddress.replace(client, before, before + 1)) {
                return true;
            }
        }
    }

    private static boolean hasRoom(int count, int limit) {
        return limit == 0 || count < limit;
    }

    /** Gives the place back that a client took. */
    void leave(ClientPrefix client) {
        connections.decrementAndGet();
        perAddress.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    }

    int connections() {
        return connections.get();
    }

    /** How many addresses there are entries for. */
    int addresses() {
        return perAddress.size();
    }
}
