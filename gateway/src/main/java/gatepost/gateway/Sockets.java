package gatepost.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the sockets of one transport, all with the same options. */
final class Sockets {
    /**
     * A leg with more than the second unsent lets its other end wait until less than the first is.
     */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final int BACKLOG = 4096;

    /** How long nothing has to come before the system asks, and how long it waits for an answer. */
    private static final int KEEPALIVE_SECONDS = 60;

    private static final int KEEPALIVE_PROBES = 3;

    private final Transport transport;

    Sockets(Transport transport) {
        this.transport = transport;
    }

    /** A listener whose connections live on its own event loop. */
    ServerBootstrap listener(EventLoop loop, ChannelHandler connections) {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loop, loop)
                        .channel(transport.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(connections);
        switch (transport) {
            case IO_URING, EPOLL -> bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
            case NIO ->
                    bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
        }
        options().forEach((option, value) -> bootstrap.childOption(option, value));
        return bootstrap;
    }

    /** A connection to an upstream on the event loop of its client. */
    Bootstrap connector(EventLoop loop, Duration timeout) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(transport.channel())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
        options().forEach((option, value) -> bootstrap.option(option, value));
        return bootstrap;
    }

    /**
     * Has the system end a connection whose peer acknowledges nothing. It cannot say why, so that
     * the gateway's own look at the same peer comes first.
     *
     * @param writeTimeout how long a peer may read nothing; zero for ever
     */
    void limitUnacknowledged(Channel channel, Duration writeTimeout) {
        if (!writeTimeout.isZero() && channel.isOpen()) {
            transport
                    .userTimeout()
                    .ifPresent(option ->
                            channel.config()
                                    .setOption(
                                            option, Math.toIntExact(2 * writeTimeout.toMillis())));
        }
    }

    private Map<ChannelOption<Object>, Object> options() {
        Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
        // Unlike the adaptive allocator it keeps the views of its buffers, so that a read makes
        // none.
        options.put(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        options.put(ChannelOption.TCP_NODELAY, true);
        // A peer that vanished without a word is noticed also where Pings are off.
        options.put(ChannelOption.SO_KEEPALIVE, true);
        options.putAll(transport.keepalive(KEEPALIVE_SECONDS, KEEPALIVE_PROBES));
        options.put(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        // A peer that sends no more may still read, and one that reads no more may still have sent.
        options.put(ChannelOption.ALLOW_HALF_CLOSURE, true);
        options.put(ChannelOption.AUTO_CLOSE, false);
        if (transport.hasBufferRing()) {
            options.put(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, Transport.BUFFER_GROUP);
        }
        return unchecked(options);
    }

    @SuppressWarnings("unchecked") // Each option was put with a value of its type.
    private static Map<ChannelOption<Object>, Object> unchecked(
            Map<ChannelOption<?>, Object> options) {
        return (Map<ChannelOption<Object>, Object>) (Map<?, ?>) options;
    }
}
