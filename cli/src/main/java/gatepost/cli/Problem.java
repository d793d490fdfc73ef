package gatepost.cli;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something about a configuration that its author should change.
 *
 * @param location absent where the problem concerns the file as a whole
 * @param pointer the JSON pointer (RFC 6901) of the value; empty for the whole document
 * @param message one line for people
 */
record Problem(Severity severity, Optional<Location> location, String pointer, String message) {
    /** Whether a gateway can be started nevertheless. */
    enum Severity {
        ERROR,
        WARNING
    }

    /** By place in the file; what concerns the whole file comes first. */
    static final Comparator<Problem> ORDER =
            Comparator.comparing(
                            (Problem problem) -> problem.location().orElse(null),
                            Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Problem::severity)
                    .thenComparing(Problem::message);

    static Problem error(Location location, String pointer, String message) {
        return new Problem(Severity.ERROR, Optional.of(location), pointer, message);
    }

    static Problem warning(Location location, String pointer, String message) {
        return new Problem(Severity.WARNING, Optional.of(location), pointer, message);
    }

    static Problem ofFile(String message) {
        return new Problem(Severity.ERROR, Optional.empty(), "", message);
    }
}
