package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningKeyTest {
    @Test
    void theExampleOfTheRfc() {
        byte[] nonce = "the sample nonce".getBytes(StandardCharsets.US_ASCII);
        assertThat(OpeningKey.of(nonce)).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(OpeningKey.accept("dGhlIHNhbXBsZSBub25jZQ=="))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void aNonceHas16Octets(int octets) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpeningKey.of(new byte[octets]))
                .withMessage("a nonce has 16 octets, not " + octets);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            textBlock =
                    """
                    dGhlIHNhbXBsZSBub25jZQ==,     true,  16 octets
                    ++++////++++////++++//==,     true,  all of the alphabet
                    dGhlIHNhbXBsZSBub25jZR==,     true,  stray bits behind the 16th octet
                    dGhlIHNhbXBsZSBub25jZQ,       false, no padding
                    dGhlIHNhbXBsZSBub25jZQ=,      false, half of the padding
                    dGhlIHNhbXBsZSBub25jZQQ=,     false, 17 octets
                    dGhlIHNhbXBsZSBub25jZQQQ,     false, 18 octets
                    dGhlIHNhbXBsZSBub25j,         false, 15 octets
                    dGhlIHNhbXBsZSBub25-_Q==,     false, the alphabet of URLs
                    dGhlIHNhbXBsZSBub25 ZQ==,     false, a space
                    dGhlIHNhbXBsZSBub2==ZQ==,     false, padding inside
                    dGhlIHNhbXBsZSBub25\u00E9ZQ==, false, not ASCII
                    '',                           false, nothing
                    """)
    void aKeyIs16OctetsInBase64(String key, boolean valid, String name) {
        assertThat(OpeningKey.isValid(key)).as(name).isEqualTo(valid);
    }
}
