package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What of a handshake's fields each end sees of the other's. */
final class FieldsTest {
    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @Test
    void applicationFieldsReachTheUpstream() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        "Origin: https://gatepost.test",
                        "Cookie: a=1; b=2",
                        "Authorization: Bearer abc",
                        "X-Twice: one",
                        "X-Twice: two",
                        "User-Agent: raw")) {
            HttpHead asked = connected.asked();
            assertThat(asked.value("Host")).isEqualTo("gatepost.test");
            assertThat(asked.value("Origin")).isEqualTo("https://gatepost.test");
            assertThat(asked.value("Cookie")).isEqualTo("a=1; b=2");
            assertThat(asked.value("Authorization")).isEqualTo("Bearer abc");
            assertThat(asked.values("X-Twice")).containsExactly("one", "two");
            assertThat(asked.value("User-Agent")).isEqualTo("raw");
            assertThat(asked.value("Upgrade")).isEqualTo("websocket");
            assertThat(asked.value("Connection")).isEqualTo("Upgrade");
            assertThat(asked.value("Sec-WebSocket-Version")).isEqualTo("13");
            closeInOrder(connected);
        }
    }

    @Test
    void theKeyIsTheGatewaysOwn() {
        try (Connected one = testbed.connect();
                Connected two = testbed.connect()) {
            String first = one.asked().value("Sec-WebSocket-Key");
            String second = two.asked().value("Sec-WebSocket-Key");
            assertThat(first).hasSize(24).isNotEqualTo(RawClient.KEY).isNotEqualTo(second);
            assertThat(second).isNotEqualTo(RawClient.KEY);
            closeInOrder(one);
            closeInOrder(two);
        }
    }

    @Test
    void whatTheGatewayKnowsReplacesWhatTheClientClaims() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        "X-Forwarded-For: 10.1.1.1",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: admin.test",
                        "X-Forwarded-Port: 1",
                        "Forwarded: for=10.1.1.1",
                        "x-forwarded-for: 10.1.1.2")) {
            HttpHead asked = connected.asked();
            assertThat(asked.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
            assertThat(asked.value("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(asked.value("X-Forwarded-Host")).isEqualTo("gatepost.test");
            assertThat(asked.value("X-Forwarded-Port")).isEmpty();
            assertThat(asked.value("Forwarded"))
                    .isEqualTo("for=127.0.0.1;host=\"gatepost.test\";proto=http");
            closeInOrder(connected);
        }
    }

    @Test
    void hopByHopFieldsStayOnTheirHop() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        "Connection: X-Private, keep-alive",
                        "X-Private: 1",
                        "Keep-Alive: timeout=5",
                        "TE: trailers",
                        "Proxy-Authorization: Basic abc",
                        "Proxy-Connection: keep-alive",
                        "Content-Length: 0",
                        "X-Public: 2")) {
            HttpHead asked = connected.asked();
            for (String name :
                    List.of(
                            "X-Private",
                            "Keep-Alive",
                            "TE",
                            "Proxy-Authorization",
                            "Proxy-Connection",
                            "Content-Length")) {
                assertThat(asked.values(name)).as(name).isEmpty();
            }
            assertThat(asked.value("Connection")).isEqualTo("Upgrade");
            assertThat(asked.value("X-Public")).isEqualTo("2");
            closeInOrder(connected);
        }
    }

    /** What is listed in Connection goes; what the gateway needs does not. */
    @Test
    void noClientTakesAwayWhatTheHandshakeNeeds() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        "Connection: Host, Sec-WebSocket-Key, X-Forwarded-For,"
                                + " Sec-WebSocket-Version")) {
            HttpHead asked = connected.asked();
            assertThat(asked.value("Host")).isEqualTo("gatepost.test");
            assertThat(asked.value("Sec-WebSocket-Key")).hasSize(24);
            assertThat(asked.value("Sec-WebSocket-Version")).isEqualTo("13");
            assertThat(asked.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
            closeInOrder(connected);
        }
    }

    @Test
    void theEndpointsBasePathGoesBeforeThePathAndTheQueryStays() {
        String path = testbed.path("/based");
        CompletableFuture<RawUpstream.Asked> asked =
                testbed.upstream().asked("/base/path" + path + "/%C3%A9");
        try (RawPeer client = testbed.client(path + "/%C3%A9?a=1&b=/x?y%20z")) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            assertThat(arrived.request().startLine())
                    .isEqualTo("GET /base/path" + path + "/%C3%A9?a=1&b=/x?y%20z HTTP/1.1");
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            RawClient.expectAccepted(client);
            client.send(Frame.close());
            arrived.peer().answerClose("close");
            client.expect("close").expectFin();
        }
    }

    @Test
    void anAbsoluteTargetStandsAboveTheHostField() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client("http://absolute.test:81" + path + "?q")) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            assertThat(arrived.request().target()).isEqualTo(path + "?q");
            assertThat(arrived.request().value("Host")).isEqualTo("absolute.test:81");
            arrived.peer().close();
            client.readHead();
            client.expect("close 1014 upstream: connection lost before an answer");
        }
    }

    @Test
    void fieldsOfTheUpstreamsAnswerReachTheClient() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        List.of(),
                        List.of(
                                "Set-Cookie: a=1",
                                "Set-Cookie: b=2; HttpOnly",
                                "Server: raw/1.0",
                                "Connection: X-Private",
                                "X-Private: 1",
                                "Keep-Alive: timeout=5",
                                "X-Public: 2"))) {
            HttpHead answered = connected.answered();
            assertThat(answered.values("Set-Cookie")).containsExactly("a=1", "b=2; HttpOnly");
            assertThat(answered.value("X-Public")).isEqualTo("2");
            assertThat(answered.value("Server")).isEqualTo("raw/1.0");
            assertThat(answered.values("X-Private")).isEmpty();
            assertThat(answered.values("Keep-Alive")).isEmpty();
            closeInOrder(connected);
        }
    }

    @Test
    void subprotocolsAreAgreedOnBetweenTheEnds() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        List.of(
                                "Sec-WebSocket-Protocol: one, two",
                                "Sec-WebSocket-Protocol: three"),
                        List.of("Sec-WebSocket-Protocol: two"))) {
            assertThat(String.join(", ", connected.asked().values("Sec-WebSocket-Protocol")))
                    .isEqualTo("one, two, three");
            assertThat(connected.answered().value("Sec-WebSocket-Protocol")).isEqualTo("two");
            closeInOrder(connected);
            connected.expectClosure("subprotocol", "two");
        }
    }

    @Test
    void subprotocolsThatTheUpstreamDoesNotTakeStayOut() {
        try (Connected connected = testbed.connect("/t", "Sec-WebSocket-Protocol: one")) {
            assertThat(connected.answered().values("Sec-WebSocket-Protocol")).isEmpty();
            closeInOrder(connected);
            connected.expectClosure("subprotocol", "-");
        }
    }

    private static void closeInOrder(Connected connected) {
        connected.client().send(Frame.close());
        connected.upstream().answerClose("close");
        connected.client().expect("close").expectFin().fin();
        connected.expectClosure("cause", "ClientClosed");
    }
}
