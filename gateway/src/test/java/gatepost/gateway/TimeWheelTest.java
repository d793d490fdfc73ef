package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeWheelTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long MILLISECOND = 1_000_000;

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final TimeWheel wheel = new TimeWheel(loop);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private <T> T onLoop(Callable<T> task) {
        return loop.submit(task).awaitUninterruptibly().getNow();
    }

    @Test
    void looksAtEachTimerOnceAndNeverTooEarly() {
        Random random = new Random(3);
        AtomicInteger early = new AtomicInteger();
        AtomicInteger looked = new AtomicInteger();
        onLoop(() -> {
            for (int i = 0; i < 10_000; i++) {
                long delay = random.nextInt(1000) * MILLISECOND;
                long due = System.nanoTime() + delay;
                wheel.start(
                        delay,
                        now -> {
                            if (now - due < 0) {
                                early.incrementAndGet();
                            }
                            looked.incrementAndGet();
                            return TimeWheel.NEVER;
                        });
            }
            return wheel.timers();
        });

        await().atMost(DEADLINE).until(() -> onLoop(wheel::timers) == 0);
        assertThat(looked).hasValue(10_000);
        assertThat(early).hasValue(0);
    }

    @Test
    void looksAgainWhenATimerSays() {
        AtomicInteger looked = new AtomicInteger();
        onLoop(() ->
                wheel.start(
                        0, now -> looked.incrementAndGet() < 3 ? MILLISECOND : TimeWheel.NEVER));

        await().atMost(DEADLINE).until(() -> onLoop(wheel::timers) == 0);
        assertThat(looked).hasValue(3);
    }

    @Test
    void goesRoundForATimerThatIsDueInALaterRound() {
        AtomicInteger looked = new AtomicInteger();
        onLoop(() ->
                wheel.start(
                        Long.MAX_VALUE / 4,
                        now -> {
                            looked.incrementAndGet();
                            return TimeWheel.NEVER;
                        }));
        AtomicInteger others = new AtomicInteger();
        onLoop(() ->
                wheel.start(
                        0, now -> others.incrementAndGet() < 5 ? MILLISECOND : TimeWheel.NEVER));

        await().atMost(DEADLINE).until(() -> onLoop(wheel::timers) == 1);
        assertThat(looked).hasValue(0);
    }

    @Test
    void looksNoMoreAtWhatWasCancelledByItselfOrByAnother() {
        List<TimeWheel.Timer> timers = new ArrayList<>();
        AtomicInteger looked = new AtomicInteger();
        onLoop(() -> {
            for (int i = 0; i < 3; i++) {
                timers.add(
                        wheel.start(
                                MILLISECOND,
                                now -> {
                                    looked.incrementAndGet();
                                    timers.forEach(TimeWheel.Timer::cancel);
                                    return MILLISECOND;
                                }));
            }
            return timers.size();
        });

        await().atMost(DEADLINE).until(() -> onLoop(wheel::timers) == 0);
        assertThat(looked).hasValue(1);
    }

    @Test
    void startsAgainAfterItWasEmpty() {
        for (int i = 1; i <= 3; i++) {
            AtomicInteger looked = new AtomicInteger();
            onLoop(() ->
                    wheel.start(
                            MILLISECOND,
                            now -> {
                                looked.incrementAndGet();
                                return TimeWheel.NEVER;
                            }));
            await().atMost(DEADLINE).until(() -> onLoop(wheel::timers) == 0);
            assertThat(looked).hasValue(1);
        }
    }

    @Test
    void turnsNoFasterAfterItWasEmptyForLessThanATick() {
        AtomicInteger scheduled = new AtomicInteger();
        EventLoop counting =
                new DefaultEventLoop() {
                    @Override
                    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                        scheduled.incrementAndGet();
                        return super.schedule(task, delay, unit);
                    }
                };
        try {
            counting.submit(
                            () -> {
                                TimeWheel other = new TimeWheel(counting);
                                for (int i = 0; i < 10; i++) {
                                    other.start(MILLISECOND, now -> TimeWheel.NEVER).cancel();
                                }
                            })
                    .syncUninterruptibly();
            assertThat(scheduled).hasValue(1);
        } finally {
            counting.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    /** A look that ends the last connection may begin another one. */
    @Test
    void isNotEarlyForATimerThatALookStartsWhereThereIsNoOther() {
        AtomicInteger early = new AtomicInteger();
        AtomicInteger looked = new AtomicInteger();
        List<TimeWheel.Timer> first = new ArrayList<>();
        onLoop(() ->
                first.add(
                        wheel.start(
                                150 * MILLISECOND,
                                now -> {
                                    first.getFirst().cancel();
                                    long due = System.nanoTime() + 100 * MILLISECOND;
                                    wheel.start(
                                            100 * MILLISECOND,
                                            then -> {
                                                if (then - due < 0) {
                                                    early.incrementAndGet();
                                                }
                                                looked.incrementAndGet();
                                                return TimeWheel.NEVER;
                                            });
                                    return TimeWheel.NEVER;
                                })));

        await().atMost(DEADLINE).until(() -> looked.get() == 1);
        assertThat(early).hasValue(0);
    }
}
