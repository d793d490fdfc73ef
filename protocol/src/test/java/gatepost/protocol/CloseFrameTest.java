package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5.1. */
final class CloseFrameTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1000, '',     03e8
                    1000, ok,     03e86f6b
                    1014, aé€😀,  03f661c3a9e282acf09f9880
                    4999, '',     1387
                    """)
    void hasTheCodeInNetworkByteOrderAndTheReasonInUtf8(int code, String reason, String payload) {
        CloseFrame close = new CloseFrame(code, reason);
        assertThat(close.hasBody()).isTrue();
        assertThat(HexFormat.of().formatHex(close.payload())).isEqualTo(payload);
    }

    @Test
    void hasNoPayloadWithoutACode() {
        assertThat(CloseFrame.WITHOUT_BODY.code()).isEqualTo(1005);
        assertThat(CloseFrame.WITHOUT_BODY.reason()).isEmpty();
        assertThat(CloseFrame.WITHOUT_BODY.hasBody()).isFalse();
        assertThat(CloseFrame.WITHOUT_BODY.payload()).isEmpty();
        assertThat(new CloseFrame(1005, "")).isEqualTo(CloseFrame.WITHOUT_BODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1004, 1006, 1015, 1016, 2999, 5000, 65535, 65536 + 1000})
    void refusesCodesThatAreNotForTheWire(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloseFrame(code, "bye"))
                .withMessage("not for a Close frame: " + code + " bye");
    }

    @Test
    void refusesAReasonWithoutACode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloseFrame(1005, "bye"))
                .withMessage("not for a Close frame: 1005 bye");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseFrame.of(CloseCode.TLS_HANDSHAKE, ""));
    }

    @Test
    @SuppressWarnings("NullAway") // what callers outside of the check's reach may do
    void refusesNoReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> new CloseFrame(1000, null))
                .withMessage("reason");
    }

    @Test
    void countsTheReasonInOctets() {
        assertThat(new CloseFrame(1000, "é".repeat(61) + "a").payload()).hasSize(125);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloseFrame(1000, "é".repeat(62)))
                .withMessage("more than 123 octets: " + "é".repeat(62));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀"})
    void cutsALongReasonAtACodePoint(String codePoint) {
        int width = codePoint.getBytes(UTF_8).length;
        for (int before = 0; before < 8; before++) {
            String reason = "x".repeat(before) + codePoint.repeat(200);
            CloseFrame close = CloseFrame.of(CloseCode.BAD_GATEWAY, reason);
            int fitting = (123 - before) / width;
            assertThat(close.code()).isEqualTo(1014);
            assertThat(close.reason()).isEqualTo("x".repeat(before) + codePoint.repeat(fitting));
            assertThat(close.payload()).hasSize(2 + before + fitting * width);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 122, 123})
    void keepsAReasonThatFits(int octets) {
        String reason = "x".repeat(octets);
        assertThat(CloseFrame.of(CloseCode.GOING_AWAY, reason))
                .isEqualTo(new CloseFrame(1001, reason));
    }
}
