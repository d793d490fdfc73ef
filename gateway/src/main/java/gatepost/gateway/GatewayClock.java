package gatepost.gateway;

import java.time.Instant;

/**
 * The time that records are made with. Safe for use by any thread; never goes back within a
 * gateway, except {@code now}, which follows the system's clock.
 */
public interface GatewayClock {
    /** The time of the system. */
    GatewayClock SYSTEM =
            new GatewayClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public Instant now() {
                    return Instant.now();
                }
            };

    /** For spans, as {@link System#nanoTime}. */
    long nanoTime();

    /** For points in time. */
    Instant now();
}
