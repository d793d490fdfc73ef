package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import gatepost.closing.Closure;
import gatepost.gateway.Admission;
import gatepost.gateway.Endpoint;
import gatepost.gateway.Gateway;
import gatepost.gateway.GatewayClock;
import gatepost.gateway.GatewayObserver;
import gatepost.gateway.Limits;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Transport;
import gatepost.gateway.Upstream;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** A gateway in the process of the test, for settings rather than a configuration. */
final class EmbeddedGateway implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final long pinnedBefore = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
    private final RawUpstream upstream = new RawUpstream();
    private final BlockingQueue<Closure> closures = new LinkedBlockingQueue<>();
    private final AtomicInteger paths = new AtomicInteger();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    /** Goes nowhere else: {@code logback-test.xml} says so. */
    private final Logger own = (Logger) LoggerFactory.getLogger(Gateway.class.getPackageName());

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Gateway gateway;

    /**
     * @param admissions the rules of each route, by its first segment, as in {@code /strict}
     */
    EmbeddedGateway(Limits limits, Map<String, Admission> admissions) {
        this(
                limits,
                GatewayClock.SYSTEM,
                raw ->
                        admissions.entrySet().stream()
                                .map(each ->
                                        Route.to(raw)
                                                .path(PathPattern.parse(each.getKey() + "/**"))
                                                .admission(each.getValue())
                                                .build())
                                .toList());
    }

    /**
     * @param routes made of the upstream that {@link #upstream} is
     */
    EmbeddedGateway(Limits limits, GatewayClock clock, Function<Upstream, List<Route>> routes) {
        logged.start();
        root.addAppender(logged);
        own.addAppender(logged);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            gateway =
                    Gateway.start(
                            new Settings(
                                    List.of(new InetSocketAddress(loopback, 0)),
                                    routes.apply(upstreamAt("raw", upstream.port())),
                                    limits,
                                    CLOSE_TIMEOUT),
                            Transport.choose(Optional.empty()),
                            closures::add,
                            GatewayObserver.NONE,
                            Optional.empty(),
                            clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An upstream of one endpoint on this machine, which is given up soon. */
    static Upstream upstreamAt(String name, int port) {
        return new Upstream(
                name,
                List.of(
                        new Endpoint(
                                "ws://127.0.0.1:" + port,
                                "",
                                List.of(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), port)))),
                Upstream.DEFAULT_CONNECT_TIMEOUT,
                Upstream.DEFAULT_HANDSHAKE_TIMEOUT,
                0);
    }

    InetSocketAddress address() {
        return gateway.addresses().getFirst();
    }

    RawPeer client() {
        return RawClient.connect(address().getPort());
    }

    /** A client with another address of this machine. */
    RawPeer clientFrom(String address) {
        return RawClient.connectFrom(address, address().getPort());
    }

    /** For tests that read in a way of their own. */
    Socket socket(String address) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            socket.connect(address());
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path that no other test uses. */
    String path(String route) {
        return route + "/" + paths.incrementAndGet();
    }

    RawUpstream upstream() {
        return upstream;
    }

    /** A path whose connections the upstream accepts, to answer nothing but their Close. */
    String accepted(String route) {
        return accepted(route, new CompletableFuture<>());
    }

    private String accepted(String route, CompletableFuture<HttpHead> asked) {
        String path = path(route);
        upstream.on(
                path,
                (peer, request) -> {
                    peer.sendText(RawUpstream.accepting(request));
                    asked.complete(request);
                    peer.send(peer.read()).fin();
                });
        return path;
    }

    /** Connects a client to the upstream; the request that arrives there. */
    HttpHead connect(RawPeer client, String route, String... fields) {
        CompletableFuture<HttpHead> asked = new CompletableFuture<>();
        client.sendText(RawClient.request(accepted(route, asked), fields));
        RawClient.expectAccepted(client);
        return RawUpstream.await(asked);
    }

    Closure awaitClosure() {
        try {
            Closure closure = closures.poll(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(closure).as("closure").isNotNull();
            return closure;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The errors logged so far, which are no failure of the test then. */
    List<String> takeErrors() {
        synchronized (logged) { // As who appends does.
            List<ILoggingEvent> errors =
                    logged.list.stream().filter(EmbeddedGateway::isError).toList();
            logged.list.removeAll(errors);
            return errors.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    private static boolean isError(ILoggingEvent event) {
        return event.getLevel() == Level.ERROR;
    }

    private static String inFull(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getFormattedMessage()
                + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
    }

    /** Those that nobody has awaited. */
    List<Closure> closures() {
        return List.copyOf(closures);
    }

    /**
     * Stops it; then no buffer may be left, nothing may have gone wrong, and the upstream must have
     * seen nothing else.
     */
    @Override
    public void close() {
        gateway.close();
        upstream.close();
        root.detachAppender(logged);
        own.detachAppender(logged);
        assertThat(logged.list.stream().filter(EmbeddedGateway::isError))
                .extracting(EmbeddedGateway::inFull)
                .isEmpty();
        assertThat(upstream.failures()).isEmpty();
        assertThat(upstream.strays()).isEmpty();
        assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isEqualTo(pinnedBefore);
    }
}
