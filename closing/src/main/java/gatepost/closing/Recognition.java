package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises what other programs print about the end of a connection. Immutable.
 *
 * <p>It reads what the words say, not only the number: who closed, and where a library reports an
 * ending under another number than the wire had.
 */
public final class Recognition {
    /** What is behind this in a text is not looked at. */
    public static final int LONGEST = 64 * 1024;

    private static final Recognition OF_ALL =
            new Recognition(Sign.parse(Resource.lines("signs.txt")));

    private final List<Sign> signs;

    private Recognition(List<Sign> signs) {
        this.signs = signs;
    }

    /** With all signs that are known. */
    public static Recognition ofAll() {
        return OF_ALL;
    }

    List<Sign> signs() {
        return signs;
    }

    /** What a text says. Of several signs, the first in their file counts. */
    public Optional<Reading> read(String text) {
        String looked = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return sign(looked).flatMap(sign -> sign.find(looked));
    }

    /** The sign by which a text is recognised. */
    Optional<Sign> sign(String text) {
        return signs.stream().filter(sign -> sign.find(text).isPresent()).findFirst();
    }

    /** A known text that is most like one that is not recognised, and who prints it. */
    public Known nearest(String text) {
        Set<String> wanted = trigrams(text);
        return signs.stream()
                .map(sign -> new Known(sign.program(), sign.example()))
                .max(Comparator.comparingDouble(known -> likeness(wanted, known.text())))
                .orElseThrow();
    }

    /** A text that a program prints. */
    public record Known(Program program, String text) {
        public Known {
            requireNonNull(program, "program");
            requireNonNull(text, "text");
        }
    }

    /** The Dice coefficient of the two sets of trigrams. */
    private static double likeness(Set<String> wanted, String text) {
        Set<String> others = trigrams(text);
        long common = wanted.stream().filter(others::contains).count();
        return 2.0 * common / Math.max(1, wanted.size() + others.size());
    }

    private static Set<String> trigrams(String text) {
        String lower = text.substring(0, Math.min(text.length(), 2000)).toLowerCase(Locale.ROOT);
        Set<String> trigrams = new HashSet<>();
        for (int i = 0; i + 3 <= lower.length(); i++) {
            trigrams.add(lower.substring(i, i + 3));
        }
        return trigrams;
    }
}
