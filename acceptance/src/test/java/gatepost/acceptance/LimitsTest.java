package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gatepost.closing.Cause;
import gatepost.closing.Rule;
import gatepost.gateway.Admission;
import gatepost.gateway.Limits;
import gatepost.gateway.OnRefusal;
import gatepost.gateway.Origins;
import gatepost.gateway.RequestFields;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much clients may ask of the gateway as a whole. */
final class LimitsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int HEADER = 1024;

    private static EmbeddedGateway start(Limits limits) {
        return new EmbeddedGateway(
                limits,
                Map.of(
                        "/http",
                        Admission.OPEN,
                        "/close",
                        new Admission(
                                Origins.ANY, List.of(), RequestFields.UNCHANGED, OnRefusal.CLOSE)));
    }

    private static void closeAll(List<RawPeer> peers) {
        peers.forEach(RawPeer::close);
    }

    /** Asks on a new connection; the status of the answer. */
    private static int ask(EmbeddedGateway gateway) {
        try (RawPeer client = gateway.client()) {
            String request = RawClient.request(gateway.accepted("/http"));
            return client.sendText(request).readHead().status();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void asManyConnectAsMay(int limit) {
        List<RawPeer> clients = new ArrayList<>();
        try (EmbeddedGateway gateway = start(new Limits(limit, 0, 0, HEADER, LONG))) {
            for (int i = 0; i < limit; i++) {
                clients.add(gateway.client());
                gateway.connect(clients.getLast(), "/http");
            }
            String reason = "connections reached the limit of " + limit;
            try (RawPeer client = gateway.client()) {
                HttpHead answer = client.sendText(RawClient.request("/http/full")).readHead();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.value("Retry-After")).isEqualTo("5");
                assertThat(client.readRest()).isEqualTo("gatepost: full: " + reason + "\n");
            }
            assertThat(gateway.awaitClosure().cause()).isEqualTo(new Cause.GatewayFull(limit));
            try (RawPeer client = gateway.client()) {
                client.sendText(RawClient.request("/close/full"));
                RawClient.expectAccepted(client);
                client.answerClose("close 1013 gateway: full");
            }
            assertThat(gateway.awaitClosure().cause()).isEqualTo(new Cause.GatewayFull(limit));

            clients.removeFirst().rst();
            await().atMost(Gatepost.DEADLINE).until(() -> ask(gateway) == 101);
            closeAll(clients);
        }
    }

    @Test
    void anAddressHasAsManyAsItMay() {
        List<RawPeer> clients = new ArrayList<>();
        try (EmbeddedGateway gateway = start(new Limits(0, 2, 0, HEADER, LONG))) {
            for (String address : List.of("127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2")) {
                clients.add(gateway.clientFrom(address));
                gateway.connect(clients.getLast(), "/http");
            }
            String reason = "connections from this address reached the limit of 2";
            try (RawPeer client = gateway.clientFrom("127.0.0.2")) {
                HttpHead answer = client.sendText(RawClient.request("/http/many")).readHead();
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.value("Retry-After")).isEqualTo("5");
                assertThat(client.readRest()).isEqualTo("gatepost: " + reason + "\n");
            }
            assertThat(gateway.awaitClosure().cause())
                    .isEqualTo(new Cause.ClientRefused(Rule.CONNECTIONS_PER_IP, reason));
            try (RawPeer client = gateway.clientFrom("127.0.0.2")) {
                client.sendText(RawClient.request("/close/many"));
                RawClient.expectAccepted(client);
                client.answerClose("close 1008 client: " + reason);
            }
            assertThat(gateway.awaitClosure().cause())
                    .isEqualTo(new Cause.ClientRefused(Rule.CONNECTIONS_PER_IP, reason));
            closeAll(clients);
        }
    }

    /** One per second: many more than that are tried, so that one of them comes too soon. */
    @Test
    void handshakesBeginNoFasterThanTheyMay() {
        try (EmbeddedGateway gateway = start(new Limits(0, 0, 1, HEADER, LONG))) {
            assertThat(ask(gateway)).isEqualTo(101);
            await().atMost(Gatepost.DEADLINE).until(() -> ask(gateway) == 429);
            // And by and by there is room for one again.
            await().atMost(Gatepost.DEADLINE).until(() -> ask(gateway) == 101);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 101", "0, 101", "1, 431"})
    void aHeaderHasAsManyOctetsAsItMay(int more, int status) {
        try (EmbeddedGateway gateway = start(new Limits(0, 0, 0, HEADER, LONG));
                RawPeer client = gateway.client()) {
            String path = gateway.accepted("/http");
            String name = "X-Filler: ";
            int others = RawClient.request(path).lines().skip(1).mapToInt(String::length).sum();
            int length = HEADER + more - others - name.length();

            client.sendText(RawClient.request(path, name + "x".repeat(length)));

            assertThat(client.readHead().status()).isEqualTo(status);
            if (status == 431) {
                assertThat(client.readRest())
                        .isEqualTo("gatepost: the header is larger than 1 KiB\n");
            }
        }
    }

    @Test
    void aClientThatSendsNothingIs408() {
        try (EmbeddedGateway gateway = start(new Limits(0, 0, 0, HEADER, SHORT));
                RawPeer client = gateway.client()) {
            assertThat(client.readHead().status()).isEqualTo(408);
            assertThat(client.readRest())
                    .isEqualTo("gatepost: no complete request within 300 ms\n");
        }
    }

    /** Octets that keep coming do not put the end off. */
    @Test
    void aClientThatSendsOctetByOctetIs408() throws IOException {
        try (EmbeddedGateway gateway = start(new Limits(0, 0, 0, HEADER, SHORT));
                Socket client = gateway.socket("127.0.0.1")) {
            client.setSoTimeout(5);
            client.setTcpNoDelay(true);
            String request = RawClient.request("/http/slow", "X-Filler: " + "x".repeat(HEADER));
            int sent = 0;
            int first = -1;
            while (first < 0) {
                client.getOutputStream().write(request.charAt(sent++));
                first = readWithin(client.getInputStream());
            }
            assertThat(sent).isBetween(2, request.length() - 1);
            client.setSoTimeout((int) Gatepost.DEADLINE.toMillis());
            HttpHead answer = HttpHead.read(client.getInputStream());
            assertThat((char) first + answer.startLine()).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
    }

    /** The first octet of the answer, or -1 where the socket's time limit is over before. */
    private static int readWithin(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException _) {
            return -1;
        }
    }

    @Test
    void aClientThatHasAskedInTimeStays() {
        try (EmbeddedGateway gateway = start(new Limits(0, 0, 0, HEADER, SHORT));
                RawPeer client = gateway.client()) {
            String path = gateway.path("/http");
            var asked = gateway.upstream().asked(path);
            client.sendText(RawClient.request(path));
            RawPeer upstream = RawUpstream.await(asked).peer();
            try (RawPeer later = gateway.client()) {
                assertThat(later.readHead().status()).isEqualTo(408);
            }
            upstream.sendText(RawUpstream.accepting(RawUpstream.await(asked).request()));
            RawClient.expectAccepted(client);
            try (RawPeer later = gateway.client()) {
                assertThat(later.readHead().status()).isEqualTo(408);
            }
            client.send(Frame.text("still here"));
            upstream.expect("text still here");
            client.send(Frame.close());
            upstream.answerClose("close");
            client.expect("close").expectFin();
        }
    }
}
