package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A suspect, and how sure it is that it is the one.
 *
 * @param values what the texts about it name: sizes, limits, names; may hold what a peer sent
 */
public record Finding(Suspect suspect, Certainty certainty, Map<String, Object> values) {
    public Finding {
        requireNonNull(suspect, "suspect");
        requireNonNull(certainty, "certainty");
        values = Map.copyOf(values);
    }
}
