package gatepost.gateway;

import gatepost.closing.ClosureListener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running gateway. Safe for use by any thread. */
public final class Gateway implements AutoCloseable {
    private static final Duration LOOPS_END = Duration.ofSeconds(5);

    private final Settings settings;
    private final MultiThreadIoEventLoopGroup loops;
    private final Front front;
    private final List<Channel> listeners = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();

    private Gateway(
            Settings settings,
            Transport transport,
            ClosureListener closures,
            GatewayObserver observer,
            Optional<Page> page,
            GatewayClock clock) {
        this.settings = settings;
        loops =
                new MultiThreadIoEventLoopGroup(
                        Runtime.getRuntime().availableProcessors(),
                        new DefaultThreadFactory("gatepost-" + transport),
                        transport.handlers());
        Limits limits = settings.limits();
        HandshakeRate rate = new HandshakeRate(limits.handshakesPerSecondPerIp(), System::nanoTime);
        loops.next().scheduleWithFixedDelay(rate::forget, 1, 1, TimeUnit.SECONDS);
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        front =
                new Front(
                        limits,
                        new Reception(settings.routes(), page, rate, new Occupancy(limits), clock),
                        Front.poolsOf(settings.routes()),
                        new Sockets(transport),
                        new SecureRandom(),
                        closures,
                        observer,
                        clock,
                        channels,
                        sharesOf(loops, observer, clock));
        if (!observer.equals(GatewayObserver.NONE)) {
            loops.forEach(loop -> LoopDelay.measure((EventLoop) loop, observer));
        }
    }

    private static Map<EventLoop, LoopShare> sharesOf(
            MultiThreadIoEventLoopGroup loops, GatewayObserver observer, GatewayClock clock) {
        Map<EventLoop, LoopShare> shares = new HashMap<>();
        for (EventExecutor loop : loops) {
            shares.put((EventLoop) loop, LoopShare.of((EventLoop) loop, observer, clock));
        }
        return Map.copyOf(shares);
    }

    /**
     * Binds every listener and begins to accept.
     *
     * @param page what a plain HTTP GET of {@code /} is answered with; a request for anything else
     *     that is no WebSocket handshake is told so
     * @throws BindFailedException where an address cannot be had; then nothing is left running
     */
    public static Gateway start(
            Settings settings,
            Transport transport,
            ClosureListener closures,
            GatewayObserver observer,
            Optional<Page> page,
            GatewayClock clock)
            throws BindFailedException {
        Gateway gateway = new Gateway(settings, transport, closures, observer, page, clock);
        try {
            for (InetSocketAddress address : settings.listen()) {
                gateway.listen(address);
            }
            return gateway;
        } catch (BindFailedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    /** One listener for each event loop: the kernel spreads connections over them. */
    private void listen(InetSocketAddress address) throws BindFailedException {
        refuseUnlessFree(address);
        InetSocketAddress actual = address;
        for (EventExecutor loop : loops) {
            Channel listener = bind((EventLoop) loop, actual);
            listeners.add(listener);
            actual = (InetSocketAddress) listener.localAddress();
        }
        addresses.add(actual);
    }

    private Channel bind(EventLoop loop, InetSocketAddress address) throws BindFailedException {
        var bound = front.sockets().listener(loop, clients()).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindFailedException(address, bound.cause());
        }
        return bound.channel();
    }

    /**
     * A port that may be shared can be had although another process has it: look without sharing.
     */
    private static void refuseUnlessFree(InetSocketAddress address) throws BindFailedException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new BindFailedException(address, e);
        }
    }

    private ChannelInitializer<Channel> clients() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                front.track(client);
                new HandshakeHandler(front, (DuplexChannel) client).addTo(client.pipeline());
            }
        };
    }

    /** The addresses that are listened on, in the order of the settings, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** What has passed so far. Can be asked after the end, too. */
    public Traffic traffic() {
        return front.shares().values().stream()
                .map(share -> share.traffic().soFar())
                .reduce(Traffic.NONE, Traffic::plus);
    }

    /**
     * Stops accepting, closes every connection with 1001, and returns when all have ended or the
     * drain timeout is over. To be called once; blocks.
     */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        // What was accepted before that is among the channels when each loop has come round once.
        loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
        front.channels().forEach(channel -> channel.pipeline().fireUserEventTriggered(Drain.NOW));
        front.channels()
                .newCloseFuture()
                .awaitUninterruptibly(settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
        front.channels().close().awaitUninterruptibly(LOOPS_END.toMillis());
        loops.shutdownGracefully(0, LOOPS_END.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LOOPS_END.toMillis());
    }

    /** An address that could not be listened on. */
    public static final class BindFailedException extends IOException {
        private static final long serialVersionUID = 1;

        BindFailedException(InetSocketAddress address, Throwable cause) {
            super(
                    "cannot listen on "
                            + address.getHostString()
                            + ":"
                            + address.getPort()
                            + ": "
                            + cause.getMessage(),
                    cause);
        }
    }
}
