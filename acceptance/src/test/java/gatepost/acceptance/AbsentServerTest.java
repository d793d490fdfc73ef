package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What clients of others tell of a server that is down: with {@code on-upstream-failure: close} the
 * code and reason of the gateway, with {@code http} what every failed handshake looks like.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
final class AbsentServerTest {
    private static final Ensemble CLIENTS = new Ensemble();
    private static Socket reserved;
    private static Gatepost gatepost;

    /** A port that is taken, so that nobody else gets it, and on which nobody listens. */
    @BeforeAll
    static void start() throws IOException {
        reserved = new Socket();
        reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        gatepost =
                Gatepost.configured(
                        """
                        listen: [{address: "127.0.0.1:0"}]
                        routes:
                          - {path: /close, upstream: absent}
                          - {path: /http, upstream: absent, on-upstream-failure: http}
                        upstreams: {absent: {endpoints: ["ws://127.0.0.1:%d"]}}
                        """
                                .formatted(reserved.getLocalPort()));
    }

    @AfterAll
    static void end() throws IOException {
        try (Socket _ = reserved;
                Gatepost _ = gatepost) {
            CLIENTS.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNamedInACloseFrame(ClientSoftware software) {
        Peer client = CLIENTS.client(software);

        client.perform(connect("/close"));

        assertThat(client.next()).isEqualTo(new Event.Opened("chat.v2", ""));
        Event.Closed closed = client.next(Event.Closed.class);
        assertThat(closed).isEqualTo(new Event.Closed(1014, "upstream: connection refused", true));
        Map<String, String> record = gatepost.awaitNextClosure();
        assertThat(record)
                .containsEntry("cause", "UpstreamUnavailable")
                .containsEntry("route", "/close")
                .containsEntry("client.sent", "1014")
                .containsEntry("client.sent-reason", closed.reason())
                .containsEntry("upstream.tcp", "never-opened");
        assertThat(record.get("client.received")).isIn(software.repliesTo(1014));
        client.assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void isAFailedHandshakeInHttp(ClientSoftware software) {
        Peer client = CLIENTS.client(software);

        client.perform(connect("/http"));

        Event failed =
                switch (software) {
                    case WS, WEBSOCKETS, JETTY, JDK -> new Event.Refused(502);
                    case CHROMIUM -> new Event.Closed(1006, "", false);
                };
        assertThat(client.next()).isEqualTo(failed);
        assertThat(gatepost.awaitNextClosure())
                .containsEntry("cause", "UpstreamUnavailable")
                .containsEntry("route", "/http")
                .containsEntry("client.sent", "-");
        client.assertNothingLeft();
    }

    private static Command.Connect connect(String path) {
        return new Command.Connect(
                "ws://127.0.0.1:" + gatepost.port() + path,
                List.of("chat.v2", "chat.v1"),
                Command.Deflate.DEFAULT);
    }
}
