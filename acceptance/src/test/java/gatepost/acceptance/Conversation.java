package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** One connection through the gateway. */
final class Conversation {
    private final Peer client;
    private final Peer server;
    private final Gatepost gatepost;
    private String extensionsOfClient = "";
    private String extensionsOfServer = "";
    private boolean ended;

    Conversation(Peer client, Peer server, Gatepost gatepost) {
        this.client = client;
        this.server = server;
        this.gatepost = gatepost;
    }

    /** Opens the connection; fails unless both ends agree about the subprotocol. */
    void open(Command.Connect connect) {
        client.perform(connect);
        Event.Opened there = server.next(Event.Opened.class);
        Event.Opened here = client.next(Event.Opened.class);
        assertThat(here.subprotocol()).isEqualTo(there.subprotocol());
        extensionsOfClient = here.extensions();
        extensionsOfServer = there.extensions();
    }

    Peer client() {
        return client;
    }

    Peer server() {
        return server;
    }

    /** As the client was told; empty where its library does not tell. */
    String extensionsOfClient() {
        return extensionsOfClient;
    }

    /** As the server answered; empty where its library does not tell. */
    String extensionsOfServer() {
        return extensionsOfServer;
    }

    /** Whether it came to its record, so that the next one can begin. */
    boolean ended() {
        return ended;
    }

    void assertEchoed(String text) {
        client.perform(new Command.SendText(text));
        assertReceived(text);
    }

    /** Compares long texts without printing them. */
    void assertReceived(String text) {
        String received = client.next(Event.Text.class).text();
        assertThat(received).hasSameSizeAs(text);
        assertThat(received.equals(text)).as("the text of " + text.length()).isTrue();
    }

    /** Ends it in order, where the test was not about that; returns the record. */
    Map<String, String> end() {
        client.perform(new Command.Close(1000, ""));
        assertThat(client.next()).isEqualTo(new Event.Closed(1000, ""));
        assertThat(server.next()).isEqualTo(new Event.Closed(1000, ""));
        return record("ClientClosed");
    }

    /** The record, when both ends have told all that they had to. */
    Map<String, String> record(String cause) {
        Map<String, String> record = gatepost.awaitNextClosure();
        assertThat(record).containsEntry("cause", cause);
        client.assertNothingLeft();
        server.assertNothingLeft();
        ended = true;
        return record;
    }
}
