package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters of permessage-deflate (RFC 7692 §7.1) that two ends agree on through the gateway. */
final class CompressionParametersTest {
    private static final Ensemble ENSEMBLE = new Ensemble();

    @AfterAll
    static void endAll() {
        ENSEMBLE.close();
    }

    @ParameterizedTest(name = "{0} to {1}: {6}")
    @CsvSource(
            textBlock =
                    """
                    WS,         WS,         false, false,  0,  0, permessage-deflate
                    WS,         WS,         true,  false,  0,  0, permessage-deflate; server_no_context_takeover
                    WS,         WS,         true,  true,  10,  9, permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=9
                    WS,         WEBSOCKETS, false, true,   0,  0, permessage-deflate; client_no_context_takeover
                    WS,         WEBSOCKETS, true,  true,  10,  9, permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=9
                    WS,         JETTY,      true,  true,   0,  0, permessage-deflate; client_no_context_takeover; server_no_context_takeover
                    WS,         UNDERTOW,   true,  true,   0,  0, permessage-deflate; server_no_context_takeover; client_no_context_takeover
                    WEBSOCKETS, WS,         true,  true,  10,  9, permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=9
                    WEBSOCKETS, WEBSOCKETS, false, false, 12, 11, permessage-deflate; server_max_window_bits=12; client_max_window_bits=11
                    WEBSOCKETS, JETTY,      true,  false,  0,  0, permessage-deflate; server_no_context_takeover
                    """)
    void agreeOnWhatTheClientAsksFor(
            ClientSoftware client,
            ServerSoftware server,
            boolean serverNoContextTakeover,
            boolean clientNoContextTakeover,
            int serverMaxWindowBits,
            int clientMaxWindowBits,
            String agreed) {
        Conversation talk =
                ENSEMBLE.connect(
                        client,
                        server,
                        CompressionMode.TUNNEL,
                        new Command.Deflate(
                                true,
                                serverNoContextTakeover,
                                clientNoContextTakeover,
                                serverMaxWindowBits,
                                clientMaxWindowBits));
        String text = "once more unto the breach, ".repeat(4_000);

        talk.assertEchoed(text);
        talk.assertEchoed(text);

        Map<String, String> record = talk.end();
        assertThat(record).containsEntry("extensions", agreed);
        assertThat(Integer.parseInt(record.get("client.octets"))).isLessThan(text.length() / 10);
        assertThat(Integer.parseInt(record.get("upstream.octets"))).isLessThan(text.length() / 10);
    }
}
