package gatepost.gateway;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes on a part of what was received at a time, where a few octets can mean much work: others on
 * the event loop have their turn between. Confined to the event loop of the connection.
 */
final class ForwardingInTurns implements Forwarding {
    /**
     * The least that is passed on in a turn. Compressed, it can stand for a thousand times more.
     */
    static final int PORTION = 8 * 1024;

    /** After so much work, the turn is over. */
    static final int MOST_WORK = 1024 * 1024;

    private final Forwarding forwarding;
    private final LongSupplier work;
    private final Deque<ByteBuf> received = new ArrayDeque<>();

    /**
     * @param forwarding passes on what is given to it at once
     * @param work what it has done so far, in octets
     */
    ForwardingInTurns(Forwarding forwarding, LongSupplier work) {
        this.forwarding = forwarding;
        this.work = work;
    }

    @Override
    public Outcome receive(ByteBuf octets) {
        received.add(octets);
        return resume();
    }

    @Override
    public Outcome resume() {
        long before = work.getAsLong();
        Outcome outcome = Outcome.STARVED;
        while (outcome == Outcome.STARVED
                && !received.isEmpty()
                && work.getAsLong() - before < MOST_WORK) {
            outcome = forwarding.receive(portion());
        }
        return outcome;
    }

    private ByteBuf portion() {
        ByteBuf first = received.getFirst();
        return first.readableBytes() > PORTION
                ? first.readRetainedSlice(PORTION)
                : received.removeFirst();
    }

    @Override
    public boolean isWaiting() {
        return !received.isEmpty();
    }

    @Override
    public @Nullable ByteBuf takeWaiting() {
        ByteBuf rest = forwarding.takeWaiting();
        return rest == null ? received.poll() : rest;
    }

    @Override
    public Objection objection() {
        return forwarding.objection();
    }

    @Override
    public long progress() {
        return forwarding.progress();
    }

    @Override
    public boolean holds() {
        return forwarding.holds();
    }

    @Override
    public void idle() {
        forwarding.idle();
    }

    @Override
    public void release() {
        received.forEach(ByteBuf::release);
        received.clear();
        forwarding.release();
    }
}
