package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopDelayTest {
    private long now;
    private final SeenByObserver seen = new SeenByObserver();

    @Test
    void tellsHowMuchLaterThanDueItsTurnCame() {
        LoopDelay delay = new LoopDelay(() -> now, seen);
        now += LoopDelay.PERIOD;
        delay.run();
        now += LoopDelay.PERIOD + 3_000_000;
        delay.run();
        now += LoopDelay.PERIOD;
        delay.run();

        assertThat(seen.delays).containsExactly(Duration.ZERO, Duration.ofMillis(3), Duration.ZERO);
    }

    @Test
    void isNeverEarly() {
        LoopDelay delay = new LoopDelay(() -> now, seen);
        now += LoopDelay.PERIOD - 1;
        delay.run();

        assertThat(seen.delays).containsExactly(Duration.ZERO);
    }
}
