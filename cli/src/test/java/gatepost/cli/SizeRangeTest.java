package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeRangeTest {
    private static final SizeRange RANGE = SizeRange.of(125, 1 << 20);
    private static final SizeRange OR_ZERO =
            SizeRange.orZero(125, 1 << 20).because("that is little");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0,       false, true
                    1,       false, false
                    124,     false, false
                    125,     true,  true
                    1048576, true,  true
                    1048577, false, false
                    """)
    void containsItsBounds(long octets, boolean inRange, boolean inRangeOrZero) {
        assertThat(RANGE.contains(octets)).isEqualTo(inRange);
        assertThat(OR_ZERO.contains(octets)).isEqualTo(inRangeOrZero);
    }

    @ParameterizedTest
    @CsvSource({"124, '; that is little'", "1048577, ''"})
    void saysWhyOfWhatIsTooLittle(long octets, String remark) {
        assertThat(OR_ZERO.remark(octets)).isEqualTo(remark);
        assertThat(RANGE.remark(octets)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, a size from 125B to 1MiB", "true, 0 or a size from 125B to 1MiB"})
    void namesItsBounds(boolean orZero, String expected) {
        assertThat((orZero ? OR_ZERO : RANGE).expected()).isEqualTo(expected);
    }
}
