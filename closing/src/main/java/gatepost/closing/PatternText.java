package gatepost.closing;

import static java.util.Objects.requireNonNull;

/**
 * What many endings have in common, in one language. What a peer sent may stand in any text of it.
 *
 * @param happened what they have in common, in a sentence or two
 * @param against what speaks against it
 * @param step what to do about it
 */
public record PatternText(EndingPattern pattern, String happened, String against, String step) {
    public PatternText {
        requireNonNull(pattern, "pattern");
        requireNonNull(happened, "happened");
        requireNonNull(against, "against");
        requireNonNull(step, "step");
    }
}
