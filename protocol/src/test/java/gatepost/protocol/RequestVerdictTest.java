package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestVerdictTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Test
    void anOfferHasAKeyOf16Octets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestVerdict.Offer("short", List.of(), List.of()))
                .withMessage("not 16 octets in base64: short");
    }

    @Test
    void anOfferHasUniqueSubprotocolsThatAreTokens() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestVerdict.Offer(KEY, List.of("a b"), List.of()))
                .withMessage("not a token: a b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestVerdict.Offer(KEY, List.of("a", "a"), List.of()))
                .withMessage("a subprotocol twice in [a, a]");
    }
}
