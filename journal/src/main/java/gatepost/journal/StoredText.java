package gatepost.journal;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts as they lie in the database. PostgreSQL's text has no NUL, and no UTF-8 has halves of
 * surrogate pairs; these become <code>&#92;u0000</code> and the like, in both databases, and a
 * backslash before a {@code u} becomes <code>&#92;u005c</code>. All else stays as it is.
 */
final class StoredText {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int first) {
        StringBuilder stored = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                stored.append("\\u").append(HexFormat.of().toHexDigits(text.charAt(i)));
            } else {
                stored.append(text.charAt(i));
            }
        }
        return stored.toString();
    }

    private static boolean isEscaped(String text, int at) {
        char character = text.charAt(at);
        if (character == '\\') {
            return at + 1 < text.length() && text.charAt(at + 1) == 'u';
        }
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return character == 0;
    }

    static String read(String stored) {
        if (!stored.contains("\\u")) {
            return stored;
        }
        return ESCAPED.matcher(stored)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                String.valueOf((char) HexFormat.fromHexDigits(found.group(1)))));
    }
}
