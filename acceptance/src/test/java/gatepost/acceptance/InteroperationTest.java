package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every client of others with every server of others, with the gateway between them. */
final class InteroperationTest {
    private static final String PAIR = "{0} to {1}";
    private static final int MEBI = 1 << 20;

    private static final Ensemble ENSEMBLE = new Ensemble();

    @AfterAll
    static void endAll() {
        ENSEMBLE.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(ClientSoftware.values())
                .flatMap(client ->
                        Stream.of(ServerSoftware.values())
                                .map(server -> Arguments.of(client, server)));
    }

    static Stream<Arguments> pairsWhoseClientControlsFrames() {
        return pairs().filter(pair -> ((ClientSoftware) pair.get()[0]).controlsFrames());
    }

    static Stream<Arguments> pairsWhoseClientClosesWithoutCode() {
        return pairs().filter(pair -> ((ClientSoftware) pair.get()[0]).closesWithoutCode())
                .filter(pair -> ((ServerSoftware) pair.get()[1]).reportsThatThereWasNoCode());
    }

    static Stream<Arguments> pairsWhoseServerClosesWithoutCode() {
        return pairs().filter(pair -> ((ServerSoftware) pair.get()[1]).closesWithoutCode());
    }

    static Stream<Arguments> pairsThatCompress() {
        return pairs().filter(pair -> ((ClientSoftware) pair.get()[0]).offers().contains(true))
                .filter(pair -> ((ServerSoftware) pair.get()[1]).compresses());
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void echoesText(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);
        for (String text : List.of("", "a", "grün", "한국어", "𝄞", "€".repeat(MEBI / 3) + "!")) {
            talk.assertEchoed(text);
        }

        assertThat(talk.end())
                .containsEntry("client.messages", "6")
                .containsEntry("upstream.messages", "6");
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void echoesBinary(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);
        Random random = new Random(1);
        for (int size : List.of(0, 1, 125, 126, 65_535, 65_536, MEBI)) {
            byte[] octets = new byte[size];
            random.nextBytes(octets);
            String base64 = Base64.getEncoder().encodeToString(octets);
            talk.client().perform(new Command.SendBinary(base64));
            String received = talk.client().next(Event.Binary.class).base64();
            assertThat(received.equals(base64)).as("the message of " + size).isTrue();
        }

        assertThat(talk.end())
                .containsEntry("client.messages", "7")
                .containsEntry("upstream.messages", "7");
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void echoesAThousandMessagesInARow(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);

        talk.client().perform(new Command.SendNumbers(1000));

        for (int i = 0; i < 1000; i++) {
            assertThat(talk.client().next()).isEqualTo(new Event.Text(Integer.toString(i)));
        }
        assertThat(talk.end()).containsEntry("upstream.messages", "1000");
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairsWhoseClientControlsFrames")
    void echoesAMessageInFragments(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);

        talk.client().perform(new Command.SendFragments(List.of("한", "국", "어"), true));

        talk.assertReceived("한국어");
        assertThat(talk.end()).containsEntry("client.messages", "1");
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairsWhoseClientControlsFrames")
    void carriesPingsOfClientsAndThePongs(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);

        talk.client().perform(new Command.SendPing("are you there?"));

        assertThat(talk.client().next()).isEqualTo(new Event.Pong("are you there?"));
        talk.end();
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void carriesPingsOfServersAndThePongs(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);

        talk.server().perform(new Command.SendPing("are you there?"));

        assertThat(talk.server().next()).isEqualTo(new Event.Pong("are you there?"));
        talk.end();
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void letsBothEndsAgreeOnASubprotocol(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server, "chat.v2", "chat.v1");

        assertThat(talk.end()).containsEntry("subprotocol", "chat.v1");
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairsThatCompress")
    void passesCompressedMessagesOn(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);
        String text = "to be compressed ".repeat(10_000);

        talk.assertEchoed(text);
        talk.assertEchoed(text); // with what the first one left in the windows

        Map<String, String> record = talk.end();
        assertThat(record.get("extensions")).startsWith("permessage-deflate");
        assertThat(Integer.parseInt(record.get("client.octets"))).isLessThan(text.length() / 10);
        assertThat(Integer.parseInt(record.get("upstream.octets"))).isLessThan(text.length() / 10);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void closesAsTheClientDoes(ClientSoftware client, ServerSoftware server) {
        for (Event.Closed close :
                List.of(
                        new Event.Closed(1000, "bye"),
                        new Event.Closed(3000, ""),
                        new Event.Closed(4999, "안녕히 계세요"))) {
            Conversation talk = ENSEMBLE.connect(client, server);

            talk.client().perform(new Command.Close(close.code(), close.reason()));

            assertThat(talk.server().next()).isEqualTo(close);
            Event.Closed reply = talk.client().next(Event.Closed.class);
            assertThat(reply.code()).isEqualTo(close.code());
            assertThat(reply.wasClean()).isTrue();
            Map<String, String> record = talk.record("ClientClosed");
            assertReceived(record, "client", close);
            assertSent(record, "upstream", close);
            assertReplied(record, "upstream", server.repliesTo(close.code()), "client", close);
        }
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void closesAsTheServerDoes(ClientSoftware client, ServerSoftware server) {
        for (Event.Closed close : server.closes()) {
            Conversation talk = ENSEMBLE.connect(client, server);

            talk.server().perform(new Command.Close(close.code(), close.reason()));

            assertThat(talk.client().next()).isEqualTo(close);
            Event.Closed reply = talk.server().next(Event.Closed.class);
            assertThat(reply.code()).isEqualTo(close.code());
            Map<String, String> record = talk.record("UpstreamClosed");
            assertReceived(record, "upstream", close);
            assertSent(record, "client", close);
            assertReplied(record, "client", client.repliesTo(close.code()), "upstream", close);
        }
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairsWhoseClientClosesWithoutCode")
    void tellsTheServerNoCodeWhereThereIsNone(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);

        talk.client().perform(new Command.CloseWithoutCode());

        assertThat(talk.server().next()).isEqualTo(new Event.Closed(1005, ""));
        talk.client().next(Event.Closed.class);
        assertThat(talk.record("ClientClosed"))
                .containsEntry("client.received", "1005")
                .containsEntry("upstream.sent", "1005");
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairsWhoseServerClosesWithoutCode")
    void tellsTheClientNoCodeWhereThereIsNone(ClientSoftware client, ServerSoftware server) {
        Conversation talk = ENSEMBLE.connect(client, server);

        talk.server().perform(new Command.CloseWithoutCode());

        assertThat(talk.client().next()).isEqualTo(new Event.Closed(1005, ""));
        talk.server().next(Event.Closed.class);
        assertThat(talk.record("UpstreamClosed"))
                .containsEntry("upstream.received", "1005")
                .containsEntry("client.sent", "1005");
    }

    private static void assertReceived(Map<String, String> record, String leg, Event.Closed close) {
        assertThat(record)
                .containsEntry(leg + ".received", Integer.toString(close.code()))
                .containsEntry(leg + ".reason", close.reason().isEmpty() ? "-" : close.reason());
    }

    private static void assertSent(Map<String, String> record, String leg, Event.Closed close) {
        assertThat(record)
                .containsEntry(leg + ".sent", Integer.toString(close.code()))
                .containsEntry(
                        leg + ".sent-reason", close.reason().isEmpty() ? "-" : close.reason());
    }

    /**
     * The gateway passes the reply on, or, where it could not be had, gives the Close frame back.
     * Whether a reply repeats the reason is up to the library.
     */
    private static void assertReplied(
            Map<String, String> record,
            String from,
            List<String> replies,
            String to,
            Event.Closed close) {
        assertThat(record.get(from + ".received")).isIn(replies);
        assertThat(record).containsEntry(to + ".sent", Integer.toString(close.code()));
        if (!record.get(from + ".received").equals("1006")) {
            assertThat(record).containsEntry(to + ".sent-reason", record.get(from + ".reason"));
        }
    }
}
