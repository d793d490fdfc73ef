package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0B,          0
                    125B,        125
                    64KiB,       65536
                    1MiB,        1048576
                    999999999GiB, 1073741822926258176
                    """)
    void readsAndCounts(String text, long octets) {
        assertThat(Size.parse(text)).contains(octets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "64",
                "64KB",
                "64k",
                "64 KiB",
                "-1B",
                "+1B",
                "1.5KiB",
                "01B",
                "1000000000B",
                "64kib",
                "KiB",
                "64KiB\n",
                "٣B"
            })
    void readsNothingElse(String text) {
        assertThat(Size.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    64k,    64KiB
                    64 KB,  64KiB
                    64kib,  64KiB
                    2m,     2MiB
                    1 GB,   1GiB
                    5bytes, 5B
                    5 octets, 5B
                    """)
    void knowsWhatIsUsualElsewhere(String text, String meant) {
        assertThat(Size.meant(text)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "x", "64x", "1.5k", "-1k", "0k"})
    void guessesNothingFromTheRest(String text) {
        assertThat(Size.meant(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "125B", "1025B", "64KiB", "16MiB", "3GiB"})
    void writesWhatItReads(String text) {
        assertThat(Size.parse(text).map(Size::format)).contains(text);
    }
}
