package gatepost.gateway;

import java.time.Duration;

/** Durations as they stand in the reasons of Close frames. */
final class InWords {
    private InWords() {}

    /** In seconds where that is exact, as in {@code 60 s}; else in milliseconds. */
    static String of(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
