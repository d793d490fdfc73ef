package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the program writes to standard output, whatever its peers send it (docs/log.md). */
final class LogLinesTest {
    private static final String FORGED = "2026-11-20T17:00:00.000Z INFO closed cause=Forged";

    private static final List<String> REASONS =
            List.of(
                    "bye\n" + FORGED,
                    "bye\r\n{\"forged\":1}\r",
                    "\u001b[2J\u001b]0;title\u0007\u001b[31mred",
                    "\u0000\u0008\u007f\u0085\u009b2J",
                    "\" by=gateway \\\" \\",
                    "\"},\"forged\":{\"a\":\"b",
                    "\u2028" + FORGED + "\u2029",
                    "\u202Egnp.exe\u202C\u2066a\u2067b\u2069\u200B\uFEFF",
                    "😀 안녕 \uDB40\uDC41",
                    "%n%s{}${x}@|red x|@");

    /** Values of a header field, octet by octet as characters of ISO 8859-1. */
    private static final List<String> VALUES =
            List.of(
                    "\" x\\\" by=gateway",
                    "\u0080\u009b2J\u00ff\u00fe",
                    new String("\u202Egnp.exe \u2028x 😀".getBytes(UTF_8), ISO_8859_1),
                    "a\tb",
                    "x".repeat(7_000));

    private static final String UPGRADE = "Upgrade: websocket\r\n";

    /** What comes in place of a request, or as one: in hex. */
    private static final List<String> STRANGE =
            Stream.of(
                            "GET /\u001b[2J HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
                            "GET /\u0080\u009b HTTP/1.1\r\n" + UPGRADE + "X: \u001b[31m\r\n\r\n",
                            "\u0016\u0003\u0001\u0002\u0000\u0001\n" + FORGED + "\r\n\r\n",
                            "\u001b]0;title\u0007\n\n",
                            "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n")
                    .map(text -> HexFormat.of().formatHex(text.getBytes(ISO_8859_1)))
                    .toList();

    private static final Map<String, Pattern> ENDINGS =
            Map.of(
                    "text",
                            Pattern.compile(
                                    "^[0-9:]{8}\\.[0-9]{3} (INFO |WARN |ERROR) [A-Za-z]+ +by [a-z]+"
                                            + " +client .*"),
                    "logfmt",
                            Pattern.compile(
                                    "^[-0-9]{10}T[0-9:]{8}\\.[0-9]{3}Z INFO closed cause=[A-Za-z]+"
                                            + " by=[a-z]+ .*"),
                    "json", Pattern.compile("^\\{.*\"action\":\"connection-ended\".*}"));

    private static Gatepost start(RawUpstream upstream, String format) throws Exception {
        return Gatepost.start(
                Map.of(),
                "run",
                "ws://127.0.0.1:" + upstream.port(),
                "--listen",
                "127.0.0.1:0",
                "--journal",
                "off",
                "--log-format",
                format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "logfmt", "json"})
    void whatPeersSendStaysInOneLine(String format) throws Exception {
        int connections;
        Gatepost gatepost;
        try (RawUpstream upstream = new RawUpstream()) {
            gatepost = start(upstream, format);
            try (gatepost) {
                connections = sendAll(gatepost, upstream);
                await().atMost(Gatepost.DEADLINE)
                        .until(() -> endings(gatepost, format).size() >= connections);
            }
        }

        List<String> lines = gatepost.lines();
        assertThat(endings(gatepost, format)).hasSize(connections);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.codePoints())
                                .as(line)
                                .noneMatch(LogLinesTest::breaksOut)
                                .doesNotContain(0xFFFD));
        if (format.equals("json")) {
            assertThat(lines).allSatisfy(LogLinesTest::assertEcs);
            List<JsonNode> records =
                    endings(gatepost, format).stream().map(JsonMapper.shared()::readTree).toList();
            assertThat(records)
                    .extracting(json -> json.at("/gatepost/client/received/reason").asString(""))
                    .containsAll(REASONS);
            assertThat(records)
                    .extracting(json -> json.at("/gatepost/upstream/received/reason").asString(""))
                    .containsAll(REASONS);
        } else {
            // One line for each ending, and of the rest none that could pass for one.
            assertThat(lines).noneMatch(line -> line.startsWith(FORGED));
        }
    }

    /**
     * Does everything that a peer can do to get into the log. Returns how many endings it makes.
     */
    private static int sendAll(Gatepost gatepost, RawUpstream upstream) {
        int paths = 0;
        for (String reason : REASONS) {
            for (boolean byClient : List.of(true, false)) {
                String path = "/%22%0a%1b%5b2J/" + paths++;
                try (RawPeer client = RawClient.connect(gatepost.port());
                        RawPeer server = connect(client, upstream, path, "X: y")) {
                    RawPeer closing = byClient ? client : server;
                    RawPeer other = byClient ? server : client;
                    closing.send(Frame.close(4000, reason));
                    other.send(other.read()).fin();
                    closing.read();
                    closing.fin();
                }
            }
        }
        for (String value : VALUES) {
            try (RawPeer client = RawClient.connect(gatepost.port());
                    RawPeer server =
                            connect(client, upstream, "/" + paths++, "User-Agent: " + value)) {
                // A Close frame whose reason is no UTF-8.
                server.send(Frame.of(0x88, HexFormat.of().parseHex("0FA0FFFE1B5B")));
                client.read();
            }
        }
        for (String octets : STRANGE) {
            try (RawPeer client = RawClient.connect(gatepost.port())) {
                client.sendHex(octets).fin();
                client.readRest();
            }
        }
        return paths + STRANGE.size();
    }

    private static RawPeer connect(
            RawPeer client, RawUpstream upstream, String path, String field) {
        CompletableFuture<RawUpstream.Asked> asked = upstream.asked(path);
        client.sendOctets(RawClient.request(path, field).getBytes(ISO_8859_1));
        RawUpstream.Asked arrived = RawUpstream.await(asked);
        arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
        RawClient.expectAccepted(client);
        return arrived.peer();
    }

    private static List<String> endings(Gatepost gatepost, String format) {
        Pattern pattern = ENDINGS.getOrDefault(format, Pattern.compile(""));
        return gatepost.lines().stream().filter(pattern.asMatchPredicate()).toList();
    }

    /** Controls, format characters such as bidirectional overrides, and ends of lines. */
    private static boolean breaksOut(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }

    private static void assertEcs(String line) {
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.propertyNames()).contains("@timestamp", "log", "message", "ecs", "service");
        assertThat(json.path("forged").isMissingNode()).isTrue();
    }

    /** Standard output is a pipe in a test, so that nothing has to be said for JSON. */
    @Test
    void everyLineInAPipeIsJson() throws Exception {
        Gatepost gatepost =
                Gatepost.start(
                        Map.of(),
                        "run",
                        "ws://127.0.0.1:" + Testbed.unusedPort(),
                        "--listen",
                        "127.0.0.1:0",
                        "--journal",
                        "off");
        try (gatepost;
                RawPeer client = RawClient.connect(gatepost.port())) {
            client.sendText(RawClient.request("/chat"));
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: connection refused");
        }

        assertThat(gatepost.lines()).allSatisfy(LogLinesTest::assertEcs);
        assertThat(gatepost.lines().getFirst()).contains("listens on ws://127.0.0.1:");
        assertThat(gatepost.lines()).anyMatch(line -> line.contains("UpstreamUnavailable"));
        assertThat(gatepost.lines().getLast()).contains("gatepost stops: ");
    }

    @Test
    void saysHowManyNormalEndingsWereLeftOut() throws Exception {
        Gatepost gatepost;
        try (RawUpstream upstream = new RawUpstream()) {
            gatepost =
                    Gatepost.configured(
                            """
                            listen: [{address: "127.0.0.1:0"}]
                            routes: [{path: /**, upstream: a}]
                            upstreams: {a: {endpoints: ["ws://127.0.0.1:%d"]}}
                            log: {format: json, normal-endings: none}
                            """
                                    .formatted(upstream.port()));
            try (gatepost) {
                for (int code : List.of(1000, 4000, 1001)) {
                    try (RawPeer client = RawClient.connect(gatepost.port());
                            RawPeer server = connect(client, upstream, "/" + code, "X: y")) {
                        client.send(Frame.close(code, ""));
                        server.send(server.read()).fin();
                        client.read();
                        client.fin();
                    }
                }
            }
        }
        assertThat(gatepost.lines())
                .filteredOn(line -> line.contains(" closed "))
                .singleElement()
                .asString()
                .contains(" client.received=4000 ");
        assertThat(gatepost.lines().getLast())
                .contains(": 2 normal endings because of log.normal-endings");
    }

    /** A pipe holds 64 KiB; nobody reads what is written meanwhile. */
    @Test
    void goesOnWhereNobodyReadsTheLog() throws Exception {
        int connections = 300;
        Process process =
                new ProcessBuilder(
                                Gatepost.command(
                                        "run",
                                        "ws://127.0.0.1:" + Testbed.unusedPort(),
                                        "--listen",
                                        "127.0.0.1:0",
                                        "--journal",
                                        "off"))
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            int port = Gatepost.port(output.readLine());
            IntStream.range(0, connections)
                    .parallel()
                    .forEach(_ -> {
                        try (RawPeer client = RawClient.connect(port)) {
                            client.sendText(RawClient.request("/" + "x".repeat(500)));
                            RawClient.expectAccepted(client);
                            client.answerClose("close 1014 upstream: connection refused");
                        }
                    });
            process.toHandle().destroy(); // Process.destroy would close what is still to be read.

            assertThat(output.lines().filter(line -> line.contains("connection-ended")))
                    .hasSize(connections);
            assertThat(process.waitFor(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
