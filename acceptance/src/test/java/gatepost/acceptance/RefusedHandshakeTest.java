package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of clients that are no opening handshake, or a wrong one (RFC 6455 §4.2.1). */
final class RefusedHandshakeTest {
    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    /** Fails where one of these requests reached the upstream: it would be a stray there. */
    @AfterAll
    static void stop() {
        testbed.close();
    }

    /**
     * In {@code request}, a line {@code -Name} takes a field of a valid handshake away, {@code
     * =Name: value} replaces it, and everything else is added. A first line with a space replaces
     * the request line.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -Sec-WebSocket-Key                                    | 400 | Sec-WebSocket-Key is missing
                    =Sec-WebSocket-Key: dGhlIHNhbXBsZQ==                  | 400 | Sec-WebSocket-Key is not 16 octets in base64
                    =Sec-WebSocket-Key: not base64 at all                 | 400 | Sec-WebSocket-Key is not 16 octets in base64
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==           | 400 | Sec-WebSocket-Key is repeated
                    -Host                                                 | 400 | Host is missing
                    Host: other.test                                      | 400 | Host is repeated
                    =Host: a b                                            | 400 | Host is not a host and a port
                    -Connection                                           | 400 | Connection has no token upgrade
                    =Connection: keep-alive                               | 400 | Connection has no token upgrade
                    POST /t/1 HTTP/1.1                                    | 405 | Method is POST, not GET
                    HEAD /t/1 HTTP/1.1                                    | 405 |
                    GET /t/1 HTTP/1.0                                     | 400 | Protocol is HTTP/1.0, not HTTP/1.1 or higher
                    Content-Length: 5                                     | 400 | Content-Length is not 0
                    Transfer-Encoding: chunked                            | 400 | Transfer-Encoding is not for a request without a body
                    Sec-WebSocket-Protocol: a b                           | 400 |
                    Sec-WebSocket-Extensions: permessage-deflate; =       | 400 |
                    GET /t/../secret HTTP/1.1                             | 400 | the request target is not a plain path
                    GET /t/%2e%2e/secret HTTP/1.1                         | 400 | the request target is not a plain path
                    GET t HTTP/1.1                                        | 400 | the request target is not a plain path
                    OPTIONS * HTTP/1.1                                    | 400 | the request target is not a plain path
                    CONNECT gatepost.test:80 HTTP/1.1                     | 400 | the request target is not a plain path
                    -Upgrade                                              | 426 | Upgrade: websocket is missing, and this is a WebSocket endpoint
                    =Upgrade: h2c                                         | 426 | Upgrade: websocket is missing, and this is a WebSocket endpoint
                    =Sec-WebSocket-Version: 8                             | 426 | Sec-WebSocket-Version is 8, not 13
                    =Sec-WebSocket-Version: 12                            | 426 | Sec-WebSocket-Version is 12, not 13
                    =Sec-WebSocket-Version: 14                            | 426 | Sec-WebSocket-Version is 14, not 13
                    Sec-WebSocket-Version: 13                             | 426 | Sec-WebSocket-Version is repeated
                    -Sec-WebSocket-Version                                | 426 | Sec-WebSocket-Version is missing
                    GET /nowhere HTTP/1.1                                 | 404 | no route for this host and path
                    """)
    void isAnsweredWithWhatIsWrong(String change, int status, String line) {
        try (RawPeer client = testbed.client()) {
            client.sendText(changed(change));

            HttpHead answer = client.readHead();
            String body = client.readRest();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.value("Server")).isEqualTo("gatepost");
            assertThat(answer.value("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.values("Connection")).contains("close");
            if (change.startsWith("HEAD")) {
                assertThat(body).isEmpty();
            } else {
                assertThat(answer.value("Content-Length"))
                        .isEqualTo(Integer.toString(body.length()));
                assertThat(body).startsWith("gatepost: ").endsWith("\n").doesNotContain("\r");
                if (line != null) {
                    assertThat(body).isEqualTo("gatepost: " + line + "\n");
                }
            }
            if (change.contains("Sec-WebSocket-Version")) {
                assertThat(answer.value("Sec-WebSocket-Version")).isEqualTo("13");
            }
            if (status == 426) {
                assertThat(answer.value("Upgrade")).isEqualTo("websocket");
                assertThat(answer.values("Connection")).contains("Upgrade");
            }
        }
    }

    private static String changed(String change) {
        String request = RawClient.request("/t/1");
        if (change.contains(" HTTP/")) {
            return change + request.substring(request.indexOf("\r\n"));
        }
        if (!change.startsWith("-") && !change.startsWith("=")) {
            return request.substring(0, request.length() - 2) + change + "\r\n\r\n";
        }
        String name = change.substring(1).split(":", 2)[0] + ":";
        return Arrays.stream(request.split("\r\n", 0))
                        .filter(field -> !field.startsWith(name))
                        .collect(Collectors.joining("\r\n"))
                + (change.startsWith("=") ? "\r\n" + change.substring(1) : "")
                + "\r\n\r\n";
    }

    @Test
    void aPlainGetIsToldThatThisIsForWebSockets() {
        try (RawPeer client = testbed.client()) {
            client.sendText("GET /t/1 HTTP/1.1\r\nHost: gatepost.test\r\nAccept: */*\r\n\r\n");

            assertThat(client.readHead().status()).isEqualTo(426);
            assertThat(client.readRest())
                    .isEqualTo(
                            "gatepost: Upgrade: websocket is missing, and this is a WebSocket"
                                    + " endpoint\n");
        }
    }

    @Test
    void aHeaderOfMoreThan16KibIs431() {
        try (RawPeer client = testbed.client()) {
            client.sendText(RawClient.request("/t/1", "X-Large: " + "x".repeat(17_000)));

            assertThat(client.readHead().status()).isEqualTo(431);
            assertThat(client.readRest()).isEqualTo("gatepost: the header is larger than 16 KiB\n");
        }
    }

    @Test
    void anEndlessHeaderIs431BeforeItsEnd() {
        try (RawPeer client = testbed.client()) {
            client.sendText("GET /t/1 HTTP/1.1\r\nHost: gatepost.test\r\n");
            for (int i = 0; i < 20; i++) {
                client.sendText("X-" + i + ": " + "x".repeat(1000) + "\r\n");
            }

            assertThat(client.readHead().status()).isEqualTo(431);
        }
    }

    @Test
    void aRequestLineOfMoreThan8KibIs414() {
        try (RawPeer client = testbed.client()) {
            client.sendText(RawClient.request("/t/" + "x".repeat(9_000)));

            assertThat(client.readHead().status()).isEqualTo(414);
            assertThat(client.readRest()).isEqualTo("gatepost: the request line is too long\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\n\n\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "hello\r\n\r\n",
                "GET /t/1\r\n\r\n",
                "GET /t/1 HTTP/9\r\nHost: a\r\n\r\n",
                "GET /t/1 HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET /t/1 HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
                "GET /t/1 HTTP/1.1\nHost: a\n\n",
                "GET /t/1 HTTP/1.1\r\nno colon\r\n\r\n"
            })
    void whatIsNotHttpIs400(String octets) {
        try (RawPeer client = testbed.client()) {
            client.sendText(octets);

            HttpHead answer = client.readHead();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.value("Server")).isEqualTo("gatepost");
            assertThat(client.readRest()).startsWith("gatepost: ");
        }
    }

    @Test
    void aTlsClientThatGivesUpIsLetGo() {
        try (RawPeer client = testbed.client()) {
            client.sendHex(
                    "16030100 7b 01000077 0303"
                            + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                            + "00 0004 13011302 0100 004a");
            client.fin();

            assertThat(client.ending()).isIn("FIN", "48"); // Nothing, or an H of HTTP.
        }
    }

    /** Two readers may disagree on where such a request ends: the second is never one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 44\r\n",
                "Content-Length: 0\r\nContent-Length: 44\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: +0\r\n"
            })
    void smugglesNothing(String fields) {
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: upstream.test\r\n\r\n";
        String request = RawClient.request("/t/smuggling");
        try (RawPeer client = testbed.client()) {
            client.sendText(
                    request.substring(0, request.length() - 2)
                            + fields
                            + "\r\n"
                            + "0\r\n\r\n"
                            + smuggled);

            assertThat(client.readHead().status()).isEqualTo(400);
            assertThat(client.readRest().lines()).hasSize(1);
        }
    }

    @Test
    void aSecondRequestBehindAHandshakeIsFrames() {
        String path = testbed.path("/t");
        var asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client()) {
            client.sendText(
                    RawClient.request(path) + "GET /smuggled HTTP/1.1\r\nHost: upstream\r\n\r\n");
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            RawClient.expectAccepted(client);

            // 'G' is 0x47: RSV1, opcode 7.
            String description = "reserved bits RSV1-3 are 100";
            client.answerClose("close 1002 " + description);
            arrived.peer().answerClose(End.CLIENT.failed(description));
        }
    }

    @Test
    void aClientThatLeavesBeforeItAskedCostsNothing() {
        try (RawPeer client = testbed.client()) {
            client.fin();
            assertThat(client.ending()).isEqualTo("FIN");
        }
        try (RawPeer client = testbed.client()) {
            client.sendText("GET /t/1 HT").fin();
            assertThat(client.ending()).isEqualTo("FIN");
        }
    }

    @Test
    void aRequestThatComesOctetByOctetIsOne() {
        String path = testbed.path("/t");
        var asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client()) {
            client.sendOneByOne(RawClient.request(path).getBytes(UTF_8));
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            RawClient.expectAccepted(client);
            client.send(Frame.close());
            arrived.peer().answerClose("close");
            client.expect("close").expectFin();
        }
    }
}
