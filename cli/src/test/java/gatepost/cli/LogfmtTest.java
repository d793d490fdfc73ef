package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogfmtTest {
    static List<Arguments> values() {
        return List.of(
                Arguments.of("plain", "plain"),
                Arguments.of("/**", "/**"),
                Arguments.of("ws://[::1]:80/a", "ws://[::1]:80/a"),
                Arguments.of("안녕", "안녕"),
                Arguments.of("", "\"\""),
                Arguments.of("-", "\"-\""),
                Arguments.of("two words", "\"two words\""),
                Arguments.of("a=b", "\"a=b\""),
                Arguments.of("say \"hi\"", "\"say \\\"hi\\\"\""),
                Arguments.of("back\\slash", "\"back\\\\slash\""),
                Arguments.of("bye\nINFO closed cause=x", "\"bye\\nINFO closed cause=x\""),
                Arguments.of("a\r\nb", "\"a\\r\\nb\""),
                Arguments.of("\\n", "\"\\\\n\""),
                Arguments.of("\u001b[2J", "\"\\u001B[2J\""),
                Arguments.of("\u202Egnp.exe", "\"\\u202Egnp.exe\""),
                Arguments.of("\uD83D", "\"\\uD83D\""),
                Arguments.of("no\u00A0break", "\"no\u00A0break\""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesAValue(String value, String written) {
        assertThat(new Logfmt().with("k", value).toString()).isEqualTo("k=" + written);
    }

    @Test
    void separatesPairsAndMarksWhatIsAbsent() {
        assertThat(
                        new Logfmt()
                                .with("a", Optional.empty())
                                .with("b", 5)
                                .with("c", Optional.of("-"))
                                .with("d", Optional.empty())
                                .toString())
                .isEqualTo("a=- b=5 c=\"-\" d=-");
    }

    @Test
    void isReadBackAsItWasWhateverTheValues() {
        Random random = new Random(7);
        String alphabet = " \"\\=\n\r\t-nru0ab\u001b\u202e\u2028\ud83d\ude00";
        for (int i = 0; i < 5_000; i++) {
            List<String> values = new ArrayList<>();
            Logfmt line = new Logfmt();
            for (int j = 0; j < 3; j++) {
                StringBuilder value = new StringBuilder();
                for (int k = random.nextInt(8); k > 0; k--) {
                    value.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                values.add(value.toString());
                line.with("k" + j, value.toString());
            }
            assertThat(line.toString().codePoints().filter(Printable::isUnsafe)).isEmpty();
            assertThat(LogfmtReader.pairs(line.toString()).values())
                    .containsExactlyElementsOf(values);
        }
    }
}
