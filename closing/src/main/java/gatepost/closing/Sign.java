package gatepost.closing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words by which a program is known to report the end of a connection.
 *
 * @param code the close code that they stand for; where there is none here, the pattern's group
 *     {@code code} says it
 * @param note the key of what else is to be said about it
 * @param pattern is found in such a text; may have groups {@code code} and {@code status}
 * @param example a real text
 */
record Sign(
        Program program,
        Reading.How how,
        OptionalInt code,
        Optional<String> note,
        Pattern pattern,
        String example) {
    private static final String ABSENT = "-";

    /** Whether a text has them, and what it then says. */
    Optional<Reading> find(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int number = code.orElseGet(() -> Integer.parseInt(matcher.group("code")));
        return Catalogue.entry(number)
                .map(entry ->
                        new Reading(
                                program,
                                entry,
                                number,
                                how,
                                status(matcher),
                                matcher.group().strip(),
                                note));
    }

    private OptionalInt status(Matcher matcher) {
        String status =
                pattern.namedGroups().containsKey("status") ? matcher.group("status") : null;
        return status == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status));
    }

    /**
     * Reads signs: of each, a line {@code program how code note}, one with the pattern, and one
     * with the example; an empty line or a comment behind {@code #} may stand between two.
     *
     * @throws IllegalArgumentException if they are not written so
     */
    static List<Sign> parse(List<String> lines) {
        List<Sign> signs = new ArrayList<>();
        List<String> of = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                of.add(line.strip());
                if (of.size() == 3) {
                    signs.add(parse(of.get(0), of.get(1), of.get(2)));
                    of.clear();
                }
            }
        }
        if (!of.isEmpty()) {
            throw new IllegalArgumentException("a sign is cut: " + of);
        }
        return signs;
    }

    private static Sign parse(String head, String pattern, String example) {
        String[] words = head.split(" +", -1);
        if (words.length != 4) {
            throw new IllegalArgumentException("not four words: " + head);
        }
        return new Sign(
                Program.of(words[0])
                        .orElseThrow(() -> new IllegalArgumentException("no program: " + head)),
                Reading.How.valueOf(words[1]),
                words[2].equals(ABSENT)
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(words[2])),
                words[3].equals(ABSENT) ? Optional.empty() : Optional.of(words[3]),
                Pattern.compile(pattern),
                example.translateEscapes());
    }
}
