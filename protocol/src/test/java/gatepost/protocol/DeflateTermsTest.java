package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gatepost.protocol.DeflateTerms.Compressor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer means for each end, RFC 7692 §7.1. */
final class DeflateTermsTest {
    /** From whether there is context takeover, and window bits. */
    static Compressor terms(String words) {
        String[] parts = words.split(" +", 2);
        return new Compressor(Boolean.parseBoolean(parts[0]), Integer.parseInt(parts[1]));
    }

    private static Extension extension(String value) {
        return switch (ExtensionHeader.parse(List.of(value))) {
            case ExtensionHeader.Listed(List<Extension> listed) -> listed.getFirst();
            case ExtensionHeader.Malformed malformed ->
                    throw new AssertionError(malformed.description());
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    permessage-deflate                             | true  15 | true  15
                    permessage-deflate; server_no_context_takeover | true  15 | false 15
                    permessage-deflate; client_no_context_takeover | false 15 | true  15
                    permessage-deflate; server_max_window_bits=8   | true  15 | true   8
                    permessage-deflate; client_max_window_bits=9   | true   9 | true  15
                    """)
    void sayWhatEachEndKeepsTo(String answer, String client, String server) {
        DeflateTerms agreed =
                PermessageDeflate.agreed(List.of(extension(answer)))
                        .map(DeflateTerms::of)
                        .orElseThrow();
        assertThat(agreed.of(Sender.CLIENT)).isEqualTo(terms(client));
        assertThat(agreed.of(Sender.SERVER)).isEqualTo(terms(server));
    }

    @Test
    void thereAreNoneWhereNothingWasAgreed() {
        assertThat(PermessageDeflate.agreed(List.of())).isEqualTo(Optional.empty());
        assertThat(PermessageDeflate.agreed(List.of(extension("foo")))).isEqualTo(Optional.empty());
    }

    @Test
    void anOfferIsNoAnswer() {
        Extension offer = extension("permessage-deflate; client_max_window_bits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermessageDeflate.agreed(List.of(offer)))
                .withMessage("client_max_window_bits has no value");
        PermessageDeflate parameters = new DeflateWishes(true).offer();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeflateTerms.of(parameters))
                .withMessage("not an answer: permessage-deflate; client_max_window_bits");
    }

    @ParameterizedTest
    @CsvSource({"7", "16"})
    void windowBitsAreFrom8To15(int bits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Compressor(true, bits))
                .withMessage("window bits are from 8 to 15, not " + bits);
    }
}
