package gatepost.cli;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a share of connections by chance. The chance is that of their ids, so that whoever looks at
 * the same connection with the same share takes or leaves it alike.
 *
 * @param share how many of 100 000
 */
record Sampling(int share) {
    private static final int WHOLE = 100_000;
    private static final int PER_PERCENT = WHOLE / 100;

    /** A percentage with up to three decimals. */
    private static final Pattern PERCENTAGE = Pattern.compile("([0-9]{1,3})(?:\\.([0-9]{1,3}))?%");

    static final Sampling ALL = new Sampling(WHOLE);
    static final Sampling NONE = new Sampling(0);

    /** Of an id of version 7 (RFC 9562 §5.7), the end is chance and nothing else. */
    private static final long CHANCE = 0xFFFF_FFFFL;

    Sampling {
        if (share < 0 || share > WHOLE) {
            throw new IllegalArgumentException("not a share: " + share);
        }
    }

    /** Reads {@code all}, {@code none} or a percentage such as {@code 0.5%}. */
    static Optional<Sampling> parse(String text) {
        return switch (text) {
            case "all" -> Optional.of(ALL);
            case "none" -> Optional.of(NONE);
            default -> percentage(text);
        };
    }

    private static Optional<Sampling> percentage(String text) {
        Matcher matcher = PERCENTAGE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String decimals = Optional.ofNullable(matcher.group(2)).orElse("");
        int share =
                Integer.parseInt(matcher.group(1)) * PER_PERCENT
                        + Integer.parseInt((decimals + "000").substring(0, 3));
        return share <= WHOLE ? Optional.of(new Sampling(share)) : Optional.empty();
    }

    /** Whether a connection is among those that are taken. */
    boolean takes(UUID id) {
        return ((id.getLeastSignificantBits() & CHANCE) * WHOLE) >>> Integer.SIZE < share;
    }
}
