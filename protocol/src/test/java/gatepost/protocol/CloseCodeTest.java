package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §7.4 and the registry of close codes. */
final class CloseCodeTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1000, NORMAL_CLOSURE,             PROTOCOL,   true
                    1001, GOING_AWAY,                 PROTOCOL,   true
                    1002, PROTOCOL_ERROR,             PROTOCOL,   true
                    1003, UNSUPPORTED_DATA,           PROTOCOL,   true
                    1004, RESERVED,                   PROTOCOL,   false
                    1005, NO_STATUS_RECEIVED,         PROTOCOL,   false
                    1006, ABNORMAL_CLOSURE,           PROTOCOL,   false
                    1007, INVALID_FRAME_PAYLOAD_DATA, PROTOCOL,   true
                    1008, POLICY_VIOLATION,           PROTOCOL,   true
                    1009, MESSAGE_TOO_BIG,            PROTOCOL,   true
                    1010, MANDATORY_EXTENSION,        PROTOCOL,   true
                    1011, INTERNAL_ERROR,             PROTOCOL,   true
                    1012, SERVICE_RESTART,            PROTOCOL,   true
                    1013, TRY_AGAIN_LATER,            PROTOCOL,   true
                    1014, BAD_GATEWAY,                PROTOCOL,   true
                    1015, TLS_HANDSHAKE,              PROTOCOL,   false
                    3000, UNAUTHORIZED,               REGISTERED, true
                    3003, FORBIDDEN,                  REGISTERED, true
                    3008, TIMEOUT,                    REGISTERED, true
                    """)
    void knowsTheRegistry(int number, CloseCode code, CloseCode.Range range, boolean legal) {
        assertThat(CloseCode.of(number)).contains(code);
        assertThat(code.number()).isEqualTo(number);
        assertThat(CloseCode.range(number)).isEqualTo(range);
        assertThat(CloseCode.isLegalOnWire(number)).isEqualTo(legal);
    }

    @Test
    void knowsNothingBeyondTheRegistry() {
        assertThat(IntStream.rangeClosed(-1, 0x10000).filter(n -> CloseCode.of(n).isPresent()))
                .hasSize(19)
                .containsExactlyElementsOf(
                        Arrays.stream(CloseCode.values()).map(CloseCode::number).toList());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    -2147483648,       -1, UNUSED,     false
                              0,      999, UNUSED,     false
                           1000,     1003, PROTOCOL,   true
                           1004,     1006, PROTOCOL,   false
                           1007,     1014, PROTOCOL,   true
                           1015,     2999, PROTOCOL,   false
                           3000,     3999, REGISTERED, true
                           4000,     4999, PRIVATE,    true
                           5000,    65535, UNUSED,     false
                          65536, 16777216, UNUSED,     false
                    """)
    void judgesEachNumberOfARange(int lowest, int highest, CloseCode.Range range, boolean legal) {
        int first = Math.max(lowest, -100_000);
        for (int number = first; number <= Math.min(highest, 200_000); number++) {
            assertThat(CloseCode.range(number)).as("%d", number).isEqualTo(range);
            assertThat(CloseCode.isLegalOnWire(number)).as("%d", number).isEqualTo(legal);
        }
        assertThat(CloseCode.range(lowest)).isEqualTo(range);
        assertThat(CloseCode.range(highest)).isEqualTo(range);
    }
}
