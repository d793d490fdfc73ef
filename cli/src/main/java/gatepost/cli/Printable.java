package gatepost.cli;

/**
 * Makes text from anywhere safe to print on one line of a terminal or log: whatever would end the
 * line, steer the terminal or change the order of what is read becomes an escape.
 */
final class Printable {
    private Printable() {}

    /** The text with {@code \n}, {@code \t}, {@code \r} and {@code \}{@code uXXXX} for the rest. */
    static String of(String text) {
        if (text.codePoints().noneMatch(Printable::isUnsafe)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(out, point));
        return out.toString();
    }

    /** At most so many code points of it, with an ellipsis of dots for the rest. */
    static String clipped(String text, int codePoints) {
        if (text.codePointCount(0, text.length()) <= codePoints) {
            return of(text);
        }
        return of(text.substring(0, text.offsetByCodePoints(0, codePoints))) + "...";
    }

    private static void append(StringBuilder out, int point) {
        if (point == '\n') {
            out.append("\\n");
        } else if (point == '\r') {
            out.append("\\r");
        } else if (point == '\t') {
            out.append("\\t");
        } else if (isUnsafe(point)) {
            for (char unit : Character.toChars(point)) {
                out.append("\\u%04X".formatted((int) unit));
            }
        } else {
            out.appendCodePoint(point);
        }
    }

    /**
     * Controls (ESC and both sorts of line ends among them), format characters (bidirectional
     * overrides and isolates, zero-width ones), Unicode's own line and paragraph separators, and
     * halves of surrogate pairs, which no encoder can write. Unassigned and private code points are
     * shown: the reader's system may know them.
     */
    static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
