package gatepost.acceptance;

import gatepost.gateway.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, which a test can put forward, and break. */
final class ManualClock implements GatewayClock {
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicBoolean broken = new AtomicBoolean();

    void advance(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** Has who asks next for the {@link #nanoTime} get an exception. */
    void breakOnce() {
        broken.set(true);
    }

    @Override
    public long nanoTime() {
        if (broken.compareAndSet(true, false)) {
            throw new IllegalStateException("a test broke the clock");
        }
        return System.nanoTime() + ahead.get();
    }

    @Override
    public Instant now() {
        return Instant.now().plusNanos(ahead.get());
    }
}
