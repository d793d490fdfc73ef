package gatepost.journal;

import gatepost.closing.Closure;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that writes closures as fast as it may until it is killed or the journal fails, and
 * says on each line how many are written. Their ids count from 0, and they are written in that
 * order.
 */
final class JournalChild {
    private static final int WAITING = 4000;

    private JournalChild() {}

    public static void main(String[] args) {
        JournalSettings settings =
                JournalSettings.DEFAULTS.withUrl(args[0]).withKeep(Duration.ZERO);
        Journal journal = Journal.open(settings);
        for (long i = 0; journal.counts().failure().isEmpty(); i++) {
            journal.closed(numbered(i));
            while (journal.counts().queued() > WAITING && journal.counts().failure().isEmpty()) {
                LockSupport.parkNanos(100_000);
            }
            if (i % 100 == 0) {
                System.out.println(journal.counts().written());
            }
        }
        System.out.println(journal.counts().written());
        System.out.println("failed: " + journal.counts().failure().orElseThrow());
        // More than can wait, while the journal tries again and again.
        for (int i = 0; i < 2 * settings.queue(); i++) {
            journal.closed(SomeClosures.error(SomeClosures.NOON));
        }
        System.out.println("dropped: " + journal.counts().droppedErrors());
        journal.close();
    }

    static UUID id(long number) {
        return new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    private static Closure numbered(long number) {
        Closure closure = SomeClosures.normal(SomeClosures.NOON.plusMillis(number));
        return new Closure(
                id(number),
                closure.opened(),
                closure.closed(),
                closure.route(),
                closure.endpoint(),
                closure.clientAddress(),
                closure.subprotocol(),
                closure.extensions(),
                closure.handshake(),
                closure.client(),
                closure.upstream(),
                closure.cause());
    }
}
