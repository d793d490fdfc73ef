package gatepost.gateway;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Measures how late an event loop does what is due. Confined to that loop. */
final class LoopDelay implements Runnable {
    /** In nanoseconds. */
    static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier clock;
    private final GatewayObserver observer;
    private long due;

    /**
     * Begins to measure.
     *
     * @param clock as {@link System#nanoTime}
     */
    LoopDelay(LongSupplier clock, GatewayObserver observer) {
        this.clock = clock;
        this.observer = observer;
        due = clock.getAsLong() + PERIOD;
    }

    /** Measures until the loop ends. */
    static void measure(EventLoop loop, GatewayObserver observer) {
        loop.execute(() ->
                loop.scheduleWithFixedDelay(
                        new LoopDelay(System::nanoTime, observer),
                        PERIOD,
                        PERIOD,
                        TimeUnit.NANOSECONDS));
    }

    @Override
    public void run() {
        observer.loopDelayed(Duration.ofNanos(Math.max(0, clock.getAsLong() - due)));
        due = clock.getAsLong() + PERIOD; // As the loop does, which counts from the end.
    }
}
