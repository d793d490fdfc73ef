package gatepost.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/** Jetty's client. */
final class JettyClient extends Peer {
    private final WebSocketClient client = new WebSocketClient();
    private @Nullable JettyEndpoint endpoint;

    @SuppressWarnings("ThrowSpecificExceptions") // Jetty's start() may throw any
    JettyClient() {
        client.setMaxTextMessageSize(-1);
        client.setMaxBinaryMessageSize(-1);
        try {
            client.start();
        } catch (Exception e) {
            throw new AssertionError("Jetty's client does not start", e);
        }
    }

    @Override
    void perform(Command command) {
        if (command instanceof Command.Connect connect) {
            connect(connect);
        } else if (endpoint != null) {
            endpoint.act(command);
        }
    }

    private void connect(Command.Connect connect) {
        ClientUpgradeRequest request = new ClientUpgradeRequest(URI.create(connect.url()));
        request.setSubProtocols(connect.subprotocols());
        if (connect.deflate().offered()) {
            request.addExtensions(offer(connect.deflate()));
        }
        endpoint = new JettyEndpoint(this, false);
        try {
            client.connect(endpoint, request).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof UpgradeException refused)) {
                throw e;
            }
            happened(new Event.Refused(refused.getResponseStatusCode()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String offer(Command.Deflate deflate) {
        return "permessage-deflate"
                + (deflate.serverNoContextTakeover() ? "; server_no_context_takeover" : "")
                + (deflate.clientNoContextTakeover() ? "; client_no_context_takeover" : "");
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new AssertionError("Jetty's client does not stop", e);
        }
    }

    @Override
    public String toString() {
        return "Jetty's client";
    }
}
