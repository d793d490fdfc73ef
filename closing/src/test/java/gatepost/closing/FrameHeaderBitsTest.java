package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Test;

class FrameHeaderBitsTest {
    @Test
    void showsAMaskedHeader() {
        assertThat(FrameHeaderBits.lines("818537fa213d"))
                .containsExactly(
                        "81               1000 0001  FIN=1 RSV1=0 RSV2=0 RSV3=0 opcode=0x1 (text)",
                        "85               1000 0101  MASK=1 payload length=5",
                        "37fa213d                    masking key");
    }

    @Test
    void showsExtendedLengths() {
        assertThat(FrameHeaderBits.lines("02 7e 0100".replace(" ", "")))
                .containsExactly(
                        "02               0000 0010  FIN=0 RSV1=0 RSV2=0 RSV3=0 opcode=0x2"
                                + " (binary)",
                        "7e               0111 1110  MASK=0 payload length=126 (in the next 2"
                                + " octets)",
                        "0100                        extended payload length=256");
        assertThat(FrameHeaderBits.lines("82ffffffffffffffffff00000000"))
                .last(STRING)
                .isEqualTo("00000000                    masking key");
        assertThat(FrameHeaderBits.lines("827fffffffffffffffff"))
                .contains(
                        "ffffffffffffffff            extended payload length="
                                + "18446744073709551615");
    }

    @Test
    void showsAsMuchAsWasRead() {
        assertThat(FrameHeaderBits.lines("")).isEmpty();
        assertThat(FrameHeaderBits.lines("b3"))
                .containsExactly(
                        "b3               1011 0011  FIN=1 RSV1=0 RSV2=1 RSV3=1 opcode=0x3"
                                + " (reserved)");
        assertThat(FrameHeaderBits.lines("827e01"))
                .contains("01                          extended payload length, cut");
        assertThat(FrameHeaderBits.lines("8185ab"))
                .contains("ab                          masking key");
    }
}
