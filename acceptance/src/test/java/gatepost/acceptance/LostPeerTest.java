package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other end of a connection is told when one is killed, or was never there. */
final class LostPeerTest {
    private static final Ensemble ENSEMBLE = new Ensemble();

    @AfterAll
    static void endAll() {
        ENSEMBLE.close();
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({
        "WS, WEBSOCKETS",
        "WEBSOCKETS, WS",
        "JETTY, WS",
        "JDK, WEBSOCKETS",
        "CHROMIUM, WS",
    })
    void tellsTheClientThatTheServerWasKilledWithinAMessage(
            ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);
        talk.server().perform(new Command.SendFragments(List.of("this is not all, "), false));
        talk.server().perform(new Command.SendPing("behind the fragment"));
        assertThat(talk.server().next()).isEqualTo(new Event.Pong("behind the fragment"));

        talk.server().close(); // SIGKILL

        assertThat(talk.client().next())
                .isEqualTo(new Event.Closed(1014, "upstream: connection lost", true));
        Map<String, String> record = talk.record("UpstreamLost");
        assertThat(record)
                .containsEntry("upstream.received", "1006")
                .containsEntry("upstream.sent", "-")
                .containsEntry("client.sent", "1014");
        assertThat(record.get("client.received")).isIn(client.repliesTo(1014));
        ENSEMBLE.forget(server);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "WS, WS",
        "WS, WEBSOCKETS",
        "WEBSOCKETS, JETTY",
        "WEBSOCKETS, UNDERTOW",
    })
    void tellsTheServerThatTheClientWasKilledWithinAMessage(
            ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);
        talk.client().perform(new Command.SendFragments(List.of("this is not all, "), false));
        talk.client().perform(new Command.SendPing("behind the fragment"));
        assertThat(talk.client().next()).isEqualTo(new Event.Pong("behind the fragment"));

        talk.client().close(); // SIGKILL

        assertThat(talk.server().next())
                .isEqualTo(new Event.Closed(1001, "client: connection lost"));
        assertThat(talk.record("ClientLost"))
                .containsEntry("client.received", "1006")
                .containsEntry("client.sent", "-")
                .containsEntry("upstream.sent", "1001");
        ENSEMBLE.forget(client);
    }
}
