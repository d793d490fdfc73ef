package gatepost.acceptance;

import gatepost.gateway.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, which a test can put forward. */
final class ManualClock implements GatewayClock {
    private final AtomicLong ahead = new AtomicLong();

    void advance(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + ahead.get();
    }

    @Override
    public Instant now() {
        return Instant.now().plusNanos(ahead.get());
    }
}
