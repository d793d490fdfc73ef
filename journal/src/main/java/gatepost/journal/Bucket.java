package gatepost.journal;

import java.time.Instant;
import java.util.Map;

/**
 * How many connections ended in a stretch of time.
 *
 * @param from when it begins
 * @param causes by the name of the cause
 */
public record Bucket(Instant from, Map<String, Count> causes) {
    /** How many ended as they are meant to, and how many did not. */
    public record Count(long normals, long errors) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(normals + other.normals, errors + other.errors);
        }
    }

    public Bucket {
        causes = Map.copyOf(causes);
    }

    /** Of all causes together. */
    public Count total() {
        return causes.values().stream().reduce(Count.NONE, Count::plus);
    }
}
