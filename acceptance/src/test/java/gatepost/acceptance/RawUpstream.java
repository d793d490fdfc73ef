package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that does what each test wants of the connections to a path of its own. What else
 * arrives is kept as {@link #strays}. Safe for use by any thread.
 */
final class RawUpstream implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /** What is done with a connection whose request was read. */
    @FunctionalInterface
    interface Script {
        void run(RawPeer peer, HttpHead request) throws Exception;
    }

    /** A connection whose request was read. */
    record Asked(RawPeer peer, HttpHead request) {}

    private final ServerSocket listener;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    /** Or the collection of garbage closes one that its script is done with. */
    private final Queue<RawPeer> served = new ConcurrentLinkedQueue<>();

    private final List<String> strays = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    RawUpstream() {
        this(0);
    }

    /**
     * @param receiveBuffer of its connections, in octets; 0 for what the system chooses
     */
    RawUpstream(int receiveBuffer) {
        try {
            listener = new ServerSocket();
            if (receiveBuffer > 0) {
                listener.setReceiveBufferSize(receiveBuffer);
            }
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lets a script have the connections to a path. */
    void on(String path, Script script) {
        scripts.put(path, script);
    }

    /** The next connection to a path, its handshake not answered. */
    CompletableFuture<Asked> asked(String path) {
        CompletableFuture<Asked> asked = new CompletableFuture<>();
        on(path, (peer, request) -> asked.complete(new Asked(peer, request)));
        return asked;
    }

    /** Waits for something that a script brings. */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no connection", e);
        }
    }

    /** The answer that accepts a handshake, with more fields where given. */
    static String accepting(HttpHead request, String... fields) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
        answer.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");
        answer.append(accept(request.value("Sec-WebSocket-Key"))).append("\r\n");
        for (String field : fields) {
            answer.append(field).append("\r\n");
        }
        return answer.append("\r\n").toString();
    }

    static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest(
                                            (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                                    .getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The requests that no test waited for. */
    List<String> strays() {
        return List.copyOf(strays);
    }

    /** What scripts threw. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // It was closed.
            }
        }
    }

    private void serve(Socket socket) {
        RawPeer peer = new RawPeer(socket, End.UPSTREAM);
        served.add(peer);
        HttpHead request;
        try {
            request = peer.readHead();
        } catch (UncheckedIOException e) {
            return; // The gateway gave up before it asked.
        }
        Script script = scripts.get(request.path());
        if (script == null) {
            strays.add(request.startLine());
            peer.close();
            return;
        }
        try {
            script.run(peer, request);
        } catch (Exception | AssertionError e) {
            failures.add(e);
            peer.close();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
