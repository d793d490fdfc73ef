package gatepost.gateway;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * The timers of all connections of one event loop, and confined to it. To set one costs a few
 * stores, however many there are, and allocates only the timer; one tick looks at the timers of one
 * slot. A timer may be late by a tick, and is never early.
 */
final class TimeWheel {
    /*
     * Timers hang in the slot of the tick that they are due at, as doubly linked lists. One that is
     * due in a later round stays when its slot comes by. The wheel stops at a tick that leaves it
     * empty, and one tick is scheduled until then.
     */

    /** What a look answers that need not come again. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SLOTS = 512;

    private final EventLoop loop;
    private final Timer[] slots = new Timer[SLOTS];
    private final Timer due = head();
    private long ticks;
    private long startedAt;
    private int timers;
    private boolean turning;

    TimeWheel(EventLoop loop) {
        this.loop = loop;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = head();
        }
    }

    private Timer head() {
        return new Timer(now -> NEVER);
    }

    /** Something that is looked at now and then. */
    final class Timer {
        private final LongUnaryOperator look;
        private Timer before = this;
        private Timer behind = this;
        private long dueTick;
        private boolean ended;

        private Timer(LongUnaryOperator look) {
            this.look = look;
        }

        /** Looks no more. */
        void cancel() {
            if (!ended) {
                unlink();
                end();
            }
        }

        private void end() {
            ended = true;
            timers--;
        }

        private void unlink() {
            before.behind = behind;
            behind.before = before;
            before = this;
            behind = this;
        }

        private void linkBefore(Timer other) {
            before = other.before;
            behind = other;
            before.behind = this;
            other.before = this;
        }
    }

    /**
     * Has something looked at after a delay, and then whenever it says.
     *
     * @param delay in nanoseconds
     * @param look is given the time in nanoseconds, as {@link System#nanoTime}, and answers after
     *     how many nanoseconds to look again, or {@link #NEVER}
     */
    Timer start(long delay, LongUnaryOperator look) {
        Timer timer = new Timer(look);
        long now = System.nanoTime();
        if (!turning) { // Where the last timer was cancelled, a tick is still to come.
            turning = true;
            ticks = 0;
            startedAt = now;
            loop.schedule(this::tick, TICK, TimeUnit.NANOSECONDS);
        }
        timers++;
        insert(timer, now + delay);
        return timer;
    }

    /** How many timers are set. */
    int timers() {
        return timers;
    }

    private void insert(Timer timer, long at) {
        timer.dueTick = Math.max(ticks + 1, (at - startedAt + TICK - 1) / TICK);
        timer.linkBefore(slot(timer.dueTick));
    }

    private Timer slot(long tick) {
        return slots[(int) (tick % SLOTS)];
    }

    private void tick() {
        long now = System.nanoTime();
        long until = (now - startedAt) / TICK;
        while (ticks < until && timers > 0) {
            ticks++;
            turn(slot(ticks), now);
        }
        turning = timers > 0;
        if (turning) {
            long next = startedAt + (ticks + 1) * TICK;
            loop.schedule(this::tick, next - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** A look may set and cancel timers, its own among them. */
    private void turn(Timer slot, long now) {
        for (Timer timer = slot.behind; timer != slot; ) {
            Timer next = timer.behind;
            if (timer.dueTick <= ticks) {
                timer.unlink();
                timer.linkBefore(due);
            }
            timer = next;
        }
        while (due.behind != due) {
            Timer timer = due.behind;
            timer.unlink();
            long again = timer.look.applyAsLong(now);
            if (!timer.ended) {
                if (again == NEVER) {
                    timer.end();
                } else {
                    insert(timer, now + again);
                }
            }
        }
    }
}
