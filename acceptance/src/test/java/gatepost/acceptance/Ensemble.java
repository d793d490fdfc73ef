package gatepost.acceptance;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Clients and servers of others, each started when it is first needed, and the gateway before each
 * server.
 */
final class Ensemble implements AutoCloseable {
    private final Map<ClientSoftware, Peer> clients = new EnumMap<>(ClientSoftware.class);
    private final Map<ServerSoftware, Served> servers = new EnumMap<>(ServerSoftware.class);
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private Optional<Conversation> latest = Optional.empty();

    private record Served(Peer server, Gatepost gatepost) {}

    /** Opens a connection through the gateway, which both ends then know to be open. */
    Conversation connect(
            ClientSoftware client,
            ServerSoftware server,
            CompressionMode mode,
            Command.Deflate deflate,
            String... subprotocols) {
        if (latest.filter(talk -> !talk.ended()).isPresent()) {
            close(); // what the failed test left behind is none of the next one's business
        }
        Peer from = client(client);
        Served to = servers.computeIfAbsent(server, this::serve);
        Conversation talk = new Conversation(from, to.server(), to.gatepost());
        latest = Optional.of(talk);
        talk.open(
                new Command.Connect(
                        "ws://127.0.0.1:" + to.gatepost().port() + mode.path(),
                        List.of(subprotocols),
                        deflate));
        return talk;
    }

    Conversation connect(ClientSoftware client, ServerSoftware server, String... subprotocols) {
        return connect(
                client, server, CompressionMode.TUNNEL, Command.Deflate.DEFAULT, subprotocols);
    }

    Peer client(ClientSoftware software) {
        return clients.computeIfAbsent(software, this::start);
    }

    /** Starts another one when this is needed next: it was killed. */
    void forget(ClientSoftware software) {
        clients.remove(software);
    }

    /** Starts another one, with another gateway, when this is needed next: it was killed. */
    void forget(ServerSoftware software) {
        servers.remove(software);
    }

    private Peer start(ClientSoftware software) {
        Peer client = software.start();
        endings.push(client::close);
        return client;
    }

    private Served serve(ServerSoftware software) {
        Peer server = software.start();
        endings.push(server::close);
        int port = server.next(Event.Listening.class).port();
        try {
            Gatepost gatepost = Gatepost.configured(configuration(port));
            endings.push(gatepost::close);
            return new Served(server, gatepost);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(int port) {
        return """
        listen: [{address: "127.0.0.1:0"}]
        routes: [%s]
        upstreams: {server: {endpoints: ["ws://127.0.0.1:%d"]}}
        """
                .formatted(
                        Stream.of(CompressionMode.values())
                                .map(mode ->
                                        "{path: %s, upstream: server, %s}"
                                                .formatted(mode.path(), mode.keys()))
                                .collect(joining(", ")),
                        port);
    }

    /** Ends all, the last one first, also where one of them does not end in order. */
    @Override
    public void close() {
        clients.clear();
        servers.clear();
        latest = Optional.empty();
        if (!endings.isEmpty()) {
            try {
                endings.pop().run();
            } finally {
                close();
            }
        }
    }
}
