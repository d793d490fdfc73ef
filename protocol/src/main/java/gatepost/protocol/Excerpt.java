package gatepost.protocol;

/** As much of a peer's text as may stand in a description that others read. */
public final class Excerpt {
    /** At most so many characters, each one octet in UTF-8. */
    static final int LONGEST = 40;

    private static final String CUT = "...";

    private Excerpt() {}

    /**
     * The beginning of the text in printable ASCII. Anything else becomes a question mark: a
     * control character could rewrite a log or a terminal, and which character set the peer meant
     * is unknown.
     */
    static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * The same at another length.
     *
     * @param longest the most characters that it may have, at least 3
     */
    public static String of(String text, int longest) {
        boolean cut = text.length() > longest;
        int length = cut ? longest - CUT.length() : text.length();
        StringBuilder excerpt = new StringBuilder(length + CUT.length());
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            excerpt.append(character >= ' ' && character <= '~' ? character : '?');
        }
        return cut ? excerpt.append(CUT).toString() : excerpt.toString();
    }
}
