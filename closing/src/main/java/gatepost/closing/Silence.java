package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a peer did not do for too long.
 *
 * @param limit how long it had
 */
public record Silence(Kind kind, Duration limit) {
    /** What a peer can fail to do. */
    public enum Kind {
        /** It answered no Ping, nor sent anything else. */
        NO_ANSWER_TO_PING,
        /** It read nothing of what waited for it. */
        READS_NOTHING
    }

    public Silence {
        requireNonNull(kind, "kind");
        requireNonNull(limit, "limit");
    }

    /** As both peers are told, as in {@code no answer to a ping within 10 s}. */
    public String description() {
        return switch (kind) {
            case NO_ANSWER_TO_PING -> "no answer to a ping within " + inWords(limit);
            case READS_NOTHING -> "read nothing for " + inWords(limit);
        };
    }

    /**
     * A duration as it stands in the reason of a Close frame: in seconds where that is exact, as in
     * {@code 60 s}; else in milliseconds.
     */
    public static String inWords(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
