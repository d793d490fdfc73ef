package gatepost.gateway;

import gatepost.closing.ClosureListener;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all connections of a gateway share. Safe for use by all event loops.
 *
 * @param channels every open channel, so that all can be told when the gateway stops
 */
record Front(
        Limits limits,
        Reception reception,
        Map<Upstream, UpstreamPool> pools,
        Sockets sockets,
        SecureRandom random,
        ClosureListener closures,
        GatewayObserver observer,
        GatewayClock clock,
        ChannelGroup channels,
        Map<EventLoop, LoopShare> shares) {

    static Map<Upstream, UpstreamPool> poolsOf(List<Route> routes) {
        return routes.stream()
                .map(Route::upstream)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), UpstreamPool::new));
    }

    UpstreamPool pool(Route route) {
        UpstreamPool pool = pools.get(route.upstream());
        if (pool == null) {
            throw new AssertionError("no pool for upstream " + route.upstream().name());
        }
        return pool;
    }

    /** What the connections of an event loop share. */
    LoopShare share(EventLoop loop) {
        LoopShare share = shares.get(loop);
        if (share == null) {
            throw new AssertionError("nothing is shared on " + loop);
        }
        return share;
    }

    void track(Channel channel) {
        channels.add(channel);
    }
}
