package gatepost.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatepost.cli.DemoUpstream.Ending;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Sender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo with a real gateway, and the promises that its texts make. */
class DemoCommandTest {
    private static final long DEADLINE_SECONDS = 20;

    private static Demo demo;

    /** A demo that runs until it is told to stop. */
    private static final class Demo {
        private final CountDownLatch listens = new CountDownLatch(1);
        private final CountDownLatch stop = new CountDownLatch(1);
        private final StringWriter out = new StringWriter();
        private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

        private Demo(String... arguments) throws InterruptedException {
            // What it has to tell is written before it waits for a signal.
            StopSignal signal =
                    () -> {
                        listens.countDown();
                        awaitLong(stop);
                    };
            CommandLine commandLine =
                    GatepostCommand.commandLine(
                            new Service(Service.Running::start, () -> signal),
                            Names::lookUp,
                            Invocation.surroundings(Map.of(), ""));
            commandLine.setOut(new PrintWriter(out));
            List<String> all = new ArrayList<>(List.of("demo", "--listen", "127.0.0.1:0"));
            all.addAll(List.of(arguments));
            // Not in the common pool, whose few threads the clients need.
            Thread.ofPlatform()
                    .start(() ->
                            exitCode.complete(commandLine.execute(all.toArray(String[]::new))));
            await(listens);
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }

        /** The demo runs as long as the tests do. */
        private static void awaitLong(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }

        private String written() {
            return out.toString().replace(System.lineSeparator(), "\n");
        }

        private JsonNode json() {
            return JsonMapper.shared().readTree(written().lines().findFirst().orElseThrow());
        }

        private JsonNode of(DemoUpstream upstream) {
            return StreamSupport.stream(json().path("upstreams").spliterator(), false)
                    .filter(node -> node.path("name").asString().equals(upstream.title()))
                    .findFirst()
                    .orElseThrow();
        }

        private String url(DemoUpstream upstream) {
            return of(upstream).path("url").asString();
        }

        private String directUrl(DemoUpstream upstream) {
            return of(upstream).path("direct-url").asString();
        }

        private int stop() throws Exception {
            stop.countDown();
            return exitCode.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @BeforeAll
    static void start() throws InterruptedException {
        demo = new Demo("--json");
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(demo.stop()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            textBlock =
                    """
                    CLOSES,  4001, closing time
                    REFUSES, 1014, upstream: HTTP 500
                    DOWN,    1014, upstream: connection refused
                    DROPS,   1014, upstream: connection lost
                    BROKEN,  1014, upstream: reserved opcode 0x3
                    """)
    void endsAsPromisedThroughGatepost(DemoUpstream upstream, int code, String reason) {
        try (DemoClient client = DemoClient.to(demo.url(upstream))) {
            assertThat(client.untilEnd().getLast()).isEqualTo("close " + code + " " + reason);
        }
        assertThat(upstream.throughGatepost()).contains(new Ending(code, reason));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            textBlock =
                    """
                    CLOSES,  close 4001 closing time
                    REFUSES, no connection: WebSocketHandshakeException
                    DOWN,    no connection: ConnectException
                    BROKEN,  error ProtocolException
                    """)
    void endsWithoutAnExplanationWithoutGatepost(DemoUpstream upstream, String end) {
        try (DemoClient client = DemoClient.to(demo.directUrl(upstream))) {
            assertThat(client.untilEnd().getLast()).isEqualTo(end);
        }
    }

    /**
     * Octet by octet: the JDK's client does not always notice an end that comes with the handshake.
     */
    @Test
    void dropsItsClientsWithinAFrameWithoutGatepost() throws IOException {
        URI url = URI.create(demo.directUrl(DemoUpstream.DROPS));
        String octets;
        try (Socket socket = new Socket(InetAddress.ofLiteral(url.getHost()), url.getPort())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            String request =
                    """
                    GET / HTTP/1.1
                    Host: localhost
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Version: 13

                    """;
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
            octets = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }

        String frames = octets.substring(octets.indexOf("\r\n\r\n") + 4);
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = ByteBuffer.wrap(frames.getBytes(ISO_8859_1));
        assertThat(check.next(in)).isEqualTo(InboundCheck.Step.HEADER);
        assertThat(check.next(in)).isEqualTo(InboundCheck.Step.FRAME);
        assertThat(check.next(in)).isEqualTo(InboundCheck.Step.HEADER);
        assertThat(check.next(in)).isEqualTo(InboundCheck.Step.STARVED);
        assertThat(check.isBetweenFrames()).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            textBlock =
                    """
                    DROPS,  text this message is whole; the next one is cut
                    BROKEN, text this frame is sound; the next one has opcode 0x3
                    """)
    void deliversWhatWasWholeBeforeTheFault(DemoUpstream upstream, String message) {
        try (DemoClient client = DemoClient.to(demo.url(upstream))) {
            assertThat(client.next()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "direct-url"})
    void echoesMessagesAnswersPingsAndRepliesToClose(String way) {
        String url = demo.of(DemoUpstream.ECHO).path(way).asString();
        String large = "Grüße 🎉 ".repeat(10_000);
        try (DemoClient client = DemoClient.to(url)) {
            client.socket().sendText("in two ", false).join();
            client.socket().sendText("pieces", true).join();
            assertThat(client.next()).isEqualTo("text in two pieces");
            client.socket().sendText("", true).join();
            assertThat(client.next()).isEqualTo("text ");
            client.socket().sendText(large, true).join();
            assertThat(client.next()).isEqualTo("text " + large);
            client.socket().sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
            assertThat(client.next()).isEqualTo("pong 010203");
            client.socket().sendClose(4321, "that is all").join();
            assertThat(client.untilEnd()).containsExactly("close 4321 that is all");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECHO", "CLOSES", "DROPS", "BROKEN"})
    void tellsWhoeverDoesNotAskForAWebSocket(DemoUpstream upstream) throws Exception {
        HttpResponse<String> answer = get(demo.directUrl(upstream).replace("ws:", "http:"));

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.body()).contains("this is a WebSocket endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "GET / HTTP/1.1\r\nno colon", "GET /\r\nHost: x"})
    void dropsWhoeverDoesNotSpeakHttp(String request) throws Exception {
        URI uri = URI.create(demo.directUrl(DemoUpstream.ECHO));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write((request + "\r\n\r\n").getBytes(UTF_8));
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(UTF_8)
                    .doesNotContain(" 101 ");
        }
    }

    @Test
    void keepsThePortOfTheOneThatIsDown() {
        int port = URI.create(demo.directUrl(DemoUpstream.DOWN)).getPort();

        assertThatThrownBy(() -> listenOn(port).close()).isInstanceOf(BindException.class);
    }

    @Test
    void servesAPageThatStandsAloneAndKnowsTheServers() throws Exception {
        HttpResponse<String> page = get(demo.json().path("page").asString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("{{", "src=\"http", "url(http", "@import");
        for (DemoUpstream upstream : DemoUpstream.values()) {
            assertThat(page.body())
                    .contains("<code>" + upstream.path() + "</code>")
                    .contains("data-direct=\"" + demo.directUrl(upstream) + "\"")
                    .contains(">" + upstream.does() + "<")
                    .contains(
                            upstream.throughGatepost()
                                    .map(it -> "<b>" + it.code() + "</b> " + it.reason() + "<")
                                    .orElse("<td>your messages</td>"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void documentsSayLiterallyWhatOneSees(DemoUpstream upstream) throws IOException {
        String without = upstream.without().map(DemoCommandTest::written).orElse("your messages");
        String through =
                upstream.throughGatepost().map(DemoCommandTest::written).orElse("your messages");
        String row =
                "| `%s` | %s | %s | %s |"
                        .formatted(upstream.path(), upstream.does(), without, through);

        assertThat(Files.readString(Path.of("../docs/demo.md"))).contains("\n" + row + "\n");
        assertThat(Files.readString(Path.of("../README.md"))).contains("\n" + row + "\n");
    }

    private static String written(Ending ending) {
        return ending.reason().isEmpty()
                ? ending.code() + ", no reason"
                : ending.code() + " `" + ending.reason() + "`";
    }

    @Test
    void tellsMachinesOnOneLine() {
        assertThat(demo.written().lines()).hasSize(1);
        String gateway = demo.json().path("gateway").asString();
        assertThat(demo.json().path("page").asString())
                .isEqualTo(gateway.replace("ws:", "http:") + "/");
        assertThat(demo.of(DemoUpstream.DROPS))
                .hasToString(
                        """
                        {"name":"drops","does":"drops TCP in the middle of a message",\
                        "url":"%s/drops","direct-url":"%s",\
                        "through-gatepost":{"code":1014,"reason":"upstream: connection lost"},\
                        "without":{"code":1006,"reason":""}}\
                        """
                                .formatted(gateway, demo.directUrl(DemoUpstream.DROPS)));
        assertThat(demo.of(DemoUpstream.ECHO).propertyNames())
                .containsExactly("name", "does", "url", "direct-url");
    }

    @Test
    void tellsPeopleInATableAndStopsWithAllServers() throws Exception {
        Demo other = new Demo();
        String told = other.written();
        assertThat(other.stop()).isZero();

        String gateway = told.lines().findFirst().orElseThrow().replaceFirst(".*ws://", "");
        assertThat(told)
                .isEqualTo(
                        """
                        gatepost VERSION listens on ws://127.0.0.1:PORT_

                          Open http://127.0.0.1:PORT_/ in a browser, and connect to each of them:

                          connect to                    the server behind it                  through Gatepost you see            without it
                          ws://127.0.0.1:PORT_/echo     echoes every message                  your messages                       your messages
                          ws://127.0.0.1:PORT_/closes   closes with a code of its own         4001 closing time                   4001 closing time
                          ws://127.0.0.1:PORT_/refuses  answers the handshake with 500        1014 upstream: HTTP 500             1006, no reason
                          ws://127.0.0.1:PORT_/down     is down                               1014 upstream: connection refused   1006, no reason
                          ws://127.0.0.1:PORT_/drops    drops TCP in the middle of a message  1014 upstream: connection lost      1006, no reason
                          ws://127.0.0.1:PORT_/broken   sends a broken frame                  1014 upstream: reserved opcode 0x3  1006, no reason

                          Or with a client of yours, for example: wscat -c ws://127.0.0.1:PORT_/drops
                          A line follows for each connection that ends. Ctrl-C stops it.

                        """
                                .replace("VERSION", Version.TEXT)
                                .replace("127.0.0.1:PORT_", gateway));
        assertThat(other.written().substring(told.length())).startsWith("gatepost stops: ");
        assertThatThrownBy(() -> get("http://" + gateway + "/"))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void endsItsServersWithTheirConnections() throws Exception {
        List<DemoServer> servers = new ArrayList<>();
        for (DemoUpstream upstream : DemoUpstream.values()) {
            servers.add(DemoServer.start(upstream));
        }
        try (DemoClient client = DemoClient.to(servers.getFirst().url())) {
            servers.forEach(DemoServer::close);
            assertThat(client.untilEnd()).containsExactly("close 1006 ");
        }
        for (DemoServer server : servers) {
            listenOn(server.address().getPort()).close();
        }
    }

    @Test
    void saysInOneLineThatThePortIsInUse() throws IOException {
        try (ServerSocket taken = listenOn(0)) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Service service =
                    new Service(
                            Service.Running::start,
                            () ->
                                    () -> {
                                        throw new AssertionError("it was started");
                                    });
            assertThat(Invocation.with(service, "demo", "--listen", address))
                    .isEqualTo(
                            new Invocation(
                                    1,
                                    "",
                                    "gatepost: cannot listen on %s: Address already in use\n"
                                            .formatted(address)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --listen nosuch.invalid:80 | 1 | cannot resolve nosuch.invalid
                    --listen 8080              | 2 | expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found "8080"; did you mean 127.0.0.1:8080?
                    ws://127.0.0.1:9000        | 2 | unexpected argument ws://127.0.0.1:9000
                    """)
    void startsNothingWhereTheArgumentsAreWrong(String arguments, int exitCode, String message) {
        Invocation invocation = Invocation.of(("demo " + arguments).split(" +", -1));

        assertThat(invocation.exitCode()).isEqualTo(exitCode);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err().lines().findFirst()).contains("gatepost demo: " + message);
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        // Like a browser: no offer to go on with HTTP/2 over plain TCP.
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        }
    }
}
