package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en               | en
                    ko               | ko
                    KO-kr            | ko
                    pt-BR            | pt-BR
                    pt               | pt-BR
                    pt-PT            | pt-BR
                    en-GB            | en
                    ru-Cyrl-RU       | ru
                    de, vi           | vi
                    de-AT, pt;q=0.5  | pt-BR
                    vi;q=0.3, ko     | ko
                    """)
    void theBestOfThoseThereAreIsTaken(String wanted, String taken) {
        assertThat(Language.matching(wanted).map(Language::tag)).contains(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlh", "C", "x-private", "de, fr", "ko;q=0", "pt-PT;q=0.0"})
    void otherLanguagesHaveNone(String wanted) {
        assertThat(Language.matching(wanted)).isEmpty();
    }

    @Test
    void whatIsNoLanguageIsNotLookedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> Language.matching("?!"));
    }

    @Test
    void hasTheNameThatItsSpeakersUse() {
        assertThat(Language.matching("ko")).contains(new Language("ko", "한국어"));
        assertThat(Language.all()).contains(Language.ENGLISH);
    }
}
