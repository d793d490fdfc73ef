package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(-5);

    private RateMeter meter(long messages, long octets, Rate.OnExcess onExcess) {
        return new RateMeter(new Rate(messages, octets, onExcess), now::get);
    }

    @Test
    void asksForNoDelayUpToASecondsWorth() {
        RateMeter meter = meter(10, 0, Rate.OnExcess.DELAY);

        assertThat(meter.delay(10, 0)).isZero();
    }

    @Test
    void asksForTheTimeInWhichTheExcessWouldHaveCome() {
        RateMeter meter = meter(10, 0, Rate.OnExcess.DELAY);

        assertThat(meter.delay(15, 0)).isEqualTo(SECOND / 2);
    }

    @Test
    void fillsUpWithTimeAndNotOverASecondsWorth() {
        RateMeter meter = meter(10, 0, Rate.OnExcess.DELAY);
        meter.delay(10, 0);
        now.addAndGet(SECOND / 2);
        assertThat(meter.delay(15, 0)).isZero();

        now.addAndGet(100 * SECOND);
        assertThat(meter.delay(26, 0)).isEqualTo(SECOND / 10);
    }

    @Test
    void asksForTheLongerOfBothDelays() {
        RateMeter meter = meter(10, 100, Rate.OnExcess.DELAY);

        assertThat(meter.delay(11, 200)).isEqualTo(SECOND);
    }

    @Test
    void delaysNobodyWhomItWouldRefuse() {
        assertThat(meter(1, 1, Rate.OnExcess.CLOSE).delay(100, 100)).isZero();
        assertThat(meter(0, 0, Rate.OnExcess.DELAY).delay(100, 100)).isZero();
    }

    @Test
    void letsMoreInWhenTimeHasPassed() {
        RateMeter meter = meter(2, 0, Rate.OnExcess.CLOSE);
        assertThat(meter.judge(1, 10)).isNull();
        assertThat(meter.judge(1, 20)).isNull();
        assertThat(meter.judge(1, 30)).isNotNull();

        now.addAndGet(SECOND / 2);
        assertThat(meter.judge(1, 30)).isNull();
        assertThat(meter.judge(1, 40)).isNotNull();
    }
}
