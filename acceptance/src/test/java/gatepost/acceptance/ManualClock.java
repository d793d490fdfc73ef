package gatepost.acceptance;

import gatepost.gateway.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, which a test can put forward, and break. */
final class ManualClock implements GatewayClock {
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicInteger untilBroken = new AtomicInteger();

    void advance(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /**
     * Has who asks next for the {@link #nanoTime} get an exception, or who does so later.
     *
     * @param which 1 for the next
     */
    void breakOnce(int which) {
        untilBroken.set(which);
    }

    @Override
    public long nanoTime() {
        if (untilBroken.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
            throw new IllegalStateException("a test broke the clock");
        }
        return System.nanoTime() + ahead.get();
    }

    @Override
    public Instant now() {
        return Instant.now().plusNanos(ahead.get());
    }
}
