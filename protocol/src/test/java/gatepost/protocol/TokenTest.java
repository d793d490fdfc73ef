package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    @Test
    void everyCharacterButSeparatorsAndControlsMakesAToken() {
        StringBuilder characters = new StringBuilder();
        for (char character = 0; character < 0x300; character++) {
            if (Token.isToken(String.valueOf(character))) {
                characters.append(character);
            }
        }
        assertThat(characters)
                .hasToString(
                        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", " a", "a ", "a,b", "a\u0000", "\u212A"})
    void otherTextsAreNoTokens(String text) {
        assertThat(Token.isToken(text)).isFalse();
    }

    @Test
    void endsBeforeTheFirstOtherCharacter() {
        assertThat(Token.end("ab;cd", 0)).isEqualTo(2);
        assertThat(Token.end("ab;cd", 2)).isEqualTo(2);
        assertThat(Token.end("ab;cd", 3)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    websocket, WebSocket, true
                    AZaz,      azAZ,      true
                    websocket, websocke,  false
                    websocket, websockes, false
                    '@',       '`',       false
                    '[',       '{',       false
                    k,         \u212A,    false
                    s,         \u017F,    false
                    """)
    void onlyTheCaseOfLatinLettersIsWithoutRegard(String one, String other, boolean same) {
        assertThat(Token.same(one, other)).isEqualTo(same);
    }
}
