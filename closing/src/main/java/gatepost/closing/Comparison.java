package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How two close codes differ, in one language.
 *
 * @param first the one with the lower number
 * @param second the other
 * @param written whether these words were written for the two; else they are drawn from the data
 * @param gist the difference in a sentence or two
 * @param confused why one is taken for the other
 * @param differences the facts that differ
 * @param apart how to tell them apart by what one has in hand
 * @param look where to look first in each case
 * @param choose when to send which
 */
public record Comparison(
        Explanation first,
        Explanation second,
        boolean written,
        String gist,
        Optional<String> confused,
        List<Difference> differences,
        String apart,
        String look,
        String choose) {

    public Comparison {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
        requireNonNull(confused, "confused");
        differences = List.copyOf(differences);
    }

    /** A fact in which they differ. */
    public record Difference(Fact first, Fact second) {
        /** What the two are about. */
        public String label() {
            return first.label();
        }
    }
}
