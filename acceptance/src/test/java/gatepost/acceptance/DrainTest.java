package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** SIGTERM: every connection is closed in order, as long as there is time. */
final class DrainTest {
    private static final String GOODBYE = "close 1001 gateway: shutting down";

    @Test
    void bothLegsGet1001AndNobodyIsLetIn() {
        Testbed testbed = Testbed.start();
        try (testbed;
                Connected one = testbed.connect();
                Connected two = testbed.connect();
                RawPeer silent = testbed.client()) {
            one.client().send(Frame.text("last"));
            one.upstream().expect("text last");
            two.client().send(Frame.textBegin("unfinished"));
            two.upstream().expect("begin text unfinished");

            testbed.gatepost().terminate();

            assertThat(one.client().read()).hasToString(GOODBYE);
            assertThatThrownBy(testbed::client)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(ConnectException.class);
            one.client().expectFin().send(Frame.close(1001, "")).fin();
            one.upstream().answerClose(GOODBYE);
            two.upstream().answerClose(GOODBYE);
            two.client().answerClose(GOODBYE);
            assertThat(silent.ending()).isEqualTo("FIN");

            assertThat(testbed.gatepost().awaitExit()).isZero();
            for (Connected connected : new Connected[] {one, two}) {
                connected.expectClosure(
                        "cause", "GatewayDraining",
                        "by", "gateway",
                        "client.received", "1001",
                        "client.sent", "1001",
                        "client.sent-reason", "gateway: shutting down",
                        "client.tcp", "fin",
                        "upstream.received", "1001",
                        "upstream.sent", "1001",
                        "upstream.tcp", "fin",
                        "evidence", "the gateway stops");
            }
        }
    }

    @Test
    void aConnectionThatIsClosingAlreadyKeepsItsCause() {
        try (Testbed testbed = Testbed.start();
                Connected connected = testbed.connect()) {
            connected.client().send(Frame.close(4000, "mine"));
            connected.upstream().expect("close 4000 mine");

            testbed.gatepost().terminate();

            connected.client().expect("close 4000 mine").expectFin().fin();
            connected.upstream().expectFin().send(Frame.close(4000, "")).fin();
            assertThat(testbed.gatepost().awaitExit()).isZero();
            connected.expectClosure("cause", "ClientClosed", "client.sent", "4000");
        }
    }

    @Test
    void aHandshakeThatWaitsForItsUpstreamIs503() {
        try (Testbed testbed = Testbed.start()) {
            String path = testbed.path("/t");
            CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
            try (RawPeer client = testbed.client(path)) {
                RawUpstream.await(asked);

                testbed.gatepost().terminate();

                assertThat(client.readHead().status()).isEqualTo(503);
                assertThat(client.readRest()).isEqualTo("gatepost: shutting down\n");
                client.fin();
                assertThat(testbed.gatepost().awaitExit()).isZero();
                assertThat(testbed.gatepost().awaitClosure(client))
                        .containsEntry("cause", "GatewayDraining");
            }
        }
    }

    @Test
    void theTimeoutBoundsAPeerThatNeverAnswers() throws Exception {
        try (RawUpstream upstream = new RawUpstream();
                Gatepost gatepost =
                        Gatepost.configured(
                                """
                                listen: [{address: "127.0.0.1:0"}]
                                routes:
                                  - {path: /**, upstream: raw, close-timeout: 1h}
                                upstreams:
                                  raw: {endpoints: ["ws://127.0.0.1:%d"]}
                                drain: {timeout: 500ms}
                                """
                                        .formatted(upstream.port()))) {
            CompletableFuture<RawUpstream.Asked> asked = upstream.asked("/");
            try (RawPeer client = RawClient.connect(gatepost.port())) {
                client.sendText(RawClient.request("/"));
                RawUpstream.Asked arrived = RawUpstream.await(asked);
                arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
                RawClient.expectAccepted(client);

                gatepost.terminate();

                client.expect(GOODBYE);
                arrived.peer().expect(GOODBYE);
                assertThat(gatepost.awaitExit()).isZero();
                Map<String, String> closure = gatepost.awaitClosure(client);
                assertThat(closure)
                        .containsEntry("cause", "GatewayDraining")
                        .containsEntry("client.received", "1006")
                        .containsEntry("client.tcp", "aborted")
                        .containsEntry("upstream.tcp", "aborted");
            }
        }
    }
}
