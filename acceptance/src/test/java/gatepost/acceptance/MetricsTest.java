package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the admin server tells of connections, and that it is in nobody's way. */
final class MetricsTest {
    private final Testbed testbed = Testbed.watched();
    private final Admin admin = Admin.of(testbed.gatepost());

    @AfterEach
    void stop() {
        testbed.close();
    }

    @Test
    void countsHowHandshakesAndConnectionsEnd() {
        for (int i = 0; i < 2; i++) {
            try (Connected connected = testbed.connect()) {
                connected.client().send(Frame.close(1000, ""));
                connected.upstream().answerClose("close 1000");
                connected.client().answerClose("close 1000");
                connected.expectClosure("cause", "ClientClosed");
            }
        }
        try (Connected connected = testbed.connect("/text")) {
            connected.upstream().send(Frame.close(4321, "mine"));
            connected.client().answerClose("close 4321 mine");
            connected.upstream().answerClose("close 4321 mine");
            connected.expectClosure("cause", "UpstreamClosed");
        }
        try (Connected connected = testbed.connect()) {
            connected.upstream().rst();
            connected.client().answerClose("close 1014 upstream: connection lost");
            connected.expectClosure("cause", "UpstreamLost");
        }
        try (RawPeer client = testbed.client(testbed.path("/down"))) {
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: connection refused");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "UpstreamUnavailable");
        }
        endsByHttp(testbed.client(testbed.path("/down-http")), 502, "UpstreamUnavailable");
        endsByHttp(testbed.client(testbed.path("/strict")), 403, "ClientRefused");
        endsByHttp(testbed.client("/nosuch"), 404, "NoHandshake");
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, _) -> peer.sendText("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"));
        endsByHttp(testbed.client(path), 401, "HandshakeRefused");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path)) {
            RawUpstream.await(asked);
            client.rst();
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "ClientLost");
        }

        assertThat(admin.counted("gatepost_handshakes_total"))
                .isEqualTo(
                        Map.of(
                                "{outcome=\"accepted\"}", 4.0,
                                "{outcome=\"closed\"}", 1.0,
                                "{outcome=\"unavailable\"}", 1.0,
                                "{outcome=\"refused\"}", 1.0,
                                "{outcome=\"turned-away\"}", 1.0,
                                "{outcome=\"answered\"}", 1.0,
                                "{outcome=\"gone\"}", 1.0));
        assertThat(admin.counted("gatepost_closures_total"))
                .isEqualTo(
                        Map.ofEntries(
                                closures("/t/**", "client", "1000", "ClientClosed", 2),
                                closures("/t/**", "upstream", "1000", "ClientClosed", 2),
                                closures("/text/**", "client", "4321", "UpstreamClosed", 1),
                                closures("/text/**", "upstream", "4321", "UpstreamClosed", 1),
                                closures("/t/**", "client", "1014", "UpstreamLost", 1),
                                closures("/t/**", "upstream", "1006", "UpstreamLost", 1),
                                closures("/down/**", "client", "1014", "UpstreamUnavailable", 1),
                                closures("/down/**", "upstream", "none", "UpstreamUnavailable", 1),
                                closures(
                                        "/down-http/**",
                                        "client",
                                        "none",
                                        "UpstreamUnavailable",
                                        1),
                                closures(
                                        "/down-http/**",
                                        "upstream",
                                        "none",
                                        "UpstreamUnavailable",
                                        1),
                                closures("/strict/**", "client", "none", "ClientRefused", 1),
                                closures("/strict/**", "upstream", "none", "ClientRefused", 1),
                                closures("none", "client", "none", "NoHandshake", 1),
                                closures("none", "upstream", "none", "NoHandshake", 1),
                                closures("/t/**", "client", "none", "HandshakeRefused", 1),
                                closures("/t/**", "upstream", "none", "HandshakeRefused", 1),
                                closures("/t/**", "client", "none", "ClientLost", 1),
                                closures("/t/**", "upstream", "none", "ClientLost", 1)));
        assertThat(admin.metrics())
                .containsEntry("gatepost_connections", 0.0)
                // Those that were accepted, answered, and given up.
                .containsEntry("gatepost_upstream_connect_seconds_count{upstream=\"raw\"}", 6.0);
    }

    private void endsByHttp(RawPeer client, int status, String cause) {
        try (client) {
            assertThat(client.readHead().status()).isEqualTo(status);
            client.readRest();
            assertThat(testbed.gatepost().awaitClosure(client)).containsEntry("cause", cause);
        }
    }

    private static Map.Entry<String, Double> closures(
            String route, String leg, String code, String cause, double count) {
        return Map.entry(
                "{cause=\"%s\",code=\"%s\",leg=\"%s\",route=\"%s\"}"
                        .formatted(cause, code, leg, route),
                count);
    }

    @Test
    void countsWhatPassesWhileConnectionsAreOpen() {
        try (Connected connected = testbed.connect();
                Connected silent = testbed.connect()) {
            RawPeer client = connected.client();
            RawPeer upstream = connected.upstream();
            client.send(Frame.text("one"), Frame.ping("?"));
            client.send(
                    Frame.textBegin("in "), Frame.of(0x80, "two".getBytes(StandardCharsets.UTF_8)));
            upstream.expect("text one", "ping ?");
            assertThat(upstream.read().payload()).isNotEmpty();
            assertThat(upstream.read().payload()).isNotEmpty();
            upstream.send(Frame.binary(new byte[60_000]));
            assertThat(client.read().payload()).hasSize(60_000);

            assertThat(admin.metrics())
                    .containsEntry("gatepost_connections", 2.0)
                    .containsEntry(messages("client-to-upstream"), 2.0)
                    .containsEntry(frames("client-to-upstream"), 4.0)
                    .containsEntry(octets("client-to-upstream"), 9 + 7 + 9 + 9.0)
                    .containsEntry(messages("upstream-to-client"), 1.0)
                    .containsEntry(frames("upstream-to-client"), 1.0)
                    .containsEntry(octets("upstream-to-client"), 60_004.0);

            for (Connected each : List.of(connected, silent)) {
                each.client().send(Frame.close(1000, ""));
                each.upstream().answerClose("close 1000");
                each.client().answerClose("close 1000");
                each.expectClosure("cause", "ClientClosed");
            }
        }
        assertThat(admin.metrics())
                .containsEntry("gatepost_connections", 0.0)
                .containsEntry(messages("client-to-upstream"), 2.0)
                .containsEntry(frames("client-to-upstream"), 6.0)
                .containsEntry(octets("client-to-upstream"), 34 + 2 * 8.0)
                .containsEntry(frames("upstream-to-client"), 3.0);
    }

    private static String messages(String direction) {
        return "gatepost_messages_total{direction=\"" + direction + "\"}";
    }

    private static String frames(String direction) {
        return "gatepost_frames_total{direction=\"" + direction + "\"}";
    }

    private static String octets(String direction) {
        return "gatepost_received_bytes_total{direction=\"" + direction + "\"}";
    }

    @Test
    void measuresPingsAndEventLoops() {
        try (Connected connected = testbed.connect("/ping")) {
            for (End end : End.values()) {
                Frame ping = connected.at(end).read();
                assertThat(ping.opcode()).isEqualTo(9);
                connected.at(end).send(Frame.of(0x8A, ping.payload()));
            }
            await().atMost(Gatepost.DEADLINE)
                    .untilAsserted(() ->
                            assertThat(admin.metrics())
                                    .containsEntry(pings("client"), 1.0)
                                    .containsEntry(pings("upstream"), 1.0));
            connected.client().rst();
            connected.expectClosure("cause", "ClientLost");
        }
        await().atMost(Gatepost.DEADLINE)
                .untilAsserted(() ->
                        assertThat(admin.metrics().get("gatepost_event_loop_delay_seconds_count"))
                                .isPositive());
    }

    private static String pings(String leg) {
        return "gatepost_ping_seconds_count{leg=\"" + leg + "\"}";
    }

    @Test
    void isNotReadyFromWhenItDrainsAndServesUntilTheEnd() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (Connected connected = testbed.connect();
                RawPeer waiting = testbed.client(path)) {
            RawUpstream.await(asked);
            assertThat(admin.line("/readyz")).isEqualTo("200 gatepost: ready\n");

            testbed.gatepost().terminate();
            connected.client().expect("close 1001 gateway: shutting down");

            assertThat(admin.line("/readyz")).isEqualTo("503 gatepost: the gateway stops\n");
            assertThat(admin.line("/healthz")).isEqualTo("200 gatepost: alive\n");
            assertThat(waiting.readHead().status()).isEqualTo(503);
            waiting.fin();
            assertThat(admin.metrics())
                    .containsEntry("gatepost_connections", 1.0)
                    .containsEntry("gatepost_handshakes_total{outcome=\"stopped\"}", 1.0);
            connected.client().send(Frame.close(1001, "")).fin();
            connected.upstream().answerClose("close 1001 gateway: shutting down");
            assertThat(testbed.gatepost().awaitExit()).isZero();
            assertThatThrownBy(() -> admin.connect()).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void isInNobodysWayWhateverIsSentToIt() {
        List<RawPeer> askers = new ArrayList<>();
        try (Connected connected = testbed.connect()) {
            for (int i = 0; i < 300; i++) {
                RawPeer asker = admin.connect();
                askers.add(asker);
                switch (i % 3) {
                    case 0 -> asker.sendText("GET /metrics HTTP/1.1\r\nHo"); // and no more
                    case 1 -> asker.sendOctets(HexFormat.of().parseHex("16030100a5010000a10303"));
                    default -> asker.sendText("GET /" + "a".repeat(7000));
                }
            }
            for (int i = 0; i < 100; i++) {
                connected.client().send(Frame.text("message " + i));
                connected.upstream().expect("text message " + i);
            }
            connected.client().send(Frame.close(1000, ""));
            connected.upstream().answerClose("close 1000");
            connected.client().answerClose("close 1000");
            connected.expectClosure("cause", "ClientClosed");
        } finally {
            askers.forEach(RawPeer::close);
        }
        assertThat(admin.line("/healthz")).isEqualTo("200 gatepost: alive\n");
    }

    @Test
    void leavesNothingRunningWhereAnAddressIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThat(run("--listen", "127.0.0.1:0", "--admin", address))
                    .isEqualTo(
                            "1 gatepost: admin: cannot listen on "
                                    + address
                                    + ": Address already in use\n");
            assertThat(run("--listen", address, "--admin", "127.0.0.1:0"))
                    .isEqualTo(
                            "1 gatepost: cannot listen on "
                                    + address
                                    + ": Address already in use\n");
        }
    }

    /** Exit status and output of a run that has to end by itself. */
    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Gatepost.java(),
                                "-jar",
                                Gatepost.jar().toString(),
                                "run",
                                "ws://127.0.0.1:9",
                                "--journal",
                                "off"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue() + " " + output;
        } finally {
            process.destroyForcibly();
        }
    }
}
