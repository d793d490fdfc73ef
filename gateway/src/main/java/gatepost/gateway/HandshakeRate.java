package gatepost.gateway;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast each address begins handshakes: it has a bucket that holds one second's worth, fills at
 * the rate, and from which each handshake takes one. Safe for use by all event loops.
 *
 * <p>There is an entry for each address whose bucket was not full when {@link #forget} was last
 * called, or has not been since: no more than handshakes were begun within a second of that.
 */
final class HandshakeRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /*
     * Of a bucket nothing is kept but the time at which it will be full again. Each handshake puts
     * that off by the time in which one is filled in; where it would then be more than a second
     * away, the bucket has less than one.
     */
    private final ConcurrentMap<ClientPrefix, Long> fullAt = new ConcurrentHashMap<>();

    private final int perSecond;
    private final LongSupplier nanoTime;

    /**
     * @param perSecond 0 for no limit
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    HandshakeRate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Counts a handshake, or says why it comes too soon; then it does not count. */
    Optional<Refusal> begin(ClientPrefix client) {
        return perSecond == 0 || take(client)
                ? Optional.empty()
                : Optional.of(Refusal.tooFast(perSecond));
    }

    private boolean take(ClientPrefix client) {
        long now = nanoTime.getAsLong();
        long each = SECOND / perSecond;
        while (true) {
            Long before = fullAt.get(client);
            long missing = before == null ? 0 : Math.max(0, before - now);
            if (missing + each > SECOND) {
                return false;
            }
            long after = now + missing + each;
            boolean taken =
                    before == null
                            ? fullAt.putIfAbsent(client, after) == null
                            : fullAt.replace(client, before, after);
            if (taken) {
                return true;
            }
        }
    }

    /** Drops the entries of the buckets that are full; an address without one has a full bucket. */
    void forget() {
        long now = nanoTime.getAsLong();
        fullAt.values().removeIf(time -> time - now <= 0);
    }

    /** How many addresses there are entries for. */
    int addresses() {
        return fullAt.size();
    }
}
