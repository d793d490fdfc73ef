package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Headers;
import gatepost.protocol.RequestVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private static final Admission STRICT =
            new Admission(
                    new Origins(List.of("https://a.test")),
                    List.of("chat", "chat2"),
                    new RequestFields(Map.of("X-Key", Optional.empty()), Map.of(), List.of()),
                    OnRefusal.HTTP);

    private static List<String> words(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://a.test | X-Key   | chat       |
                    https://a.test | X-Key   | other chat |
                    https://a.test | X-Key   | ''         |
                    https://a.test | X-Key   | other      | 400 gatepost: none of the subprotocols offered is allowed here
                    https://a.test | X-Key   | Chat       | 400 gatepost: none of the subprotocols offered is allowed here
                    https://a.test | X-Other | other      | 403 gatepost: X-Key is missing
                    https://b.test | X-Other | other      | 403 gatepost: origin https://b.test is not allowed here
                    """)
    void theFirstRuleThatIsBrokenDecides(
            String origin, String field, String offered, String refusal) {
        Headers headers = Headers.of("Origin", origin, field, "1");

        assertThat(STRICT.refusal(headers, words(offered)))
                .map(Refusal::answer)
                .map(PlainAnswer::toString)
                .isEqualTo(Optional.ofNullable(refusal));
        assertThat(Admission.OPEN.refusal(headers, words(offered))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chat,              chat,       chat",
        "chat2 x chat y,    chat2 chat, chat2 x chat y",
        "'',                '',         ''"
    })
    void onlySubprotocolsThatAreAllowedGoOnInTheirOrder(
            String offered, String strict, String open) {
        RequestVerdict.Offer offer =
                new RequestVerdict.Offer(Requests.KEY, words(offered), List.of());

        assertThat(STRICT.allowed(offer).subprotocols()).isEqualTo(words(strict));
        assertThat(Admission.OPEN.allowed(offer).subprotocols()).isEqualTo(words(open));
    }
}
