package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The gateway with one scripted upstream behind it, for all tests of a class. */
final class Testbed implements AutoCloseable {
    private static final int AT_ONCE = 64;

    private final RawUpstream upstream;
    private final RawUpstream second;
    private final Gatepost gatepost;
    private final AtomicInteger paths = new AtomicInteger();

    private Testbed(RawUpstream upstream, RawUpstream second, Gatepost gatepost) {
        this.upstream = upstream;
        this.second = second;
        this.gatepost = gatepost;
    }

    static Testbed start() {
        return start(Map.of());
    }

    static Testbed start(Map<String, String> environment) {
        return start(environment, 0);
    }

    /**
     * @param environment added to the gateway's own
     * @param receiveBuffer of the upstream's connections, in octets; 0 for what the system chooses
     */
    static Testbed start(Map<String, String> environment, int receiveBuffer) {
        return start(environment, receiveBuffer, "");
    }

    /**
     * @param limits as in the configuration
     */
    static Testbed limited(String limits) {
        return start(Map.of(), 0, "limits: " + limits);
    }

    /** With an admin server. */
    static Testbed watched() {
        return start(Map.of(), 0, "admin: {address: \"127.0.0.1:0\"}");
    }

    private static Testbed start(Map<String, String> environment, int receiveBuffer, String more) {
        RawUpstream upstream = new RawUpstream(receiveBuffer);
        RawUpstream second = new RawUpstream();
        try {
            return new Testbed(
                    upstream,
                    second,
                    Gatepost.configured(
                            configuration(upstream.port(), second.port(), unusedPort(), more),
                            environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Routes that differ in what their names say. */
    private static String configuration(int upstream, int second, int down, String more) {
        return """
        listen: [{address: "127.0.0.1:0"}]
        routes:
          - {path: /short/**, upstream: raw, close-timeout: 500ms}
          - {path: /patient/**, upstream: raw, close-timeout: 1m}
          - {path: /http/**, upstream: raw, on-upstream-failure: http}
          - {path: /off/**, upstream: raw, compression: off}
          - {path: /whole/**, upstream: raw, coalesce-up-to: 1MiB}
          - {path: /text/**, upstream: raw, accept: text}
          - {path: /binary/**, upstream: raw, accept: binary}
          - {path: /frame/**, upstream: raw, max-frame-size: 1000B}
          - {path: /message/**, upstream: raw, max-message-size: 1000B}
          - {path: /split/**, upstream: raw, split-frames-above: 1000B}
          - {path: /to-binary/**, upstream: raw, convert: text-to-binary}
          - {path: /to-text/**, upstream: raw, convert: binary-to-text, compression: off}
          - {path: /ping/**, upstream: raw, close-timeout: 500ms, keepalive: {ping-every: 200ms, answer-within: 500ms}}
          - {path: /idle/**, upstream: raw, keepalive: {ping-every: 100ms, idle-timeout: 700ms}}
          - {path: /stuck/**, upstream: raw, close-timeout: 1m, keepalive: {write-timeout: 1s}}
          - {path: /slow-frame/**, upstream: raw, frame-timeout: 500ms}
          - {path: /slow-down/**, upstream: raw, rate: {messages-per-second: 20, on-excess: delay}}
          - {path: /too-fast/**, upstream: raw, rate: {messages-per-second: 20, on-excess: close}}
          - {path: /too-much/**, upstream: raw, rate: {bytes-per-second: 1000, on-excess: close}}
          - {path: /bridge/**, upstream: raw, compression: bridge}
          - {path: /bridge-takeover/**, upstream: raw, compression: bridge, context-takeover: true}
          - {path: /bridge-limit/**, upstream: raw, compression: bridge, max-message-size: 1000B}
          - {path: /bridge-unlimited/**, upstream: raw, compression: bridge, max-message-size: 0}
          - {path: /inspect/**, upstream: raw, compression: inspect}
          - {path: /inspect-limit/**, upstream: raw, compression: inspect, max-message-size: 1000B}
          - {path: /required/**, upstream: raw, compression: bridge, require-extensions: [permessage-deflate]}
          - {path: /required-http/**, upstream: raw, compression: bridge, require-extensions: [permessage-deflate], on-upstream-failure: http}
          - {path: /sides/**, upstream: raw, accept: {client: text}, max-message-size: {upstream: 1000B}}
          - {path: /strict/**, upstream: raw, origins: ["https://a.test"], subprotocols: [chat], headers: {require: {X-Key: s3cret}}}
          - {path: /strict-close/**, upstream: raw, origins: ["https://a.test"], on-refusal: close}
          - {path: /close/**, upstream: raw, on-refusal: close}
          - {path: /down/**, upstream: down}
          - {path: /down-http/**, upstream: down, on-upstream-failure: http}
          - {path: /half-down/**, upstream: half-down}
          - {path: /based/**, upstream: based}
          - {path: /two/**, upstream: two}
          - {path: /t/**, upstream: raw}
        upstreams:
          raw: {endpoints: ["ws://127.0.0.1:%1$d"], handshake-timeout: 1s}
          down: {endpoints: ["ws://127.0.0.1:%3$d"]}
          half-down: {endpoints: ["ws://127.0.0.1:%3$d", "ws://127.0.0.1:%1$d"]}
          based: {endpoints: ["ws://127.0.0.1:%1$d/base/path"]}
          two: {endpoints: ["ws://127.0.0.1:%1$d", "ws://127.0.0.1:%2$d"]}
        drain: {timeout: 10s}
        %4$s
        """
                .formatted(upstream, second, down, more);
    }

    /** A port that nobody listens on. */
    static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Gatepost gatepost() {
        return gatepost;
    }

    RawUpstream upstream() {
        return upstream;
    }

    /** The other endpoint of {@code /two}. */
    RawUpstream second() {
        return second;
    }

    /** A path that no other test uses. */
    String path(String route) {
        return route + "/" + paths.incrementAndGet();
    }

    /** A client on whose connection nothing was sent. */
    RawPeer client() {
        return RawClient.connect(gatepost.port());
    }

    /** A client that has asked for a path. */
    RawPeer client(String path, String... fields) {
        return client().sendText(RawClient.request(path, fields));
    }

    /** A connection through the gateway. */
    Connected connect() {
        return connect("/t");
    }

    Connected connect(String route, String... fields) {
        return connect(route, List.of(fields), List.of());
    }

    /** A connection on which permessage-deflate was negotiated. */
    Connected connectCompressed() {
        String extension = "Sec-WebSocket-Extensions: permessage-deflate";
        return connect("/t", List.of(extension), List.of(extension));
    }

    /**
     * @param offered fields of the client's request
     * @param accepted fields of the upstream's answer
     */
    Connected connect(String route, List<String> offered, List<String> accepted) {
        return connect(client(), route, offered, accepted);
    }

    /** A connection with a client that has sent nothing yet. */
    Connected connect(RawPeer client, String route, List<String> offered, List<String> accepted) {
        String path = path(route);
        CompletableFuture<RawUpstream.Asked> asked = upstream.asked(path);
        client.sendText(RawClient.request(path, offered.toArray(String[]::new)));
        RawUpstream.Asked arrived = RawUpstream.await(asked);
        arrived.peer()
                .sendText(
                        RawUpstream.accepting(arrived.request(), accepted.toArray(String[]::new)));
        HttpHead answered = RawClient.expectAccepted(client);
        return new Connected(this, client, arrived.peer(), arrived.request(), answered);
    }

    /** Does something for each of many, many at a time; the first failure is thrown. */
    static <T> void forEach(Iterable<T> each, Body<T> body) {
        Semaphore room = new Semaphore(AT_ONCE);
        List<Future<?>> started = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : each) {
                Callable<Boolean> task =
                        () -> {
                            room.acquire();
                            try {
                                body.run(one);
                                return true;
                            } catch (Exception | AssertionError e) {
                                throw new AssertionError("with " + one, e);
                            } finally {
                                room.release();
                            }
                        };
                started.add(threads.submit(task));
            }
            for (Future<?> task : started) {
                task.get();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** What is done for one of many. */
    @FunctionalInterface
    interface Body<T> {
        void run(T one) throws Exception;
    }

    /** Stops all, and looks for what no test saw. */
    @Override
    public void close() {
        gatepost.close();
        upstream.close();
        second.close();
        assertThat(upstream.failures()).isEmpty();
        assertThat(upstream.strays()).isEmpty();
        assertThat(second.failures()).isEmpty();
        assertThat(second.strays()).isEmpty();
    }
}
