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
 * <p>A long queue bridges a burst. Where it only stands, since more comes than can be written, it
 * serves nobody, and each collection of garbage copies what is in it while event loops stand still:
 * so who takes may keep it short.
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

    /** Room that no normal ending may take. */
    private volatile int reserved;

    private final LongAdder droppedNormals = new LongAdder();
    private final LongAdder droppedErrors = new LongAdder();

    WaitingClosures(int capacity) {
        this.capacity = capacity;
        room = new AtomicInteger(capacity);
    }

    void add(Closure closure) {
        if (closure.isNormal()) {
            if (takeRoomBut(reserved)) {
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
     * kept. None can be written now, so that there is something to bridge.
     */
    void putBack(List<Closure> taken) {
        mayBeLong();
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

    /** From now on, normal endings are dropped where so many closures wait. */
    void keepShort(int most) {
        reserved = Math.max(0, capacity - most);
    }

    /** Ends {@link #keepShort}. */
    void mayBeLong() {
        reserved = 0;
    }

    /** Gives up what cannot be written. */
    void drop(Closure closure) {
        (closure.isNormal() ? droppedNormals : droppedErrors).increment();
    }

    int size() {
        return Math.clamp(capacity - (long) room.get(), 0, capacity);
    }

    boolean isFull() {
        return size() == capacity;
    }

    long droppedNormals() {
        return droppedNormals.sum();
    }

    long droppedErrors() {
        return droppedErrors.sum();
    }

    private boolean takeRoom() {
        return takeRoomBut(0);
    }

    private boolean takeRoomBut(int kept) {
        return room.getAndUpdate(left -> left > kept ? left - 1 : left) > kept;
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
