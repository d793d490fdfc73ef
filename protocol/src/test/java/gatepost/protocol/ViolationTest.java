package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which rule of which section stands behind a violation, and which code tells the peer. */
final class ViolationTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    RESERVED_BITS,            RFC 6455 §5.2
                    COMPRESSED_CONTROL_FRAME, RFC 7692 §6.1
                    COMPRESSED_CONTINUATION,  RFC 7692 §6.1
                    RESERVED_OPCODE,          RFC 6455 §5.2
                    FRAGMENTED_CONTROL_FRAME, RFC 6455 §5.5
                    CONTINUATION_OF_NOTHING,  RFC 6455 §5.4
                    UNFINISHED_MESSAGE,       RFC 6455 §5.4
                    UNMASKED_BY_CLIENT,       RFC 6455 §5.1
                    MASKED_BY_SERVER,         RFC 6455 §5.1
                    LONG_CONTROL_FRAME,       RFC 6455 §5.5
                    LENGTH_NOT_MINIMAL,       RFC 6455 §5.2
                    LENGTH_OVER_63_BITS,      RFC 6455 §5.2
                    CLOSE_OF_ONE_OCTET,       RFC 6455 §5.5.1
                    CLOSE_CODE,               RFC 6455 §7.4
                    CLOSE_REASON_NOT_UTF8,    RFC 6455 §5.5.1
                    TEXT_NOT_UTF8,            RFC 6455 §8.1
                    TEXT_ENDS_IN_CODE_POINT,  RFC 6455 §8.1
                    COMPRESSED_DATA_CORRUPT,  RFC 7692 §7.2.2
                    """)
    void namesTheSection(Violation violation, String section) {
        assertThat(violation.section()).isEqualTo(section);
    }

    @ParameterizedTest
    @EnumSource
    void closesWith1007WhatTheDataShouldHaveBeenAndWith1002TheRest(Violation violation) {
        boolean data = violation.name().matches(".*(UTF8|CODE_POINT|CORRUPT)");
        assertThat(violation.closeCode())
                .isEqualTo(data ? CloseCode.INVALID_FRAME_PAYLOAD_DATA : CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void closesWithCodesThatMayBeSent() {
        assertThat(Arrays.stream(Violation.values()).map(Violation::closeCode))
                .allMatch(code -> CloseCode.isLegalOnWire(code.number()));
    }
}
