package gatepost.cli;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lays texts out on lines for a terminal. What stands in backticks is what a person types or reads
 * literally: with colours it is coloured, without them the backticks stay.
 *
 * @param colours whether escape sequences may be used
 * @param locale of the texts, for where words of scripts without spaces may be broken
 */
record StyledText(boolean colours, Locale locale) {
    private static final String RESET = "\u001b[0m";

    /** How something looks. */
    enum Style {
        PLAIN(""),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        LITERAL("\u001b[36m"),
        HEADING("\u001b[1;33m"),
        GOOD("\u001b[32m"),
        BAD("\u001b[31m"),
        FAULT("\u001b[1;31m");

        private final String sequence;

        Style(String sequence) {
            this.sequence = sequence;
        }
    }

    /**
     * A line that fits.
     *
     * @param width its columns on a terminal
     */
    record Line(String text, int width) {
        /** With spaces behind it. */
        String padded(int columns) {
            return text + " ".repeat(Math.max(0, columns - width));
        }
    }

    private record Word(String text, int width) {}

    /** A text in one style, on one line. */
    Line styled(String text, Style style) {
        return new Line(paint(text, style), DisplayWidth.of(text));
    }

    private String paint(String text, Style style) {
        return colours && style != Style.PLAIN && !text.isEmpty()
                ? style.sequence + text + RESET
                : text;
    }

    /** A text on as many lines as it needs. */
    List<Line> wrapped(String text, int columns) {
        List<Line> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (Word word : words(text, Math.max(1, columns))) {
            if (width > 0 && width + 1 + word.width() > columns) {
                lines.add(new Line(line.toString(), width));
                line.setLength(0);
                width = 0;
            }
            if (width > 0) {
                line.append(' ');
                width++;
            }
            line.append(word.text());
            width += word.width();
        }
        lines.add(new Line(line.toString(), width));
        return lines;
    }

    /** The words, none of them wider than that. */
    private List<Word> words(String text, int columns) {
        List<Word> words = new ArrayList<>();
        boolean literal = false;
        for (String word : text.split(" ", -1)) {
            StringBuilder painted = new StringBuilder();
            int width = 0;
            String[] parts = colours ? word.split("`", -1) : new String[] {word};
            boolean whole = DisplayWidth.of(word) <= columns;
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    literal = !literal;
                }
                Style style = literal ? Style.LITERAL : Style.PLAIN;
                for (String piece : whole ? List.of(parts[i]) : pieces(parts[i], columns)) {
                    int pieceWidth = DisplayWidth.of(piece);
                    if (width > 0 && width + pieceWidth > columns) {
                        words.add(new Word(painted.toString(), width));
                        painted.setLength(0);
                        width = 0;
                    }
                    painted.append(paint(piece, style));
                    width += pieceWidth;
                }
            }
            words.add(new Word(painted.toString(), width));
        }
        return words;
    }

    /** Cuts a word that is too wide: where its script lets a line end, else anywhere. */
    private List<String> pieces(String word, int columns) {
        List<String> pieces = new ArrayList<>();
        for (String part : cut(word, BreakIterator.getLineInstance(locale))) {
            if (DisplayWidth.of(part) <= columns) {
                pieces.add(part);
            } else {
                pieces.addAll(cut(part, BreakIterator.getCharacterInstance(locale)));
            }
        }
        return pieces;
    }

    private static List<String> cut(String text, BreakIterator at) {
        List<String> parts = new ArrayList<>();
        at.setText(text);
        int from = at.first();
        for (int to = at.next(); to != BreakIterator.DONE; to = at.next()) {
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }
}
