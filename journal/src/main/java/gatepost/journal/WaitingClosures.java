package gatepost.journal;

import gatepost.closing.Closure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The closures that wait to be written, at most a fixed number. Where there are more, normal
 * endings make room for errors, and old errors for new ones; what was given up is counted.
 *
 * <p>Any thread may add; one takes. Nothing here waits for another thread: event loops add. {@code
 * JournalOfferBenchmark} says what that costs.
 */
final class WaitingClosures {
    private final ConcurrentLinkedDeque<Closure> normals = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Closure> errors = new ConcurrentLinkedDeque<>();
    private final int capacity;

    /** How many more may be added. Who adds takes of it first, who takes gives it back after. */
    private final AtomicInteger room;

    private final LongAdder droppedNormals = new LongAdder();
    private final LongAdder droppedErrors = new LongAdder();

    WaitingClosures(int capacity) {
        this.capacity = capacity;
        room = new AtomicInteger(capacity);
    }

    void add(Closure closure) {
        if (closure.isNormal()) {
            if (takeRoom()) {
                normals.addLast(closure);
            } else {
                droppedNormals.increment();
            }
        } else if (takeRoom() || takeRoomOfNormal() || takeRoomOfOldestError() || takeRoom()) {
            errors.addLast(closure);
        } else {
            // All that may wait is between a producer's two steps.
            droppedErrors.increment();
        }
    }

    /** Removes the oldest closures, errors first. */
    List<Closure> take(int most) {
        List<Closure> taken = new ArrayList<>(Math.min(most, size()));
        moveInto(taken, errors, most);
        moveInto(taken, normals, most);
        room.addAndGet(taken.size());
        return taken;
    }

    private static void moveInto(
            List<Closure> taken, ConcurrentLinkedDeque<Closure> from, int most) {
        while (taken.size() < most) {
            Closure next = from.pollFirst();
            if (next == null) {
                return;
            }
            taken.add(next);
        }
    }

    /**
     * Puts what was taken back to where it was, as far as there is room: of these, the newest are
     * kept.
     */
    void putBack(List<Closure> taken) {
        for (Closure closure : taken.reversed()) {
            if (closure.isNormal()) {
                if (takeRoom()) {
                    normals.addFirst(closure);
                } else {
                    droppedNormals.increment();
                }
            } else if (takeRoom() || takeRoomOfNormal()) {
                errors.addFirst(closure);
            } else {
                droppedErrors.increment();
            }
        }
    }

    /** Gives up what cannot be written. */
    void drop(Closure closure) {
        (closure.isNormal() ? droppedNormals : droppedErrors).increment();
    }

    int size() {
        return Math.clamp(capacity - (long) room.get(), 0, capacity);
    }

    long droppedNormals() {
        return droppedNormals.sum();
    }

    long droppedErrors() {
        return droppedErrors.sum();
    }

    private boolean takeRoom() {
        return room.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0;
    }

    private boolean takeRoomOfNormal() {
        return takeRoomOf(normals, droppedNormals);
    }

    private boolean takeRoomOfOldestError() {
        return takeRoomOf(errors, droppedErrors);
    }

    private static boolean takeRoomOf(ConcurrentLinkedDeque<Closure> queue, LongAdder dropped) {
        if (queue.pollFirst() == null) {
            return false;
        }
        dropped.increment();
        return true;
    }
}
