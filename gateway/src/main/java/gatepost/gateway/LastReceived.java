package gatepost.gateway;

import gatepost.protocol.InboundCheck;

/**
 * When a peer last sent something. Its Close frame does not count, nor what follows that: it may
 * speak of the silence before it, and the record is to say how long that was.
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class LastReceived {
    private final InboundCheck check;
    private boolean any;
    private long at;
    private boolean closed;

    // How it was before the frame, or the frames, that are under way.
    private boolean anyBefore;
    private long atBefore;
    private long framesBefore;

    /**
     * @param check of what the peer sends
     * @param openedAt when the connection was complete
     */
    LastReceived(InboundCheck check, long openedAt) {
        this.check = check;
        at = openedAt;
    }

    /** Notes that octets came, which the check has not seen yet. */
    void note(long now) {
        if (closed) {
            return;
        }
        // A frame that is under way may have begun behind another, in the octets before these.
        if (check.isBetweenFrames() || check.frames() != framesBefore) {
            anyBefore = any;
            atBefore = at;
            framesBefore = check.frames();
        }
        any = true;
        at = now;
    }

    /** Notes that a Close frame ended with them. */
    void close() {
        closed = true;
        if (check.frames() - framesBefore == 1) {
            any = anyBefore;
            at = atBefore;
        }
    }

    /** Whether there ever was something. */
    boolean any() {
        return any;
    }

    /** When that was; when the connection was complete, where there was nothing. */
    long at() {
        return at;
    }
}
