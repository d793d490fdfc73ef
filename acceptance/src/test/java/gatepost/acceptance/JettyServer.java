package gatepost.acceptance;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Jetty's server. Echoes every message. */
final class JettyServer extends Peer {
    private final Server server = new Server();
    private volatile @Nullable JettyEndpoint endpoint;

    JettyServer() {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                WebSocketUpgradeHandler.from(
                        server,
                        container -> {
                            container.setMaxTextMessageSize(-1);
                            container.setMaxBinaryMessageSize(-1);
                            container.addMapping(
                                    "/*", (request, response, _) -> accept(request, response));
                        }));
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("Jetty's server does not start", e);
        }
        happened(new Event.Listening(connector.getLocalPort()));
    }

    private JettyEndpoint accept(ServerUpgradeRequest request, ServerUpgradeResponse response) {
        if (request.hasSubProtocol("chat.v1")) {
            response.setAcceptedSubProtocol("chat.v1");
        }
        JettyEndpoint accepted = new JettyEndpoint(this, true);
        endpoint = accepted;
        return accepted;
    }

    @Override
    void perform(Command command) {
        JettyEndpoint latest = endpoint;
        if (latest == null) {
            throw new IllegalStateException("no connection for " + command);
        }
        latest.act(command);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("Jetty's server does not stop", e);
        }
    }

    @Override
    public String toString() {
        return "Jetty's server";
    }
}
