package gatepost.gateway;

import gatepost.closing.ClosureListener;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all connections of a gateway share. Safe for use by all event loops.
 *
 * @param channels every open channel, so that all can be told when the gateway stops
 */
record Front(
        List<Route> routes,
        Map<Upstream, UpstreamPool> pools,
        Sockets sockets,
        SecureRandom random,
        ClosureListener closures,
        Optional<Page> page,
        ChannelGroup channels) {

    static Map<Upstream, UpstreamPool> poolsOf(List<Route> routes) {
        return routes.stream()
                .map(Route::upstream)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), UpstreamPool::new));
    }

    /** The first route that serves a host (without port) and a path. */
    Optional<Route> route(String host, String path) {
        return routes.stream().filter(route -> route.matches(host, path)).findFirst();
    }

    UpstreamPool pool(Route route) {
        UpstreamPool pool = pools.get(route.upstream());
        if (pool == null) {
            throw new AssertionError("no pool for upstream " + route.upstream().name());
        }
        return pool;
    }

    void track(Channel channel) {
        channels.add(channel);
    }
}
