package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gatepost.closing.EndingPattern.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingPatternTest {
    private static EndingPattern pattern(int count, int of, int against) {
        return new EndingPattern(Kind.SAME_LIFE, count, of, against, Map.of(), List.of());
    }

    /** Lower bounds of Wilson's interval, from a table. */
    @ParameterizedTest
    @CsvSource({"5, 5, 0, 0.566", "10, 10, 0, 0.722", "412, 430, 0, 0.935", "20, 20, 20, 0.352"})
    void isTheSurerTheMoreShowItAndTheFewerDoNot(int count, int of, int against, double expected) {
        assertThat(pattern(count, of, against).confidence()).isEqualTo(expected, within(0.001));
    }

    @Test
    void countsSomethingOfSomething() {
        assertThat(pattern(1, 4, 0).share()).isEqualTo(0.25);
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(0, 4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(5, 4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(4, 4, -1));
    }
}
