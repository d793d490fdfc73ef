package gatepost.gateway;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The endpoints of an upstream, in turn. Safe for use by any thread. */
final class UpstreamPool {
    private final Upstream upstream;
    private final AtomicInteger turn = new AtomicInteger();

    UpstreamPool(Upstream upstream) {
        this.upstream = upstream;
    }

    Upstream upstream() {
        return upstream;
    }

    /** The endpoints to try for one connection, in this order. */
    List<Endpoint> candidates() {
        List<Endpoint> endpoints = upstream.endpoints();
        int first = Math.floorMod(turn.getAndIncrement(), endpoints.size());
        return IntStream.range(0, Math.min(endpoints.size(), 1 + upstream.retries()))
                .mapToObj(i -> endpoints.get((first + i) % endpoints.size()))
                .toList();
    }
}
