package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesOrdinaryTextAlone() {
        assertThat(Printable.of("Grüße, 안녕, 😀 \"q\" \\n")).isEqualTo("Grüße, 안녕, 😀 \"q\" \\n");
    }

    @Test
    void escapesWhatEndsALineOrSteersATerminal() {
        assertThat(Printable.of("a\nb\rc\td\u001b[31m\u0000\u007f\u0085\u2028\u2029"))
                .isEqualTo("a\\nb\\rc\\td\\u001B[31m\\u0000\\u007F\\u0085\\u2028\\u2029");
    }

    @Test
    void escapesWhatChangesTheOrderOrHides() {
        assertThat(Printable.of("\u202Eevil\u2066\u200B\uFEFF\uDB40\uDC41"))
                .isEqualTo("\\u202Eevil\\u2066\\u200B\\uFEFF\\uDB40\\uDC41");
    }

    @Test
    void escapesHalvesOfSurrogatePairs() {
        assertThat(Printable.of("\uD800x\uDC00")).isEqualTo("\\uD800x\\uDC00");
    }

    @Test
    void clipsAtCodePoints() {
        assertThat(Printable.clipped("😀😀😀", 2)).isEqualTo("😀😀...");
        assertThat(Printable.clipped("😀😀", 2)).isEqualTo("😀😀");
    }

    @Test
    void letsNothingUnsafeThroughWhateverTheText() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                text.append((char) random.nextInt(0x10000));
            }
            assertThat(Printable.of(text.toString()).codePoints().filter(Printable::isUnsafe))
                    .isEmpty();
        }
    }
}
