package gatepost.cli;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * A line of the log that is about no ending.
 *
 * @param logger the name of who says it
 * @param message may hold what a peer sent
 */
record Remark(Instant at, Level level, String logger, String message, Optional<Thrown> thrown) {
    /**
     * Something that was thrown.
     *
     * @param type the name of its class
     * @param message may hold what a peer sent, as may the trace; empty where there is none
     * @param trace on several lines
     */
    record Thrown(String type, String message, String trace) {}

    /** What the program says of itself. */
    static Remark of(Instant at, Level level, String message) {
        return new Remark(at, level, "gatepost", message, Optional.empty());
    }
}
