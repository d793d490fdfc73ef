package gatepost.cli;

import java.util.Optional;

/**
 * One line of {@code key=value} pairs. A value is quoted where it is not a plain word; inside
 * quotes a backslash stands before {@code "} and {@code \}, and everything that could end the line
 * or deceive its reader is escaped by {@link Printable}. So no peer can write a line of its own.
 */
final class Logfmt {
    private static final String ABSENT = "-";

    private final StringBuilder line = new StringBuilder(512);

    /** Appends a pair. The key is one of ours: it is not escaped. */
    Logfmt with(String key, String value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (isPlain(value)) {
            line.append(value);
        } else {
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
            line.append('"').append(Printable.of(escaped)).append('"');
        }
        return this;
    }

    Logfmt with(String key, long value) {
        return with(key, Long.toString(value));
    }

    /** Appends a pair whose value is a lone {@code -} where there is none. */
    Logfmt with(String key, Optional<String> value) {
        if (value.isPresent()) {
            return with(key, value.get());
        }
        line.append(line.isEmpty() ? "" : " ").append(key).append('=').append(ABSENT);
        return this;
    }

    /** A word of visible characters that cannot be taken for a quoted or an absent value. */
    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && !value.equals(ABSENT)
                && value.codePoints()
                        .allMatch(point ->
                                point > ' '
                                        && point != '"'
                                        && point != '\\'
                                        && point != '='
                                        && !Character.isSpaceChar(point)
                                        && !Printable.isUnsafe(point));
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
