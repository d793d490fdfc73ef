package gatepost.cli;

/**
 * Which sizes a key takes, in octets.
 *
 * @param orZero whether 0 is taken too, for no limit
 * @param most included
 * @param whyLeast a remark for whoever wrote less than the least; may be empty
 */
record SizeRange(boolean orZero, long least, long most, String whyLeast) {
    static SizeRange of(long least, long most) {
        return new SizeRange(false, least, most, "");
    }

    static SizeRange orZero(long least, long most) {
        return new SizeRange(true, least, most, "");
    }

    SizeRange because(String reason) {
        return new SizeRange(orZero, least, most, reason);
    }

    boolean contains(long octets) {
        return (orZero && octets == 0) || (octets >= least && octets <= most);
    }

    /** As a noun for a message. */
    String expected() {
        return "%sa size from %s to %s"
                .formatted(orZero ? "0 or " : "", Size.format(least), Size.format(most));
    }

    /** The end of a message about a size that is not contained. */
    String remark(long octets) {
        return octets < least && !whyLeast.isEmpty() ? "; " + whyLeast : "";
    }
}
