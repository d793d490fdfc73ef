package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void aShortTextStaysWhole() {
        assertThat(Excerpt.of("")).isEmpty();
        assertThat(Excerpt.of("a ~".repeat(13) + "b")).isEqualTo("a ~".repeat(13) + "b");
    }

    @Test
    void aLongTextIsCutAndShowsIt() {
        assertThat(Excerpt.of("x".repeat(41))).isEqualTo("x".repeat(37) + "...").hasSize(40);
        assertThat(Excerpt.of("x".repeat(80), 80)).isEqualTo("x".repeat(80));
        assertThat(Excerpt.of("x".repeat(81), 80)).isEqualTo("x".repeat(77) + "...");
    }

    @Test
    void whatIsNotPrintableAsciiBecomesAQuestionMark() {
        assertThat(Excerpt.of("a\r\n\u001B[2J\u007F\u0080\u00E9\uD83D\uDE00"))
                .isEqualTo("a???[2J?????");
    }
}
