package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream may answer to the handshake, and what becomes of the client then. */
final class UpstreamHandshakeTest {
    /** What comes before a description of what is wrong is the answer; {@code ACCEPT} is right. */
    private static final String FAULTS =
            """
            HTTP/1.1 200 OK~Content-Length: 2~~ok                                                                          | HTTP 200
            HTTP/1.1 404 Not Found~Content-Length: 0~~                                                                     | HTTP 404
            HTTP/1.1 426 Upgrade Required~Content-Length: 0~~                                                              | HTTP 426
            HTTP/1.1 500 Internal Server Error~~                                                                           | HTTP 500
            HTTP/1.0 503 Service Unavailable~~                                                                             | HTTP 503
            SSH-2.0-OpenSSH_9.6~~                                                                                          | no valid HTTP answer
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~~                                      | Sec-WebSocket-Accept is missing
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=~~ | Sec-WebSocket-Accept is wrong
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~ACCEPT~~                        | Sec-WebSocket-Accept is repeated
            HTTP/1.1 101 Switching Protocols~Connection: Upgrade~ACCEPT~~                                                  | no Upgrade: websocket in the answer
            HTTP/1.1 101 Switching Protocols~Upgrade: h2c~Connection: Upgrade~ACCEPT~~                                     | Upgrade is h2c, not websocket
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~ACCEPT~~                                                   | no Connection: Upgrade in the answer
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~Sec-WebSocket-Protocol: three~~ | subprotocol three was not offered
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~Sec-WebSocket-Protocol: one, two~~ | more than one subprotocol in the answer
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~Sec-WebSocket-Protocol: one~Sec-WebSocket-Protocol: two~~ | more than one subprotocol in the answer
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~Sec-WebSocket-Protocol: ~~      | Sec-WebSocket-Protocol is empty
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~Sec-WebSocket-Extensions: x-foo~~ | extension x-foo was not offered
            HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Connection: Upgrade~ACCEPT~Sec-WebSocket-Extensions: permessage-deflate~~ | extension permessage-deflate was not offered
            """;

    private static final String CHUNKED =
            """
            HTTP/1.1 401 No
            Transfer-Encoding: chunked

            5
            hello
            6
             world
            0

            """;

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    private static String answer(String written, HttpHead request) {
        return written.replace("~", "\r\n")
                .replace(
                        "ACCEPT",
                        "Sec-WebSocket-Accept: "
                                + RawUpstream.accept(request.value("Sec-WebSocket-Key")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(textBlock = FAULTS, delimiter = '|')
    void aFaultIsToldWith1014(String written, String fault) {
        String path = testbed.path("/t");
        testbed.upstream().on(path, (peer, request) -> peer.sendText(answer(written, request)));
        expect1014(path, fault);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(textBlock = FAULTS, delimiter = '|')
    void aFaultIs502WhereTheRouteAnswersByHttp(String written, String fault) {
        String path = testbed.path("/http");
        testbed.upstream().on(path, (peer, request) -> peer.sendText(answer(written, request)));
        expectHttp(path, 502, fault);
    }

    @Test
    void anUpstreamThatClosesAtOnceIsToldWith1014() {
        String path = testbed.path("/t");
        testbed.upstream().on(path, (peer, request) -> peer.close());
        expect1014(path, "connection lost before an answer");
    }

    @Test
    void anUpstreamThatResetsIsToldWith1014() {
        String path = testbed.path("/t");
        testbed.upstream().on(path, (peer, request) -> peer.rst());
        expect1014(path, "connection lost before an answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HTTP/1.1 101 Switch                         | connection lost before an answer
                    HTTP/1.1 101 Switching~Upgrade: websocket~  | no valid HTTP answer
                    """)
    void anUpstreamThatEndsWithinItsAnswerIsToldWith1014(String answer, String fault) {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(path, (peer, request) -> peer.sendText(answer(answer, request)).fin());
        expect1014(path, fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 101 Switch"})
    void anUpstreamThatDoesNotAnswerInTimeIsToldWith1014(String answer) {
        String path = testbed.path("/t");
        testbed.upstream().on(path, (peer, request) -> peer.sendText(answer));
        expect1014(path, "no answer within 1 s");
    }

    @Test
    void anUpstreamThatDoesNotAnswerInTimeIs504() {
        String path = testbed.path("/http");
        testbed.upstream().on(path, (peer, request) -> {});
        expectHttp(path, 504, "no answer within 1 s");
    }

    @Test
    void anAnswerThatIsTooLargeIsToldWith1014() {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                        RawUpstream.accepting(
                                                request, "X-Large: " + "x".repeat(17_000))));
        expect1014(path, "no valid HTTP answer");
    }

    @Test
    void anUpstreamThatIsDownIsToldWith1014() {
        expect1014(testbed.path("/down"), "connection refused");
    }

    @Test
    void anUpstreamThatIsDownIs502WhereTheRouteAnswersByHttp() {
        expectHttp(testbed.path("/down-http"), 502, "connection refused");
    }

    @Test
    void anUpstreamThatTakesNoConnectionIsToldInTime() throws IOException {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort());
            // Nobody accepts: when the queue is full, the kernel ignores whoever else would
            // connect.
            boolean taken = true;
            while (taken) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(address, 300);
                } catch (SocketTimeoutException e) {
                    taken = false;
                }
            }
            try (Gatepost gatepost =
                    Gatepost.configured(
                            """
                            listen: [{address: "127.0.0.1:0"}]
                            routes:
                              - {path: /http, upstream: full, on-upstream-failure: http}
                              - {path: /**, upstream: full}
                            upstreams:
                              full: {endpoints: ["ws://127.0.0.1:%d"], connect-timeout: 300ms}
                            """
                                    .formatted(full.getLocalPort()))) {
                try (RawPeer client = RawClient.connect(gatepost.port())) {
                    client.sendText(RawClient.request("/close"));
                    RawClient.expectAccepted(client);
                    client.answerClose("close 1014 upstream: no connection within 300 ms");
                }
                try (RawPeer client = RawClient.connect(gatepost.port())) {
                    client.sendText(RawClient.request("/http"));
                    assertThat(client.readHead().status()).isEqualTo(504);
                    assertThat(client.readRest())
                            .isEqualTo("gatepost: upstream: no connection within 300 ms\n");
                }
            }
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    /** Offers two subprotocols and an extension, of which the gateway's own 101 takes the first. */
    private static void expect1014(String path, String fault) {
        try (RawPeer client = testbed.client(path, "Sec-WebSocket-Protocol: one, two")) {
            HttpHead answer = RawClient.expectAccepted(client);
            assertThat(answer.value("Sec-WebSocket-Protocol")).isEqualTo("one");
            assertThat(answer.values("Sec-WebSocket-Extensions")).isEmpty();
            client.expect("close 1014 upstream: " + fault);
            client.expectFin();
            client.send(Frame.close(1014, "")).fin();

            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "UpstreamUnavailable")
                    .containsEntry("by", "upstream")
                    .containsEntry("client.received", "1014")
                    .containsEntry("client.sent", "1014")
                    .containsEntry("client.sent-reason", "upstream: " + fault)
                    .containsEntry("client.tcp", "fin")
                    .containsEntry("upstream.tcp", "never-opened")
                    .containsEntry("upstream.received", "-")
                    .containsEntry("upstream.sent", "-")
                    .containsEntry("subprotocol", "one")
                    .containsEntry("evidence", fault);
        }
    }

    private static void expectHttp(String path, int status, String fault) {
        try (RawPeer client = testbed.client(path, "Sec-WebSocket-Protocol: one, two")) {
            HttpHead answer = client.readHead();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.value("Server")).isEqualTo("gatepost");
            assertThat(answer.value("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(client.readRest()).isEqualTo("gatepost: upstream: " + fault + "\n");

            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "UpstreamUnavailable")
                    .containsEntry("client.sent", "-")
                    .containsEntry("evidence", fault);
        }
    }

    @Test
    void theGatewaysOwn101TakesNoExtension() {
        try (RawPeer client =
                testbed.client(
                        testbed.path("/down"), "Sec-WebSocket-Extensions: permessage-deflate")) {
            HttpHead answer = RawClient.expectAccepted(client);
            assertThat(answer.values("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(answer.values("Sec-WebSocket-Protocol")).isEmpty();
            client.answerClose("close 1014 upstream: connection refused");
        }
    }

    @Test
    void whatAClientSentEarlyIsReadAndItsReplyIsAwaited() {
        String path = testbed.path("/down");
        try (RawPeer client = testbed.client()) {
            client.sendText(RawClient.request(path)).send(Frame.text("early"), Frame.ping("?"));
            RawClient.expectAccepted(client);
            client.expect("close 1014 upstream: connection refused").expectFin();
            client.send(Frame.text("late"), Frame.close(1014, "seen")).fin();
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("client.received", "1014")
                    .containsEntry("client.reason", "seen")
                    .containsEntry("client.messages", "2")
                    .containsEntry("client.frames", "4");
        }
    }

    @Test
    void aBrokenFrameOfAClientThatIsTold1014ChangesNothing() {
        try (RawPeer client = testbed.client(testbed.path("/down"))) {
            RawClient.expectAccepted(client);
            client.expect("close 1014 upstream: connection refused").expectFin();
            client.sendHex("ffffff").fin();
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "UpstreamUnavailable")
                    .containsEntry("client.received", "1006")
                    .containsEntry("client.tcp", "fin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void anInterimAnswerMayComeBeforeTheAnswer(String interim) {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                                "HTTP/1.1 "
                                                        + interim
                                                        + "\r\nLink: </a.css>\r\n\r\n"
                                                        + RawUpstream.accepting(request))
                                        .send(Frame.text("hi"), Frame.close(1000, "")));
        try (RawPeer client = testbed.client(path)) {
            RawClient.expectAccepted(client);
            client.expect("text hi").answerClose("close 1000");
        }
    }

    @Test
    void anAnswerMayComeOctetByOctetWithFramesBehindIt() {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) -> {
                            peer.sendOneByOne(RawUpstream.accepting(request).getBytes(UTF_8));
                            peer.sendOneByOne(peer.octets(Frame.text("hi")));
                            peer.expect("text hello")
                                    .send(Frame.close(1000, ""))
                                    .expect("close 1000");
                        });
        try (RawPeer client = testbed.client(path)) {
            RawClient.expectAccepted(client);
            client.expect("text hi").send(Frame.text("hello")).answerClose("close 1000");
        }
    }

    @Test
    void framesInTheSegmentOfTheAnswerAreFrames() {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) -> {
                            byte[] head = RawUpstream.accepting(request).getBytes(UTF_8);
                            byte[] hi = peer.octets(Frame.text("hi"));
                            byte[] both = Arrays.copyOf(head, head.length + hi.length + 1);
                            System.arraycopy(hi, 0, both, head.length, hi.length);
                            both[both.length - 1] = (byte) 0x83;
                            peer.sendOctets(both);
                        });
        try (RawPeer client = testbed.client(path)) {
            RawClient.expectAccepted(client);
            client.expect("text hi").answerClose("close 1014 upstream: reserved opcode 0x3");
        }
    }

    @Test
    void framesInTheSegmentOfTheRequestAreFrames() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client()) {
            byte[] head = RawClient.request(path).getBytes(UTF_8);
            byte[] frames = client.octets(Frame.text("early"));
            byte[] both = Arrays.copyOf(head, head.length + frames.length);
            System.arraycopy(frames, 0, both, head.length, frames.length);
            client.sendOctets(both).send(Frame.text("later"), Frame.close(1000, "done"));
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            arrived.peer().expect("text early", "text later").answerClose("close 1000 done");
            RawClient.expectAccepted(client);
            client.expect("close 1000 done").expectFin();
        }
    }

    @Test
    void nothingOfAClientReachesAnUpstreamBeforeItAccepted() throws Exception {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client()) {
            client.sendText(RawClient.request(path)).send(Frame.text("early"));
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
            assertThat(arrived.peer().ending()).isEqualTo("FIN");
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: HTTP 500");
        }
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerIsRecordedAndItsUpstreamLetGo() {
        String path = testbed.path("/short");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path)) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            client.rst();
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            assertThat(arrived.peer().ending()).isIn("FIN", "RST", "88");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "ClientLost");
        }
    }

    @Test
    void aClientThatEndsItsOutputBeforeTheAnswerIsLost() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path)) {
            client.fin();
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            arrived.peer().answerClose("close 1001 client: connection lost");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "ClientLost")
                    .containsEntry("by", "client");
        }
    }

    /** Its end meets every stage of the gateway's own handshake, so that it has to be often. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatLeavesAtAnyMomentBeforeItIsAnsweredIsLost(boolean inOrder) {
        int clients = 300;
        try (Testbed own = Testbed.start()) {
            Testbed.forEach(IntStream.range(0, clients).boxed().toList(), i -> leave(own, inOrder));
            await().atMost(Gatepost.DEADLINE).until(() -> closures(own).size() == clients);
            assertThat(closures(own)).allMatch(line -> line.contains(" cause=ClientLost "));
        }
    }

    private static void leave(Testbed own, boolean inOrder) {
        String path = own.path("/t");
        own.upstream()
                .on(
                        path,
                        (peer, request) -> {
                            peer.sendText(RawUpstream.accepting(request));
                            peer.ending();
                            peer.close();
                        });
        RawPeer client = own.client(path);
        if (inOrder) {
            client.fin().close();
        } else {
            client.rst();
        }
    }

    private static List<String> closures(Testbed own) {
        return own.gatepost().lines().stream().filter(line -> line.contains(" closed ")).toList();
    }

    @Test
    void theSecondEndpointIsTriedWhereTheFirstIsDown() {
        for (int i = 0; i < 4; i++) {
            try (Connected connected = testbed.connect("/half-down")) {
                connected.client().send(Frame.close());
                connected.upstream().answerClose("close");
                connected.client().expect("close").expectFin().fin();
                connected.expectClosure("cause", "ClientClosed");
            }
        }
    }

    @Test
    void theLastFaultIsToldWhereAllEndpointsFail() {
        String path = testbed.path("/two");
        List<String> asked = new CopyOnWriteArrayList<>();
        for (RawUpstream upstream : List.of(testbed.upstream(), testbed.second())) {
            upstream.on(
                    path,
                    (peer, request) -> {
                        asked.add(request.value("Sec-WebSocket-Key"));
                        peer.sendText("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
                    });
        }
        try (RawPeer client = testbed.client(path)) {
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: HTTP 503");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("evidence", "HTTP 503 at the last of 2 endpoints");
        }
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void endpointsAreTakenInTurn() {
        String path = testbed.path("/two");
        List<String> turns = new CopyOnWriteArrayList<>();
        testbed.upstream().on(path, (peer, request) -> accept(peer, request, turns, "first"));
        testbed.second().on(path, (peer, request) -> accept(peer, request, turns, "second"));
        for (int i = 0; i < 6; i++) {
            try (RawPeer client = testbed.client(path)) {
                RawClient.expectAccepted(client);
                client.answerClose("close 1000");
            }
        }
        assertThat(turns).hasSize(6);
        for (int i = 1; i < 6; i++) {
            assertThat(turns.get(i)).isNotEqualTo(turns.get(i - 1));
        }
    }

    private static void accept(RawPeer peer, HttpHead request, List<String> turns, String turn) {
        turns.add(turn);
        peer.sendText(RawUpstream.accepting(request)).send(Frame.close(1000, ""));
        peer.expect("close 1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved Permanently",
                "302 Found",
                "401 Unauthorized",
                "403 Forbidden",
                "407 Proxy Authentication Required",
                "429 Too Many Requests"
            })
    void anAnswerThatConcernsTheClientPassesUnchanged(String status) {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                        "HTTP/1.1 "
                                                + status
                                                + "\r\nLocation: https://login.test/\r\n"
                                                + "WWW-Authenticate: Basic realm=\"a\"\r\n"
                                                + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
                                                + "Retry-After: 7\r\nServer: raw\r\n"
                                                + "Content-Type: text/html\r\n"
                                                + "Content-Length: 10\r\n\r\n<p>no</p>\n"));
        try (RawPeer client = testbed.client(path)) {
            HttpHead answer = client.readHead();
            assertThat(answer.startLine()).isEqualTo("HTTP/1.1 " + status);
            assertThat(answer.value("Location")).isEqualTo("https://login.test/");
            assertThat(answer.value("WWW-Authenticate")).isEqualTo("Basic realm=\"a\"");
            assertThat(answer.values("Set-Cookie")).containsExactly("a=1", "b=2");
            assertThat(answer.value("Retry-After")).isEqualTo("7");
            assertThat(answer.value("Server")).isEqualTo("raw");
            assertThat(answer.value("Content-Type")).isEqualTo("text/html");
            assertThat(answer.value("Content-Length")).isEqualTo("10");
            assertThat(client.readRest()).isEqualTo("<p>no</p>\n");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "HandshakeRefused")
                    .containsEntry("by", "upstream")
                    .containsEntry(
                            "evidence",
                            "the upstream answered the handshake with HTTP "
                                    + status.substring(0, 3));
        }
    }

    @Test
    void aBodyOf1MibPassesWhole() {
        String body = "0123456789abcdef".repeat(65_536);
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                        "HTTP/1.1 403 No\r\nContent-Length: 1048576\r\n\r\n"
                                                + body));
        try (RawPeer client = testbed.client(path)) {
            assertThat(client.readHead().value("Content-Length")).isEqualTo("1048576");
            assertThat(client.readRest().equals(body)).isTrue();
        }
    }

    @Test
    void aBodyUntilTheEndPassesWhole() {
        String body = "0123456789abcdef".repeat(10_000);
        String path = testbed.path("/t");
        testbed.upstream()
                .on(path, (peer, request) -> peer.sendText("HTTP/1.1 401 No\r\n\r\n" + body).fin());
        try (RawPeer client = testbed.client(path)) {
            assertThat(client.readHead().status()).isEqualTo(401);
            assertThat(client.readRest().equals(body)).isTrue();
        }
    }

    @Test
    void aChunkedBodyPassesInWholeChunks() {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(path, (peer, request) -> peer.sendText(CHUNKED.replace("\n", "\r\n")));
        try (RawPeer client = testbed.client(path)) {
            HttpHead answer = client.readHead();
            assertThat(answer.value("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(answer.values("Content-Length")).isEmpty();
            assertThat(dechunked(client.readRest())).isEqualTo("hello world");
        }
    }

    private static String dechunked(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks.substring(at, line), 16);
            if (size == 0) {
                assertThat(chunks.substring(line)).isEqualTo("\r\n\r\n");
                return body.toString();
            }
            body.append(chunks, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }

    @Test
    void aBodyThatEndsTooEarlyEndsTooEarlyForTheClient() {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText("HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nshort")
                                        .fin());
        try (RawPeer client = testbed.client(path)) {
            assertThat(client.readHead().value("Content-Length")).isEqualTo("100");
            assertThat(client.readRest()).isEqualTo("short");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "HandshakeRefused");
        }
    }

    /** Nothing but the end of the connection says where such a body ends. */
    @Test
    void aBodyUntilTheEndThatIsCutOffEndsWithAReset() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path)) {
            RawPeer upstream = RawUpstream.await(asked).peer();
            upstream.sendText("HTTP/1.1 403 No\r\n\r\nshort");
            assertThat(client.readHead().status()).isEqualTo(403);
            assertThat(client.readOctets(5)).isEqualTo("short".getBytes(UTF_8));

            upstream.rst();

            assertThat(client.ending()).isEqualTo("RST");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "HandshakeRefused");
        }
    }

    /** The search for leaks at the end of this class would find them. */
    @ParameterizedTest
    @ValueSource(strings = {"/t", "/http"})
    void whatAClientSentEarlyIsGivenUpWhereItIsAnsweredByHttp(String route) {
        String path = testbed.path(route);
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                        route.equals("/t")
                                                ? "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"
                                                : "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"));
        try (RawPeer client = testbed.client()) {
            byte[] head = RawClient.request(path).getBytes(UTF_8);
            byte[] frames = client.octets(Frame.text("early"));
            byte[] both = Arrays.copyOf(head, head.length + frames.length);
            System.arraycopy(frames, 0, both, head.length, frames.length);
            client.sendOctets(both);

            assertThat(client.readHead().status()).isEqualTo(route.equals("/t") ? 403 : 502);
            client.readRest();
        }
    }

    /** Of an answer without a length, whose body would go on until the upstream ends it. */
    @Test
    void anAnswerThatIsPassedOnIsRecordedAlsoWhereBothEndsAreResetAtOnce() {
        Testbed.forEach(
                IntStream.range(0, 300).boxed().toList(),
                i -> {
                    String path = testbed.path("/t");
                    CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
                    RawPeer client = testbed.client(path);
                    RawPeer upstream = RawUpstream.await(asked).peer();
                    upstream.sendText("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n");
                    assertThat(client.readHead().status()).isEqualTo(302);
                    client.rst();
                    upstream.rst();

                    assertThat(testbed.gatepost().awaitClosure(client))
                            .containsEntry("cause", "HandshakeRefused");
                });
    }

    /** The next socket may have the number of one that was closed just before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clientsThatAreResetDoNotDisturbTheHandshakesOfOthers(boolean beforeTheAnswer) {
        Testbed.forEach(
                IntStream.range(0, 300).boxed().toList(),
                i -> {
                    String path = testbed.path("/required");
                    CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
                    RawPeer client = testbed.client(path);
                    RawUpstream.Asked arrived = RawUpstream.await(asked);
                    if (beforeTheAnswer) {
                        client.rst();
                    }
                    arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
                    if (!beforeTheAnswer) {
                        client.rst();
                    }
                    arrived.peer().close();
                    testbed.gatepost().awaitClosure(client);
                });
        assertThat(testbed.gatepost().lines()).noneMatch(line -> line.contains("ERROR"));
    }
}
