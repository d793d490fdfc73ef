package gatepost.gateway;

import gatepost.closing.HandshakeFailure;
import gatepost.protocol.AnswerVerdict;
import gatepost.protocol.ClientHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an endpoint of an upstream that takes a connection: one after the other, each address of
 * each, until one gives a valid handshake. Confined to the event loop of the client.
 */
final class Connecting implements UpstreamHandshake.Outcome {
    /** What it comes to: exactly one of these, unless it is cancelled. */
    interface Outcome {
        /**
         * An endpoint answered with a valid handshake. Before this returns, the channel's pipeline
         * has to be ready for frames: they follow at once.
         */
        void established(
                DuplexChannel upstream,
                Endpoint endpoint,
                AnswerVerdict.Established handshake,
                HttpResponse answer);

        /** An endpoint answered with a status that the client is to see; a body may follow. */
        void refused(Channel upstream, Endpoint endpoint, HttpResponse answer);

        /**
         * No endpoint was left.
         *
         * @param last the last one tried; absent where there was none
         */
        void unavailable(UpstreamFault fault, int attempts, Optional<Endpoint> last);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);

    private final Sockets sockets;
    private final EventLoop loop;
    private final Upstream upstream;
    private final PassStatuses passStatuses;
    private final Deque<Endpoint> endpoints;
    private final Supplier<ClientHandshake> handshakes;
    private final BiFunction<Endpoint, ClientHandshake, HttpRequest> requests;
    private final GatewayObserver observer;
    private final Outcome outcome;

    private Deque<InetSocketAddress> addresses = new ArrayDeque<>();
    private @Nullable Endpoint endpoint;
    private @Nullable Channel channel;
    private int attempts;
    private boolean cancelled;

    Connecting(
            Sockets sockets,
            EventLoop loop,
            UpstreamPool pool,
            PassStatuses passStatuses,
            Supplier<ClientHandshake> handshakes,
            BiFunction<Endpoint, ClientHandshake, HttpRequest> requests,
            GatewayObserver observer,
            Outcome outcome) {
        this.sockets = sockets;
        this.loop = loop;
        this.upstream = pool.upstream();
        this.passStatuses = passStatuses;
        this.endpoints = new ArrayDeque<>(pool.candidates());
        this.handshakes = handshakes;
        this.requests = requests;
        this.observer = observer;
        this.outcome = outcome;
    }

    void start() {
        tryNextEndpoint(UpstreamFault.of(HandshakeFailure.NO_ENDPOINT, "no endpoint"));
    }

    /** Gives up: the client is gone. */
    void cancel() {
        cancelled = true;
        if (channel != null && channel.isRegistered()) {
            channel.close();
        }
    }

    private void tryNextEndpoint(UpstreamFault lastFault) {
        Endpoint next = endpoints.poll();
        if (next == null) {
            outcome.unavailable(lastFault, attempts, Optional.ofNullable(endpoint));
            return;
        }
        attempts++;
        endpoint = next;
        addresses = new ArrayDeque<>(next.addresses());
        connect(next, addresses.remove());
    }

    /**
     * Begins when all events that are at hand were handled: one of a socket that was closed
     * meanwhile would otherwise be taken for the new socket's, which may have its number.
     */
    private void connect(Endpoint to, InetSocketAddress address) {
        loop.execute(() -> {
            if (!cancelled) {
                connectNow(to, address);
            }
        });
    }

    private void connectNow(Endpoint to, InetSocketAddress address) {
        ClientHandshake handshake = handshakes.get();
        UpstreamHandshake handler =
                new UpstreamHandshake(
                        handshake,
                        requests.apply(to, handshake),
                        upstream.handshakeTimeout(),
                        passStatuses,
                        this);
        long begun = System.nanoTime();
        ChannelFuture connected =
                sockets.connector(loop, upstream.connectTimeout())
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel created) {
                                        handler.addTo(created.pipeline());
                                    }
                                })
                        .connect(address);
        channel = connected.channel();
        // Where no socket could be made, the future belongs to no loop and would call from
        // elsewhere.
        connected.addListener(done -> {
            if (done.isSuccess()) {
                observer.connected(upstream, Duration.ofNanos(System.nanoTime() - begun));
            }
            loop.execute(() -> connected(to, connected));
        });
    }

    private void connected(Endpoint to, ChannelFuture connected) {
        Throwable cause = connected.cause();
        if (cancelled) {
            if (cause == null) {
                connected.channel().close();
            }
            return;
        }
        if (cause == null) {
            return; // The handshake has begun, and tells how it goes.
        }
        InetSocketAddress next = addresses.poll();
        if (next == null) {
            failed(faultOf(cause));
        } else {
            connect(to, next);
        }
    }

    private UpstreamFault faultOf(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ ->
                    UpstreamFault.slow(
                            HandshakeFailure.CONNECT_TIMEOUT,
                            "no connection",
                            upstream.connectTimeout());
            case NoRouteToHostException _ ->
                    UpstreamFault.of(HandshakeFailure.NO_ROUTE, "no route to host");
            // Netty has this one for nearly all that connecting can fail with.
            case ConnectException refused when isRefused(refused) ->
                    UpstreamFault.of(HandshakeFailure.CONNECTION_REFUSED, "connection refused");
            default -> UpstreamFault.of(HandshakeFailure.CANNOT_CONNECT, "cannot connect");
        };
    }

    private static boolean isRefused(ConnectException failure) {
        return String.valueOf(failure.getMessage()).contains("refused");
    }

    @Override
    public void established(
            DuplexChannel connected, AnswerVerdict.Established handshake, HttpResponse answer) {
        outcome.established(connected, current(), handshake, answer);
    }

    @Override
    public void refused(Channel connected, HttpResponse answer) {
        outcome.refused(connected, current(), answer);
    }

    @Override
    public void failed(UpstreamFault fault) {
        if (cancelled) {
            return;
        }
        LOG.warn("upstream {} {}: {}", upstream.name(), current().uri(), fault.what());
        tryNextEndpoint(fault);
    }

    private Endpoint current() {
        if (endpoint == null) {
            throw new AssertionError("no endpoint was tried");
        }
        return endpoint;
    }
}
