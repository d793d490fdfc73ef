package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Routes that look into compressed messages, or compress by themselves, between clients and servers
 * of others: each end may have permessage-deflate or not.
 */
final class CompressionModesTest {
    private static final List<CompressionMode> MODES =
            List.of(
                    CompressionMode.INSPECT,
                    CompressionMode.BRIDGE,
                    CompressionMode.BRIDGE_WITH_TAKEOVER);

    private static final String WITHOUT_TAKEOVER =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final long SEED = 20_251;
    private static final List<String> SMALL =
            List.of("", "a", "grün 한국어 𝄞", "once more, once more");
    private static final String LARGE = "once more unto the breach, ".repeat(4_000);
    private static final int TIMES = 2;

    private static final Ensemble ENSEMBLE = new Ensemble();

    @AfterAll
    static void endAll() {
        ENSEMBLE.close();
    }

    /** All clients, and those that can leave it both with an offer and without. */
    static Stream<Arguments> rows() {
        return Stream.of(ClientSoftware.values())
                .flatMap(client ->
                        client.offers().stream().flatMap(offered -> rows(client, offered)));
    }

    private static Stream<Arguments> rows(ClientSoftware client, boolean offered) {
        return Stream.of(ServerSoftware.values())
                .flatMap(server ->
                        MODES.stream().map(mode -> Arguments.of(client, offered, server, mode)));
    }

    @ParameterizedTest(name = "{0} (offers: {1}) to {2} with {3}")
    @MethodSource("rows")
    void carriesMessagesBothWays(
            ClientSoftware client, boolean offered, ServerSoftware server, CompressionMode mode) {
        Conversation talk = ENSEMBLE.connect(client, server, mode, offer(client, offered, mode));
        for (int i = 0; i < TIMES; i++) {
            SMALL.forEach(talk::assertEchoed);
            talk.assertEchoed(LARGE);
            talk.server().perform(new Command.SendText("unasked " + i));
            talk.assertReceived("unasked " + i);
            talk.server().perform(new Command.SendPing("of the server"));
            assertThat(talk.server().next()).isEqualTo(new Event.Pong("of the server"));
            if (client.controlsFrames()) {
                talk.client().perform(new Command.SendFragments(List.of("한", "국", "어"), true));
                talk.assertReceived("한국어");
                talk.client().perform(new Command.SendPing("of the client"));
                assertThat(talk.client().next()).isEqualTo(new Event.Pong("of the client"));
            }
        }

        Map<String, String> record = talk.end();
        String answered = answered(offered, server, mode);
        assertThat(record).containsEntry("extensions", answered.isEmpty() ? "-" : answered);
        assertTold(talk, client, answered);
        assertCompressed(record, "client", !answered.isEmpty());
        assertCompressed(record, "upstream", server.compresses() && (offered || mode.bridges()));
    }

    private static Command.Deflate offer(
            ClientSoftware client, boolean offered, CompressionMode mode) {
        boolean asks = mode == CompressionMode.BRIDGE && !client.keepsToTheAnswer();
        return new Command.Deflate(offered, asks, asks, 0, 0);
    }

    /** What the client is answered, who asked for nothing or for no context takeover. */
    private static String answered(boolean offered, ServerSoftware server, CompressionMode mode) {
        return switch (mode) {
            case BRIDGE -> offered ? WITHOUT_TAKEOVER : "";
            case BRIDGE_WITH_TAKEOVER -> offered ? "permessage-deflate" : "";
            case TUNNEL, INSPECT -> offered && server.compresses() ? "permessage-deflate" : "";
        };
    }

    /** Jetty tells the parameters in an order of its own. */
    private static void assertTold(Conversation talk, ClientSoftware client, String answered) {
        assertThat(talk.extensionsOfClient().split("; ?", -1))
                .containsExactlyInAnyOrder(client.tells(answered).split("; ?", -1));
    }

    private static void assertCompressed(
            Map<String, String> record, String leg, boolean compressed) {
        int octets = Integer.parseInt(record.get(leg + ".octets"));
        if (compressed) {
            assertThat(octets).as(leg).isLessThan(LARGE.length() / 10);
        } else {
            assertThat(octets).as(leg).isGreaterThan(TIMES * LARGE.length());
        }
    }

    static Stream<Arguments> windows() {
        return MODES.stream()
                .flatMap(mode ->
                        IntStream.rangeClosed(9, 15).boxed().flatMap(bits -> windows(mode, bits)));
    }

    private static Stream<Arguments> windows(CompressionMode mode, int bits) {
        return Stream.of(
                Arguments.of(ClientSoftware.WS, ServerSoftware.WEBSOCKETS, mode, bits),
                Arguments.of(ClientSoftware.WEBSOCKETS, ServerSoftware.WS, mode, bits));
    }

    @ParameterizedTest(name = "{0} to {1} with {2}: {3} bits")
    @MethodSource("windows")
    void keepsToTheWindowsThatTheClientAsksFor(
            ClientSoftware client, ServerSoftware server, CompressionMode mode, int bits) {
        Conversation talk =
                ENSEMBLE.connect(
                        client, server, mode, new Command.Deflate(true, false, false, bits, bits));
        String text = repeatedBeyond(1 << bits);
        for (int i = 0; i < TIMES; i++) {
            talk.assertEchoed(text);
        }

        String answered =
                switch (mode) {
                    // How far a client looks back is its own affair where nothing of it is kept.
                    case BRIDGE -> WITHOUT_TAKEOVER + "; server_max_window_bits=" + bits;
                    case BRIDGE_WITH_TAKEOVER, INSPECT, TUNNEL ->
                            "permessage-deflate; server_max_window_bits=%1$d; client_max_window_bits=%1$d"
                                    .formatted(bits);
                };
        assertThat(talk.end()).containsEntry("extensions", answered);
        assertTold(talk, client, answered);
    }

    /** Noise that comes again from farther back than a window, so that one must not refer to it. */
    private static String repeatedBeyond(int window) {
        Random random = new Random(SEED);
        StringBuilder noise = new StringBuilder();
        while (noise.length() <= window) {
            noise.append(Integer.toString(random.nextInt(), Character.MAX_RADIX));
        }
        return noise.toString().repeat(3);
    }
}
