package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubprotocolHeaderTest {
    @Test
    void noLineListsNothing() {
        assertThat(SubprotocolHeader.of(Headers.of("Host", "a")))
                .isEqualTo(new SubprotocolHeader.Listed(List.of()));
    }

    @Test
    void listsAllLinesInTheirOrder() {
        Headers headers =
                Headers.of(
                        "Sec-WebSocket-Protocol", "chat , Chat,, v1.x",
                        "sec-websocket-protocol", "superchat");
        assertThat(SubprotocolHeader.of(headers))
                .isEqualTo(
                        new SubprotocolHeader.Listed(List.of("chat", "Chat", "v1.x", "superchat")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''             | is empty
                    ', ,'          | is empty
                    a b            | holds what is no token: a b
                    'chat, "x"'    | holds what is no token: "x"
                    'a, wamp/2'    | holds what is no token: wamp/2
                    'a, b, a'      | names a twice
                    """)
    void saysWhatIsMalformed(String value, String problem) {
        assertThat(SubprotocolHeader.of(Headers.of("Sec-WebSocket-Protocol", value)))
                .isEqualTo(new SubprotocolHeader.Malformed(problem));
    }

    @Test
    void aRepeatedNameIsFoundOverLines() {
        Headers headers =
                Headers.of("Sec-WebSocket-Protocol", "a").with("Sec-WebSocket-Protocol", "a");
        assertThat(SubprotocolHeader.of(headers))
                .isEqualTo(new SubprotocolHeader.Malformed("names a twice"));
    }

    @Test
    void ourOwnListHasToBeValid() {
        assertThat(SubprotocolHeader.requireValid(List.of("a", "A"))).containsExactly("a", "A");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubprotocolHeader.requireValid(List.of("a", "b c")))
                .withMessage("not a token: b c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubprotocolHeader.requireValid(List.of("a", "b", "a")))
                .withMessage("a subprotocol twice in [a, b, a]");
    }
}
