package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The JDK's client. It has no extensions, and does not say on which port it is. */
final class JdkClient extends Peer {
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable WebSocket socket;

    @Override
    void perform(Command command) {
        if (command instanceof Command.Connect connect) {
            connect(connect);
        } else if (socket != null) {
            act(socket, command);
        }
    }

    private void connect(Command.Connect connect) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        List<String> offered = connect.subprotocols();
        if (!offered.isEmpty()) {
            String[] rest = offered.subList(1, offered.size()).toArray(String[]::new);
            builder.subprotocols(offered.getFirst(), rest);
        }
        try {
            socket = builder.buildAsync(URI.create(connect.url()), new Told()).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof WebSocketHandshakeException refused)) {
                throw e;
            }
            happened(new Event.Refused(refused.getResponse().statusCode()));
        }
    }

    /** Waits until each frame is written, because this client takes no second one before. */
    private static void act(WebSocket socket, Command command) {
        switch (command) {
            case Command.SendText(String text) -> socket.sendText(text, true).join();
            case Command.SendBinary(String base64) ->
                    socket.sendBinary(ByteBuffer.wrap(Base64.getDecoder().decode(base64)), true)
                            .join();
            case Command.SendFragments(List<String> fragments, boolean complete) -> {
                for (int i = 0; i < fragments.size(); i++) {
                    boolean last = complete && i == fragments.size() - 1;
                    socket.sendText(fragments.get(i), last).join();
                }
            }
            case Command.SendNumbers(int count) -> {
                for (int i = 0; i < count; i++) {
                    socket.sendText(Integer.toString(i), true).join();
                }
            }
            case Command.SendPing(String payload) -> socket.sendPing(UTF_8.encode(payload)).join();
            case Command.Close(int code, String reason) -> socket.sendClose(code, reason).join();
            case Command.CloseWithoutCode() ->
                    throw new UnsupportedOperationException("it always sends a code");
            case Command.Connect _ -> throw new AssertionError("already connected");
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        client.shutdownNow();
        client.close();
    }

    @Override
    public String toString() {
        return "the JDK's client";
    }

    /** Puts together what arrives in parts; the parts need not be frames. */
    private final class Told implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

        @Override
        public void onOpen(WebSocket opened) {
            happened(new Event.Opened(opened.getSubprotocol(), ""));
            opened.request(Long.MAX_VALUE);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                happened(new Event.Text(text.toString()));
                text.setLength(0);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket from, ByteBuffer part, boolean last) {
            byte[] octets = new byte[part.remaining()];
            part.get(octets);
            binary.writeBytes(octets);
            if (last) {
                happened(
                        new Event.Binary(Base64.getEncoder().encodeToString(binary.toByteArray())));
                binary.reset();
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
            happened(new Event.Pong(UTF_8.decode(payload).toString()));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            happened(new Event.Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            happened(new Event.Closed(1006, ""));
        }
    }
}
