package gatepost.cli;

import java.util.List;
import java.util.Optional;

/** The text of a configuration file. */
final class SourceText {
    private static final int WIDEST = 160;

    private final String name;
    private final String text;
    private final List<String> lines;

    /**
     * A text without byte order mark.
     *
     * @param name of the file, as the user wrote it
     */
    SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lines = linesOf(text);
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** The line with this number, from 1; empty behind the last. */
    String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** Lines are ended by LF, CR LF or CR, as YAML 1.2 §5.4 has it. */
    private static List<String> linesOf(String text) {
        return List.of(text.split("\r\n|\r|\n", -1));
    }

    /** The place of a position in the text. */
    Location locationAt(int index) {
        List<String> before = linesOf(text.substring(0, index));
        String last = before.getLast();
        return new Location(before.size(), last.codePointCount(0, last.length()) + 1, 1);
    }

    /**
     * The line and, below it, carets under the place, each with its line end; nothing where the
     * place is behind the text or too far to the right to be seen.
     */
    Optional<String> excerpt(Location location) {
        if (location.line() > lines.size()) {
            return Optional.empty();
        }
        // One printed character for each code point keeps the caret under its place.
        int[] points = lines.get(location.line() - 1).codePoints().toArray();
        int start = location.column() - 1;
        if (start > points.length || start >= WIDEST) {
            return Optional.empty();
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(points.length, WIDEST); i++) {
            if (points[i] == '\t') {
                shown.append(' ');
            } else if (Printable.isUnsafe(points[i])) {
                shown.append('?');
            } else {
                shown.appendCodePoint(points[i]);
            }
        }
        String number = "%5d".formatted(location.line());
        int width =
                Math.max(1, Math.min(location.width(), Math.min(points.length, WIDEST) - start));
        return Optional.of(
                "%s | %s%n%s | %s%s%n"
                        .formatted(
                                number,
                                shown,
                                " ".repeat(number.length()),
                                " ".repeat(start),
                                "^".repeat(width)));
    }
}
