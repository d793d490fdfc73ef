package gatepost.protocol;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RFC 6455 §4.1. In the table a dot stands for nothing, and a slash between two field lines. The
 * client offers the subprotocols chat and superchat, and the extensions foo and permessage-deflate
 * with a window of 10 bits for the server.
 */
class ClientHandshakeTest {
    private static final byte[] NONCE = "the sample nonce".getBytes(StandardCharsets.US_ASCII);
    private static final Headers ANSWER =
            Headers.of(
                    "Upgrade", "websocket",
                    "Connection", "Upgrade",
                    "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    private static final ClientHandshake CLIENT =
            new ClientHandshake(
                    NONCE,
                    List.of("chat", "superchat"),
                    listed("foo, permessage-deflate; server_max_window_bits=10"));

    private static final String FAULTS =
            """
            200 | .                    | .                                                        | STATUS                  | HTTP 200                                          | 4.1-1 the status is 200
            500 | .                    | .                                                        | STATUS                  | HTTP 500                                          | 4.1-1 the status is 500
            100 | .                    | .                                                        | STATUS                  | HTTP 100                                          | 4.1-1 the status is another of 1xx
            101 | Upgrade              | .                                                        | UPGRADE_MISSING         | no Upgrade: websocket in the answer               | 4.1-2 Upgrade is missing
            101 | Upgrade              | Upgrade:                                                 | UPGRADE_MISSING         | no Upgrade: websocket in the answer               | 4.1-2 Upgrade is empty
            101 | Upgrade              | Upgrade: h2c                                             | UPGRADE_MISSING         | Upgrade is h2c, not websocket                     | 4.1-2 Upgrade is another protocol
            101 | .                    | Upgrade: h2c                                             | UPGRADE_MISSING         | Upgrade is h2c, not websocket                     | 4.1-2 Upgrade is also another protocol
            101 | Connection           | .                                                        | CONNECTION_MISSING      | no Connection: Upgrade in the answer              | 4.1-3 Connection is missing
            101 | Connection           | Connection: close                                        | CONNECTION_MISSING      | no Connection: Upgrade in the answer              | 4.1-3 Connection has another token
            101 | Sec-WebSocket-Accept | .                                                        | ACCEPT_MISSING          | Sec-WebSocket-Accept is missing                   | 4.1-4 the accept is missing
            101 | Sec-WebSocket-Accept | Sec-WebSocket-Accept:                                    | ACCEPT_WRONG            | Sec-WebSocket-Accept is wrong                     | 4.1-4 the accept is empty
            101 | Sec-WebSocket-Accept | Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=       | ACCEPT_WRONG            | Sec-WebSocket-Accept is wrong                     | 4.1-4 the accept has another case
            101 | Sec-WebSocket-Accept | Sec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==           | ACCEPT_WRONG            | Sec-WebSocket-Accept is wrong                     | 4.1-4 the accept echoes the key
            101 | .                    | Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=       | ACCEPT_REPEATED         | Sec-WebSocket-Accept is repeated                  | 11.3.3 the accept is repeated
            101 | .                    | Sec-WebSocket-Protocol: mqtt                             | SUBPROTOCOL_NOT_OFFERED | subprotocol mqtt was not offered                  | 4.1-6 the subprotocol was not offered
            101 | .                    | Sec-WebSocket-Protocol: Chat                             | SUBPROTOCOL_NOT_OFFERED | subprotocol Chat was not offered                  | 4.1-6 the subprotocol has another case
            101 | .                    | Sec-WebSocket-Protocol:                                  | SUBPROTOCOL_NOT_OFFERED | Sec-WebSocket-Protocol is empty                   | 4.2.2 the empty subprotocol is not legal
            101 | .                    | Sec-WebSocket-Protocol: chat, superchat                  | SUBPROTOCOL_REPEATED    | more than one subprotocol in the answer           | 4.3 two subprotocols in one line
            101 | .                    | Sec-WebSocket-Protocol: chat / Sec-WebSocket-Protocol: chat | SUBPROTOCOL_REPEATED | more than one subprotocol in the answer           | 11.3.4 two subprotocols in two lines
            101 | .                    | Sec-WebSocket-Extensions: permessage-deflate; =          | EXTENSION_MALFORMED     | Sec-WebSocket-Extensions: no parameter name at character 21 | 9.1 extensions are malformed
            101 | .                    | Sec-WebSocket-Extensions:                                | EXTENSION_MALFORMED     | Sec-WebSocket-Extensions: no extension at character 1 | 9.1 extensions are one or more
            101 | .                    | Sec-WebSocket-Extensions: bar; a                         | EXTENSION_NOT_OFFERED   | extension bar was not offered                     | 4.1-5 the extension was not offered
            101 | .                    | Sec-WebSocket-Extensions: Permessage-Deflate             | EXTENSION_NOT_OFFERED   | extension Permessage-Deflate was not offered      | 4.1-5 the extension has another case
            101 | .                    | Sec-WebSocket-Extensions: foo                            | EXTENSION_NOT_OFFERED   | extension foo is not supported                    | the extension was offered for somebody else
            101 | .                    | Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9, permessage-deflate | EXTENSION_REPEATED | extension permessage-deflate is repeated | RFC 7692 6 two extensions want RSV1
            101 | .                    | Sec-WebSocket-Extensions: permessage-deflate; foo        | EXTENSION_PARAMETERS    | foo is unknown                                    | RFC 7692 7 an unknown parameter
            101 | .                    | Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=11 | EXTENSION_PARAMETERS | server_max_window_bits is 11, offered was 10 | RFC 7692 7.1.2.1 a larger window than offered
            101 | .                    | Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9; client_max_window_bits=9 | EXTENSION_PARAMETERS | client_max_window_bits was not offered | RFC 7692 7.1.2.2 a window limit that was not offered
            """;

    private static List<Extension> listed(String value) {
        return switch (ExtensionHeader.parse(List.of(value))) {
            case ExtensionHeader.Listed(List<Extension> extensions) -> extensions;
            case ExtensionHeader.Malformed malformed ->
                    throw new AssertionError(malformed.description());
        };
    }

    /** The valid answer without the lines of this name, and with these. */
    private static Headers changed(String without, String lines) {
        Headers headers = ANSWER.without(without);
        if (!lines.equals(".")) {
            for (String line : lines.split(" / ", -1)) {
                int colon = line.indexOf(':');
                headers = headers.with(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    @ParameterizedTest(name = "{5}")
    @CsvSource(delimiter = '|', textBlock = FAULTS)
    void failsForTheFirstFault(
            int status,
            String without,
            String with,
            HandshakeFault fault,
            String description,
            String name) {
        assertThat(CLIENT.check(new OpeningAnswer(status, changed(without, with))))
                .as(name)
                .isEqualTo(new AnswerVerdict.Faulty(fault, description));
    }

    @Test
    void theTableHoldsEveryFault() {
        Set<HandshakeFault> faults =
                FAULTS.lines()
                        .map(line -> HandshakeFault.valueOf(line.split("\\|", -1)[3].strip()))
                        .collect(toSet());
        assertThat(faults).containsExactlyInAnyOrder(HandshakeFault.values());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    .          | .                                               | the RFC's example
                    Upgrade    | upgrade: WebSocket                              | 4.1-2 Upgrade in any case
                    Connection | connection: keep-alive, UPGRADE                 | 4.1-3 Connection lists upgrade, in any case
                    .          | Sec-WebSocket-Version: 8                        | other fields don't matter
                    """)
    void isEstablished(String without, String with, String name) {
        assertThat(CLIENT.check(new OpeningAnswer(101, changed(without, with))))
                .as(name)
                .isEqualTo(new AnswerVerdict.Established(Optional.empty(), List.of()));
    }

    @Test
    void isEstablishedWithWhatTheServerChose() {
        Headers headers =
                ANSWER.with("sec-websocket-protocol", "superchat")
                        .with(
                                "sec-websocket-extensions",
                                "permessage-deflate; server_max_window_bits=10");
        assertThat(CLIENT.check(new OpeningAnswer(101, headers)))
                .isEqualTo(
                        new AnswerVerdict.Established(
                                Optional.of("superchat"),
                                listed("permessage-deflate; server_max_window_bits=10")));
    }

    @Test
    void extensionsMayBeSplitOverLines() {
        Headers headers =
                ANSWER.with("Sec-WebSocket-Extensions", "")
                        .with(
                                "Sec-WebSocket-Extensions",
                                "permessage-deflate; server_max_window_bits=8");
        assertThat(CLIENT.check(new OpeningAnswer(101, headers)))
                .isInstanceOf(AnswerVerdict.Established.class);
    }

    @Test
    void whoOffersNothingAcceptsNothing() {
        ClientHandshake client = new ClientHandshake(NONCE, List.of(), List.of());
        assertThat(
                        client.check(
                                new OpeningAnswer(
                                        101, ANSWER.with("Sec-WebSocket-Protocol", "chat"))))
                .isEqualTo(
                        new AnswerVerdict.Faulty(
                                HandshakeFault.SUBPROTOCOL_NOT_OFFERED,
                                "subprotocol chat was not offered"));
        assertThat(
                        client.check(
                                new OpeningAnswer(
                                        101,
                                        ANSWER.with(
                                                "Sec-WebSocket-Extensions", "permessage-deflate"))))
                .isEqualTo(
                        new AnswerVerdict.Faulty(
                                HandshakeFault.EXTENSION_NOT_OFFERED,
                                "extension permessage-deflate was not offered"));
    }

    @Test
    void descriptionsAreShortWhateverThePeerWrites() {
        Headers headers = ANSWER.with("Sec-WebSocket-Protocol", "\u001B[31m" + "é".repeat(1000));
        assertThat(CLIENT.check(new OpeningAnswer(101, headers)))
                .isEqualTo(
                        new AnswerVerdict.Faulty(
                                HandshakeFault.SUBPROTOCOL_NOT_OFFERED,
                                "subprotocol ?[31m" + "?".repeat(32) + "... was not offered"));
    }

    @Test
    void asksForWhatItOffers() {
        assertThat(CLIENT.request())
                .isEqualTo(
                        Headers.of(
                                "Upgrade", "websocket",
                                "Connection", "Upgrade",
                                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                                "Sec-WebSocket-Version", "13",
                                "Sec-WebSocket-Protocol", "chat, superchat",
                                "Sec-WebSocket-Extensions",
                                        "foo, permessage-deflate; server_max_window_bits=10"));
        assertThat(new ClientHandshake(NONCE, List.of(), List.of()).request())
                .isEqualTo(
                        Headers.of(
                                "Upgrade", "websocket",
                                "Connection", "Upgrade",
                                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                                "Sec-WebSocket-Version", "13"));
    }

    @Test
    void mistakesOfTheCallerAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientHandshake(new byte[15], List.of(), List.of()))
                .withMessage("a nonce has 16 octets, not 15");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientHandshake(NONCE, List.of("a", "a"), List.of()))
                .withMessage("a subprotocol twice in [a, a]");
    }

    @Test
    void clientAndServerAgree() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            byte[] nonce = new byte[16];
            random.nextBytes(nonce);
            List<String> subprotocols = someOf(List.of("a", "A", "v1.b", "!", "x-y"), random);
            List<Extension> extensions =
                    someOf(
                            listed(
                                    "foo; bar=1, permessage-deflate, permessage-deflate;"
                                            + " client_max_window_bits, x"),
                            random);
            ClientHandshake client = new ClientHandshake(nonce, subprotocols, extensions);
            RequestVerdict verdict =
                    ServerHandshake.check(
                            new OpeningRequest(
                                    "GET", "/", "HTTP/1.1", client.request().with("Host", "a")));
            assertThat(verdict)
                    .as("seed %d", seed)
                    .isInstanceOfSatisfying(
                            RequestVerdict.Offer.class,
                            offer -> {
                                assertThat(offer.subprotocols()).isEqualTo(subprotocols);
                                assertThat(offer.extensions()).isEqualTo(extensions);
                                assertAgreed(client, offer, seed);
                            });
        }
    }

    private static void assertAgreed(
            ClientHandshake client, RequestVerdict.Offer offer, long seed) {
        Optional<String> subprotocol = offer.subprotocols().stream().findFirst();
        List<Extension> accepted =
                offer.extensions().stream()
                                .anyMatch(extension ->
                                        extension.name().equals(PermessageDeflate.NAME))
                        ? listed("permessage-deflate; server_max_window_bits=12")
                        : List.of();
        assertThat(
                        client.check(
                                new OpeningAnswer(
                                        101, ServerHandshake.answer(offer, subprotocol, accepted))))
                .as("seed %d", seed)
                .isEqualTo(new AnswerVerdict.Established(subprotocol, accepted));
    }

    private static <T> List<T> someOf(List<T> all, Random random) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, random.nextInt(all.size() + 1)));
    }
}
