package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Something that many endings have in common.
 *
 * @param count how many endings show it
 * @param of how many it was looked for in: all errors, or all that are of its sort
 * @param against how many endings speak against it: as like, and ended otherwise
 * @param values what the texts about it name; may hold what a peer sent
 * @param examples the newest of these endings, at most three
 */
public record EndingPattern(
        Kind kind,
        int count,
        int of,
        int against,
        Map<String, Object> values,
        List<UUID> examples) {
    /** What endings can have in common. */
    public enum Kind {
        /** TCP ended without a Close frame after the same silence. */
        SAME_SILENCE,
        /** TCP ended without a Close frame at the same age. */
        SAME_LIFE,
        /** Many ended at the same moment. */
        SAME_MOMENT,
        /** One endpoint has most of the errors. */
        ONE_ENDPOINT,
        /** Messages over a size end the connection. */
        OVER_A_SIZE,
        /** One client connects again and again. */
        RECONNECTING,
        /** One cause began at a time. */
        SINCE,
        /** One suspect has most of the errors. */
        ONE_SUSPECT
    }

    public EndingPattern {
        requireNonNull(kind, "kind");
        values = Map.copyOf(values);
        examples = List.copyOf(examples);
        if (count < 1 || count > of || against < 0) {
            throw new IllegalArgumentException(count + " of " + of + ", against " + against);
        }
    }

    /** The share of endings that show it, from 0 to 1. */
    public double share() {
        return (double) count / of;
    }

    /**
     * How sure it is: the more show it, the fewer do not, and the fewer speak against it. The lower
     * bound of Wilson's interval (95 %) of those that show it among those that could have.
     */
    public double confidence() {
        int all = of + against;
        double z = 1.96;
        double p = (double) count / all;
        double square = z * z / all;
        double middle = p + square / 2;
        double spread = z * Math.sqrt((p * (1 - p) + square / 4) / all);
        return Math.max(0, (middle - spread) / (1 + square));
    }
}
