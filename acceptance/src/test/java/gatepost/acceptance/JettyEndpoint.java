package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/** One connection of Jetty, of a client or a server. Public for Jetty's sake. */
public final class JettyEndpoint extends Session.Listener.AbstractAutoDemanding {
    private final Peer peer;
    private final boolean echoes;

    /**
     * @param peer whose events these are
     */
    JettyEndpoint(Peer peer, boolean echoes) {
        this.peer = peer;
        this.echoes = echoes;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        UpgradeResponse answer = session.getUpgradeResponse();
        @Nullable String subprotocol = answer.getAcceptedSubProtocol();
        @Nullable List<ExtensionConfig> extensions = answer.getExtensions();
        peer.happened(
                new Event.Opened(
                        subprotocol == null ? "" : subprotocol,
                        extensions == null ? "" : header(extensions)));
    }

    @Override
    public void onWebSocketText(String text) {
        if (echoes) {
            getSession().sendText(text, Callback.NOOP);
        } else {
            peer.happened(new Event.Text(text));
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        if (echoes) {
            getSession().sendBinary(payload, callback);
        } else {
            peer.happened(new Event.Binary(Base64.getEncoder().encodeToString(octets(payload))));
            callback.succeed();
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        peer.happened(new Event.Pong(UTF_8.decode(payload).toString()));
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        callback.succeed();
        peer.happened(new Event.Closed(code, reason == null ? "" : reason));
    }

    void act(Command command) {
        Session session = getSession();
        switch (command) {
            case Command.SendText(String text) -> session.sendText(text, Callback.NOOP);
            case Command.SendBinary(String base64) ->
                    session.sendBinary(
                            ByteBuffer.wrap(Base64.getDecoder().decode(base64)), Callback.NOOP);
            case Command.SendFragments(List<String> fragments, boolean complete) -> {
                for (int i = 0; i < fragments.size(); i++) {
                    boolean last = complete && i == fragments.size() - 1;
                    session.sendPartialText(fragments.get(i), last, Callback.NOOP);
                }
            }
            case Command.SendNumbers(int count) -> {
                for (int i = 0; i < count; i++) {
                    session.sendText(Integer.toString(i), Callback.NOOP);
                }
            }
            case Command.SendPing(String payload) ->
                    session.sendPing(UTF_8.encode(payload), Callback.NOOP);
            case Command.Close(int code, String reason) ->
                    session.close(code, reason, Callback.NOOP);
            case Command.CloseWithoutCode() ->
                    session.close(StatusCode.NO_CODE, null, Callback.NOOP);
            case Command.Connect _ -> throw new AssertionError("already connected");
        }
    }

    private static String header(List<ExtensionConfig> extensions) {
        return extensions.stream()
                .map(ExtensionConfig::getParameterizedName)
                .collect(joining(", "));
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.get(octets);
        return octets;
    }
}
