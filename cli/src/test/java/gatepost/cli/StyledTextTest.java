package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.cli.StyledText.Line;
import gatepost.cli.StyledText.Style;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyledTextTest {
    private static final StyledText PLAIN = new StyledText(false, Locale.ENGLISH);
    private static final StyledText COLOURED = new StyledText(true, Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "été, 3",
        "e\u0301, 1",
        "한국어, 6",
        "Ж, 1",
        "→, 1",
        "“, 1",
        "・, 2",
        "a\u200db, 2",
        "😀, 2",
    })
    void knowsHowWideTextIs(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    @Test
    void breaksLinesBetweenWords() {
        assertThat(texts(PLAIN.wrapped("one two three four", 9)))
                .containsExactly("one two", "three", "four");
        assertThat(texts(PLAIN.wrapped("한국어 문장 하나", 8))).containsExactly("한국어", "문장", "하나");
        assertThat(texts(PLAIN.wrapped("", 8))).containsExactly("");
    }

    @Test
    void cutsWordsOnlyWhereTheyAreTooWide() {
        assertThat(texts(PLAIN.wrapped("at abcdefghij end", 4)))
                .containsExactly("at", "abcd", "efgh", "ij", "end");
        assertThat(texts(PLAIN.wrapped("한국어", 4))).containsExactly("한국", "어");
    }

    @Test
    void leavesBackticksWhereThereAreNoColours() {
        assertThat(texts(PLAIN.wrapped("call `close()` now", 80)))
                .containsExactly("call `close()` now");
    }

    @Test
    void coloursWhatIsLiteralInsteadAndCountsOnlyWhatIsSeen() {
        List<Line> lines = COLOURED.wrapped("call `close(1000, \"x\")`, now", 13);

        assertThat(texts(lines))
                .containsExactly(
                        "call", "\u001b[36mclose(1000,\u001b[0m", "\u001b[36m\"x\")\u001b[0m, now");
        assertThat(lines).extracting(Line::width).containsExactly(4, 11, 9);
    }

    @Test
    void padsByColumns() {
        assertThat(PLAIN.styled("한", Style.BOLD).padded(4)).isEqualTo("한  ");
        assertThat(COLOURED.styled("a", Style.BOLD).padded(3)).isEqualTo("\u001b[1ma\u001b[0m  ");
        assertThat(COLOURED.styled("a", Style.PLAIN).text()).isEqualTo("a");
    }
}
