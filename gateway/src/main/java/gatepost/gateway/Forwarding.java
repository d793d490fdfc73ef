package gatepost.gateway;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Passes the frames of one peer on to the other leg. Confined to the event loop of the connection.
 */
sealed interface Forwarding permits ForwardingInPlace, ForwardingInTurns, Recompressing {
    /** How far it came. */
    enum Outcome {
        /** What came was passed on, or is held. */
        STARVED,
        /** A Close frame was found; everything before it was passed on. */
        CLOSE,
        /** Something does not go on, for the {@link #objection}; everything before it did. */
        OBJECTION
    }

    /** Takes over what a peer sent and writes, without flushing, what can go on. */
    Outcome receive(ByteBuf octets);

    /**
     * Whether more could be written of what was received, and waits until the other leg can take
     * it.
     */
    boolean isWaiting();

    /** Goes on with what waits. */
    Outcome resume();

    /**
     * Gives the first buffer that waits away, up to whose reader index octets were looked at: for
     * when nothing is to go on any more. Owned by the caller; null if none waits.
     */
    @Nullable ByteBuf takeWaiting();

    /** Why something does not go on. */
    Objection objection();

    /** A number that changes whenever something went on. */
    long progress();

    /** Whether something is held because its rest has not come. */
    boolean holds();

    /** Gives up what is needed only for what might still come, where that can be done without. */
    void idle();

    /** Gives up what is held. */
    void release();
}
