package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
    private static final SourceText TEXT = new SourceText("x", "ab\r\nc😀d\re\n\tf\u202Eg");

    @ParameterizedTest
    @CsvSource({"1,ab", "2,c😀d", "3,e", "9,''"})
    void hasLinesHoweverTheyEnd(int number, String line) {
        assertThat(TEXT.line(number)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,1,2", "4,2,1", "7,2,3", "9,3,1", "11,4,1"})
    void countsColumnsInCodePoints(int index, int line, int column) {
        assertThat(TEXT.locationAt(index)).isEqualTo(new Location(line, column, 1));
    }

    @Test
    void showsThePlaceUnderItsLine() {
        assertThat(TEXT.excerpt(new Location(2, 2, 2)).orElseThrow().lines())
                .containsExactly("    2 | c😀d", "      |  ^^");
    }

    @Test
    void showsTabsAndWhatIsUnsafeAsOneCharacter() {
        assertThat(TEXT.excerpt(new Location(4, 3, 1)).orElseThrow().lines())
                .containsExactly("    4 |  f?g", "      |   ^");
    }

    @Test
    void endsTheCaretsWithTheLine() {
        assertThat(TEXT.excerpt(new Location(1, 2, 50)).orElseThrow().lines())
                .containsExactly("    1 | ab", "      |  ^");
    }

    @Test
    void showsNothingOfWhatCannotBeSeen() {
        assertThat(TEXT.excerpt(new Location(5, 1, 1))).isEmpty();
        assertThat(TEXT.excerpt(new Location(1, 9, 1))).isEmpty();
        assertThat(new SourceText("x", "a".repeat(500)).excerpt(new Location(1, 400, 1))).isEmpty();
    }
}
