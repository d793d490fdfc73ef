package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client or server in some software of others, which does what it is told and tells
 * what it saw. A client has one connection at a time; a server's commands are for the latest one.
 * Its events may come from any thread.
 */
abstract class Peer implements AutoCloseable {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** Returns when the command is given, which can be before it is done. */
    abstract void perform(Command command);

    /** Ends it and whatever it started. */
    @Override
    public abstract void close();

    final void happened(Event event) {
        events.add(event);
    }

    /** Waits for the next event. */
    final Event next() {
        try {
            Event event = events.poll(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("the next event of " + this).isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    final <T extends Event> T next(Class<T> type) {
        Event event = next();
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    /** Nothing happened that nobody asked for. */
    final void assertNothingLeft() {
        assertThat(events).isEmpty();
    }
}
