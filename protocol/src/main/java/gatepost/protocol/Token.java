package gatepost.protocol;

/** The smallest word of HTTP's fields (RFC 9110 §5.6.2). */
final class Token {
    private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

    private Token() {}

    /** Whether the text is one token and nothing else; the empty text is none. */
    static boolean isToken(String text) {
        return !text.isEmpty() && end(text, 0) == text.length();
    }

    /** Where the token that begins at {@code from} ends; {@code from} where none begins there. */
    static int end(String text, int from) {
        int end = from;
        while (end < text.length() && isTokenCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /**
     * Whether two texts differ in nothing but the case of A to Z. {@link String#equalsIgnoreCase}
     * would also take the Kelvin sign for a k, which the peer's own parser does not.
     */
    static boolean same(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lowerCase(one.charAt(i)) != lowerCase(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isWhiteSpace(char character) {
        return character == ' ' || character == '\t';
    }

    static boolean isLetterOrDigit(char character) {
        char lower = lowerCase(character);
        return (lower >= 'a' && lower <= 'z') || isDigit(character);
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isTokenCharacter(char character) {
        return isLetterOrDigit(character) || PUNCTUATION.indexOf(character) >= 0;
    }

    private static char lowerCase(char character) {
        return character >= 'A' && character <= 'Z' ? (char) (character + ('a' - 'A')) : character;
    }
}
