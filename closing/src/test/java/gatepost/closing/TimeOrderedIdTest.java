package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
    private static final Instant TIME = Instant.parse("2022-02-22T19:22:22Z");

    @Test
    void hasTheLayoutOfVersion7() {
        // The example of RFC 9562, appendix A.6, whose random bits are these.
        long[] chance = {0xCC3L, 0x18C4DC0C0C07398FL << 2};
        int[] next = {0};
        RandomGenerator random = () -> chance[next[0]++];

        assertThat(TimeOrderedId.at(TIME, random))
                .hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void sortsByTimeWhateverChanceSays() {
        UUID earlier = TimeOrderedId.at(TIME, () -> -1L);
        UUID later = TimeOrderedId.at(TIME.plusMillis(1), () -> 0L);

        assertThat(earlier.toString()).isLessThan(later.toString());
    }
}
