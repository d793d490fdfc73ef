package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any octets are an opening handshake or refused with a documented answer, and nothing else. Inputs
 * look like HTTP, so that seeds can be read and written by hand: a first line, then field lines.
 */
class OpeningHandshakeFuzzTest {
    private static final byte[] NONCE = "the sample nonce".getBytes(StandardCharsets.US_ASCII);
    private static final Headers UPGRADE =
            Headers.of("Upgrade", "websocket", "Connection", "Upgrade");

    /** First line: method, target and version. */
    @FuzzTest
    void acceptsOrRefusesARequest(byte[] input) {
        List<String> lines = lines(input);
        String[] first = (lines.getFirst() + "   ").split(" ", -1);
        OpeningRequest request =
                new OpeningRequest(
                        first[0], first[1], first[2], headers(lines.subList(1, lines.size())));
        switch (ServerHandshake.check(request)) {
            case RequestVerdict.Offer offer -> {
                Optional<String> subprotocol = offer.subprotocols().stream().findFirst();
                Headers answer = ServerHandshake.answer(offer, subprotocol, List.of());
                assertThat(answer.values("Sec-WebSocket-Accept"))
                        .singleElement()
                        .asString()
                        .hasSize(28);
                assertOfferedAgain(offer);
            }
            case RequestVerdict.Refusal(int status, Headers headers, String body) -> {
                assertThat(body).matches("[ -~]{1,120}");
                assertThat(headers)
                        .isIn(
                                switch (status) {
                                    case 400 -> List.of(Headers.of());
                                    case 405 -> List.of(Headers.of("Allow", "GET"));
                                    case 426 ->
                                            List.of(
                                                    UPGRADE,
                                                    UPGRADE.with("Sec-WebSocket-Version", "13"));
                                    default -> throw new AssertionError(status);
                                });
            }
        }
    }

    /** What a gateway passes on of an offer is the same offer to the next server. */
    private static void assertOfferedAgain(RequestVerdict.Offer offer) {
        Headers again =
                new ClientHandshake(NONCE, offer.subprotocols(), offer.extensions()).request();
        assertThat(
                        ServerHandshake.check(
                                new OpeningRequest(
                                        "GET", "/", "HTTP/1.1", again.with("Host", "a"))))
                .isEqualTo(
                        new RequestVerdict.Offer(
                                "dGhlIHNhbXBsZSBub25jZQ==",
                                offer.subprotocols(),
                                offer.extensions()));
    }

    /** First line: what the client offers as extensions; then the status; then the field lines. */
    @FuzzTest
    void establishesOrFindsAFault(byte[] input) {
        List<String> lines = lines(input);
        List<String> subprotocols = List.of("chat", "superchat");
        List<Extension> extensions =
                ExtensionHeader.parse(lines.subList(0, 1))
                                instanceof ExtensionHeader.Listed(List<Extension> listed)
                        ? listed
                        : List.of();
        int status = lines.size() > 1 && lines.get(1).equals("101") ? 101 : lines.size();
        Headers headers = headers(lines.subList(Math.min(2, lines.size()), lines.size()));
        switch (new ClientHandshake(NONCE, subprotocols, extensions)
                .check(new OpeningAnswer(status, headers))) {
            case AnswerVerdict.Established established -> {
                assertThat(status).isEqualTo(101);
                established
                        .subprotocol()
                        .ifPresent(name -> assertThat(subprotocols).contains(name));
                assertThat(extensions)
                        .extracting(Extension::name)
                        .containsAll(
                                established.extensions().stream().map(Extension::name).toList());
                assertThat(established.extensions()).hasSizeLessThanOrEqualTo(1);
            }
            case AnswerVerdict.Faulty(HandshakeFault fault, String description) ->
                    assertThat(description).as(fault.name()).matches("[ -~]{1,90}");
        }
    }

    private static List<String> lines(byte[] input) {
        return List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
    }

    private static Headers headers(List<String> lines) {
        List<Header> headers = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon >= 0) {
                headers.add(
                        new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        return Headers.of(headers);
    }
}
