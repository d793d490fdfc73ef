package gatepost.closing;

import static java.util.Objects.requireNonNull;

/**
 * Something that is known about every code, for one of them, in one language.
 *
 * @param label what it is, as in a table's first column
 * @param value a few words
 * @param sentence the same as a sentence that names the code
 */
public record Fact(Kind kind, String label, String value, String sentence) {
    public Fact {
        requireNonNull(kind, "kind");
        requireNonNull(label, "label");
        requireNonNull(value, "value");
        requireNonNull(sentence, "sentence");
    }

    /** What is known about every code. */
    public enum Kind {
        SENT_BY,
        IN_CLOSE_FRAME,
        BROWSER_CLOSE,
        BROWSER_EVENT,
        FAULT,
        RECONNECT,
        HTTP_STATUS
    }
}
