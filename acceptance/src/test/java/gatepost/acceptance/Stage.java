package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Closure;
import gatepost.gateway.Accept;
import gatepost.gateway.Admission;
import gatepost.gateway.Compression;
import gatepost.gateway.Convert;
import gatepost.gateway.Extensions;
import gatepost.gateway.Keepalive;
import gatepost.gateway.Limits;
import gatepost.gateway.MessageRules;
import gatepost.gateway.OnRefusal;
import gatepost.gateway.Origins;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Rate;
import gatepost.gateway.RequestFields;
import gatepost.gateway.Route;
import gatepost.gateway.RouteBuilder;
import gatepost.gateway.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A gateway with a route for each rule, on which one connection after the other is ended. */
final class Stage implements AutoCloseable {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Keepalive NO_PINGS =
            new Keepalive(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final ManualClock clock = new ManualClock();
    private final List<RawPeer> peers = new ArrayList<>();
    private final List<DeafClient> deaf = new ArrayList<>();
    private final EmbeddedGateway gateway;

    Stage() {
        this(0);
    }

    /**
     * @param connections how many clients may be connected; 0 for no limit
     */
    Stage(int connections) {
        gateway =
                new EmbeddedGateway(
                        new Limits(connections, 0, 0, 4096, Duration.ofSeconds(10)),
                        clock,
                        Stage::routes);
    }

    private static List<Route> routes(Upstream raw) {
        MessageRules small = new MessageRules(Accept.ANY, Convert.NOTHING, 1000, 2000, 0);
        MessageRules text = new MessageRules(Accept.TEXT, Convert.NOTHING, 0, 0, 0);
        MessageRules convert = new MessageRules(Accept.ANY, Convert.BINARY_TO_TEXT, 0, 0, 0);
        Upstream impatient =
                new Upstream("impatient", raw.endpoints(), Duration.ofSeconds(2), SOON, 0);
        return List.of(
                route(raw, "/plain").build(),
                route(raw, "/small").fromClient(small).fromUpstream(small).build(),
                route(raw, "/text").fromClient(text).fromUpstream(text).build(),
                route(raw, "/convert").fromClient(convert).fromUpstream(convert).build(),
                route(raw, "/slow").rate(new Rate(2, 0, Rate.OnExcess.CLOSE)).build(),
                route(raw, "/unfinished").frameTimeout(SOON).build(),
                route(raw, "/pings")
                        .keepalive(new Keepalive(SOON, SOON, Duration.ZERO, Duration.ZERO))
                        .build(),
                route(raw, "/writes")
                        .keepalive(new Keepalive(Duration.ZERO, SOON, Duration.ZERO, SOON))
                        .build(),
                route(raw, "/idle")
                        .keepalive(new Keepalive(Duration.ZERO, SOON, SOON, Duration.ZERO))
                        .build(),
                route(raw, "/strict")
                        .admission(
                                new Admission(
                                        new Origins(List.of("https://a.test")),
                                        List.of("chat"),
                                        new RequestFields(
                                                Map.of("X-Key", Optional.of("s3cret")),
                                                Map.of(),
                                                List.of()),
                                        OnRefusal.HTTP))
                        .build(),
                route(raw, "/required")
                        .extensions(
                                new Extensions(
                                        Compression.TUNNEL, false, List.of("permessage-deflate")))
                        .build(),
                route(raw, "/inspect")
                        .extensions(new Extensions(Compression.INSPECT, false, List.of()))
                        .build(),
                route(impatient, "/impatient").build(),
                route(EmbeddedGateway.upstreamAt("down", unusedPort()), "/down").build());
    }

    private static int unusedPort() {
        try {
            return Testbed.unusedPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteBuilder route(Upstream upstream, String path) {
        return Route.to(upstream)
                .path(PathPattern.parse(path + "/**"))
                .keepalive(NO_PINGS)
                .frameTimeout(Duration.ZERO)
                .closeTimeout(SOON);
    }

    /** A client and a server whose handshakes are complete. */
    record Pair(RawPeer client, RawPeer server) {}

    /** Lets nothing pass for so long. */
    void silence(Duration time) {
        clock.advance(time);
    }

    /**
     * Has the gateway's own code fail, once, as it asks its clock.
     *
     * @param which 1 for the next time that it asks
     */
    void breakClockOnce(int which) {
        clock.breakOnce(which);
    }

    /** The errors that the gateway has logged, which are expected then. */
    List<String> takeErrors() {
        return gateway.takeErrors();
    }

    Pair open(String route) {
        return open(route, List.of(), List.of());
    }

    /**
     * @param asking more fields of the request
     * @param answering more fields of the answer
     */
    Pair open(String route, List<String> asking, List<String> answering) {
        String path = gateway.path(route);
        CompletableFuture<RawUpstream.Asked> asked = gateway.upstream().asked(path);
        RawPeer client = add(gateway.client());
        client.sendText(RawClient.request(path, asking.toArray(String[]::new)));
        RawPeer server = add(RawUpstream.await(asked).peer());
        server.sendText(
                RawUpstream.accepting(
                        RawUpstream.await(asked).request(), answering.toArray(String[]::new)));
        RawClient.expectAccepted(client);
        return new Pair(client, server);
    }

    /**
     * A client that is accepted by a gateway which fails at or behind the upstream's answer.
     *
     * @param which as for {@link #breakClockOnce}
     */
    RawPeer failingAt(String route, int which) {
        String path = gateway.path(route);
        CompletableFuture<RawUpstream.Asked> asked = gateway.upstream().asked(path);
        RawPeer client = add(gateway.client());
        client.sendText(RawClient.request(path));
        RawPeer server = add(RawUpstream.await(asked).peer());
        breakClockOnce(which);
        server.sendText(RawUpstream.accepting(RawUpstream.await(asked).request()));
        return client;
    }

    /** The server of a connection whose client has lost its network. */
    RawPeer cutOff(String route) {
        String path = gateway.path(route);
        CompletableFuture<RawUpstream.Asked> asked = gateway.upstream().asked(path);
        DeafClient client = new DeafClient(gateway.address());
        deaf.add(client);
        client.ask(RawClient.request(path));
        RawPeer server = add(RawUpstream.await(asked).peer());
        server.sendText(RawUpstream.accepting(RawUpstream.await(asked).request()));
        assertThat(client.answer()).startsWith("HTTP/1.1 101 ");
        client.cutCable();
        return server;
    }

    /** A client whose handshake the server answers with this, and then ends its output. */
    RawPeer answered(String route, String answer, String... asking) {
        String path = gateway.path(route);
        gateway.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                                answer.replace(
                                                        "{accept}",
                                                        RawUpstream.accept(
                                                                request.value(
                                                                        "Sec-WebSocket-Key"))))
                                        .fin());
        RawPeer client = add(gateway.client());
        client.sendText(RawClient.request(path, asking));
        return client;
    }

    /** A client whose handshake goes to a server that says nothing. */
    RawPeer unanswered(String route) {
        String path = gateway.path(route);
        gateway.upstream().asked(path);
        RawPeer client = add(gateway.client());
        client.sendText(RawClient.request(path));
        return client;
    }

    /** A client that has sent its handshake to a path that no server needs to know. */
    RawPeer asking(String path, String... fields) {
        return add(gateway.client()).sendText(RawClient.request(path, fields));
    }

    /** A client that has sent something else. */
    RawPeer sending(String text) {
        return add(gateway.client()).sendText(text);
    }

    RawPeer sendingHex(String hex) {
        return add(gateway.client()).sendHex(hex);
    }

    private RawPeer add(RawPeer peer) {
        peers.add(peer);
        return peer;
    }

    /** Ends all that is still open, and waits for the record. */
    Closure ended() {
        for (RawPeer peer : peers) {
            try {
                peer.readRest();
            } catch (UncheckedIOException _) {
                // It was reset, or the test has closed it.
            }
            peer.close();
        }
        peers.clear();
        deaf.forEach(DeafClient::close);
        deaf.clear();
        return gateway.awaitClosure();
    }

    /** Waits for the record of a connection that ended by itself. */
    Closure awaitClosure() {
        return gateway.awaitClosure();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
