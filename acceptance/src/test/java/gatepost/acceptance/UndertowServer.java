package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.Undertow;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.extensions.PerMessageDeflateHandshake;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Undertow's server. Echoes every message. */
final class UndertowServer extends Peer {
    private static final int LIMIT_OCTETS = 1 << 24; // its own are too small here

    private final Undertow server;
    private volatile @Nullable WebSocketChannel channel;

    UndertowServer() {
        WebSocketProtocolHandshakeHandler handler =
                new WebSocketProtocolHandshakeHandler(
                        List.of(new Hybi13Handshake(Set.of("chat.v1"), true)),
                        (WebSocketConnectionCallback) (_, opened) -> accept(opened));
        handler.addExtension(new PerMessageDeflateHandshake(false, -1, true, true, LIMIT_OCTETS));
        server =
                Undertow.builder()
                        .setIoThreads(1)
                        .setWorkerThreads(1)
                        .addHttpListener(0, "127.0.0.1", handler)
                        .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        happened(new Event.Listening(address.getPort()));
    }

    private void accept(WebSocketChannel opened) {
        channel = opened;
        @Nullable String subprotocol = opened.getSubProtocol();
        happened(new Event.Opened(subprotocol == null ? "" : subprotocol, ""));
        opened.getReceiveSetter().set(new Echo());
        opened.addCloseTask(this::closed);
        opened.resumeReceives();
    }

    private void closed(WebSocketChannel closed) {
        @Nullable String reason = closed.getCloseReason();
        happened(new Event.Closed(closed.getCloseCode(), reason == null ? "" : reason));
    }

    @Override
    void perform(Command command) {
        WebSocketChannel latest = channel;
        if (latest == null) {
            throw new IllegalStateException("no connection for " + command);
        }
        switch (command) {
            case Command.SendText(String text) -> WebSockets.sendText(text, latest, null);
            case Command.SendPing(String payload) ->
                    WebSockets.sendPing(UTF_8.encode(payload), latest, null);
            case Command.Close(int code, String reason) ->
                    WebSockets.sendClose(code, reason, latest, null);
            case Command.CloseWithoutCode() ->
                    WebSockets.sendClose(ByteBuffer.allocate(0), latest, null);
            case Command.Connect _,
                    Command.SendBinary _,
                    Command.SendFragments _,
                    Command.SendNumbers _ ->
                    throw new UnsupportedOperationException("not needed: " + command);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    @Override
    public String toString() {
        return "Undertow";
    }

    private final class Echo extends AbstractReceiveListener {
        @Override
        protected long getMaxTextBufferSize() {
            return LIMIT_OCTETS;
        }

        @Override
        protected long getMaxBinaryBufferSize() {
            return LIMIT_OCTETS;
        }

        @Override
        protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
            WebSockets.sendText(message.getData(), from, null);
        }

        @Override
        protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) {
            ByteBuffer payload = WebSockets.mergeBuffers(message.getData().getResource());
            message.getData().free();
            WebSockets.sendBinary(payload, from, null);
        }

        @Override
        protected void onFullPongMessage(WebSocketChannel from, BufferedBinaryMessage message) {
            ByteBuffer payload = WebSockets.mergeBuffers(message.getData().getResource());
            message.getData().free();
            happened(new Event.Pong(UTF_8.decode(payload).toString()));
        }

        @Override
        protected void onCloseMessage(CloseMessage message, WebSocketChannel from) {
            from.setCloseCode(message.getCode());
            from.setCloseReason(message.getReason());
        }
    }
}
