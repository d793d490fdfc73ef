package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatepost.closing.TimeOrderedId;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
    @ParameterizedTest
    @CsvSource({
        "all, 100000",
        "none, 0",
        "100%, 100000",
        "1%, 1000",
        "0%, 0",
        "0.5%, 500",
        "12.25%, 12250",
        "0.001%, 1",
        "99.999%, 99999"
    })
    void readsWordsAndPercentages(String text, int share) {
        assertThat(Sampling.parse(text)).contains(new Sampling(share));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "some", "1", "-1%", "100.001%", "101%", "1.%", "0.0001%", "1 %", "٣%"})
    void readsNothingElse(String text) {
        assertThat(Sampling.parse(text)).isEmpty();
    }

    /** The last 32 bits of an id, taken as a fraction, are below the share. */
    @ParameterizedTest
    @CsvSource({
        "00000000, 0,     false",
        "00000000, 1,     true",
        "FFFFFFFF, 99999, false",
        "FFFFFFFF, 100000, true",
        "028F5C28, 1000,  true",
        "028F5C29, 1000,  false",
        "7FFFFFFF, 50000, true",
        "80000000, 50000, false"
    })
    void dependsOnTheIdAlone(String end, int share, boolean taken) {
        UUID id = UUID.fromString("01975f2e-8a4d-7c11-9f00-ABCD" + end);

        assertThat(new Sampling(share).takes(id)).isEqualTo(taken);
    }

    @Test
    void takesAboutTheShareOfIds() {
        Random random = new Random(1);
        Sampling sampling = Sampling.parse("10%").orElseThrow();

        assertThat(
                        Stream.generate(() -> TimeOrderedId.at(Endings.OPENED, random))
                                .limit(10_000)
                                .filter(sampling::takes))
                .hasSizeBetween(900, 1100);
    }

    @Test
    void isAShare() {
        assertThatThrownBy(() -> new Sampling(100_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a share: 100001");
        assertThatThrownBy(() -> new Sampling(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
