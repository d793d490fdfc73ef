package gatepost.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class Nearest {
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The candidate with the fewest edits (inserting, removing or changing a character, or swapping
     * two neighbours; case is not counted) to what was found, if a third of the longer of both is
     * enough. Of equals the first in their order.
     */
    static Optional<String> of(String found, Collection<String> candidates) {
        if (found.isEmpty() || found.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = found.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .map(candidate -> new Match(candidate, edits(wanted, lower(candidate))))
                .filter(match -> match.edits <= allowed(found, match.candidate))
                .min(Comparator.comparingInt(Match::edits))
                .map(Match::candidate);
    }

    /** The end of a message: {@code ; did you mean chat?}, or nothing. */
    static String suffix(Optional<String> meant) {
        return meant.map(text -> "; did you mean " + text + "?").orElse("");
    }

    private record Match(String candidate, int edits) {}

    private static int allowed(String found, String candidate) {
        return Math.max(1, Math.max(found.length(), candidate.length()) / 3);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The optimal string alignment distance, row by row. */
    private static int edits(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
