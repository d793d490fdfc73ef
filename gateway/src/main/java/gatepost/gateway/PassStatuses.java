package gatepost.gateway;

import java.util.BitSet;
import java.util.List;

/** The HTTP statuses of an upstream's answer that reach the client as they are. Immutable. */
public final class PassStatuses {
    /**
     * What is passed when nothing else is said: redirections, and refusals that concern the client.
     */
    public static final PassStatuses DEFAULT = parse(List.of("3xx", "401", "403", "407", "429"));

    private final BitSet statuses;

    private PassStatuses(BitSet statuses) {
        this.statuses = statuses;
    }

    /**
     * Reads statuses as in {@code 401} and classes as in {@code 3xx}.
     *
     * @throws IllegalArgumentException for anything else, and for 1xx, which is never a last answer
     */
    public static PassStatuses parse(List<String> texts) {
        BitSet statuses = new BitSet(600);
        for (String text : texts) {
            if (text.matches("[2-5]xx")) {
                int first = (text.charAt(0) - '0') * 100;
                statuses.set(first, first + 100);
            } else if (text.matches("[2-5][0-9][0-9]")) {
                statuses.set(Integer.parseInt(text));
            } else {
                throw new IllegalArgumentException("neither a status nor a class: " + text);
            }
        }
        return new PassStatuses(statuses);
    }

    boolean contains(int status) {
        return statuses.get(status);
    }
}
