package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gatepost.protocol.Extension.Parameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionTest {
    private static final Extension FOO =
            new Extension(
                    "foo",
                    List.of(
                            new Parameter("a", Optional.empty()),
                            new Parameter("b", Optional.of("1"))));
    private static final Extension BAR = new Extension("bar", List.of());

    @Test
    void writesItselfAsOnTheWire() {
        assertThat(FOO).hasToString("foo; a; b=1");
        assertThat(BAR).hasToString("bar");
    }

    @Test
    void writesAList() {
        assertThat(Extension.format(List.of(FOO, BAR))).isEqualTo("foo; a; b=1, bar");
        assertThat(Extension.format(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a,b", "a=b", "\"a\"", "a\r\nb"})
    void namesAndValuesAreTokens(String text) {
        String message = "not a token: " + Excerpt.of(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Extension(text, List.of()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter(text, Optional.empty()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("a", Optional.of(text)))
                .withMessage(message);
    }
}
