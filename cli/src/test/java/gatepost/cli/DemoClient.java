package gatepost.cli;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket, and what happens to it, in lines such as {@code close 1000 bye}. */
final class DemoClient implements WebSocket.Listener, AutoCloseable {
    private static final long DEADLINE_SECONDS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    /** Connects; that it could not is an event as well. */
    static DemoClient to(String url) {
        DemoClient client = new DemoClient();
        try {
            client.socket =
                    client.http.newWebSocketBuilder().buildAsync(URI.create(url), client).join();
        } catch (CompletionException e) {
            client.events.add(
                    "no connection: " + requireNonNull(e.getCause()).getClass().getSimpleName());
        }
        return client;
    }

    WebSocket socket() {
        return requireNonNull(socket, "not connected");
    }

    /** The next thing that happens. */
    String next() {
        try {
            String event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing happens");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** All that happens up to the end. */
    List<String> untilEnd() {
        List<String> seen = new ArrayList<>();
        do {
            seen.add(next());
        } while (!seen.getLast().matches("(close|error|no connection).*"));
        return seen;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            events.add("text " + text);
            text.setLength(0);
        }
        return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
        byte[] octets = new byte[payload.remaining()];
        payload.get(octets);
        events.add("pong " + HexFormat.of().formatHex(octets));
        return WebSocket.Listener.super.onPong(from, payload);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        events.add("close " + code + " " + reason);
        return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable thrown) {
        events.add("error " + thrown.getClass().getSimpleName());
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.shutdownNow();
    }
}
