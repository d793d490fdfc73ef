package gatepost.closing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it means that a peer broke a rule of the gateway. */
final class RuleFindings {
    /** The size in a reason of the gateway's own, as in {@code frame of 70000 bytes exceeds …}. */
    private static final Pattern SIZE = Pattern.compile(" ([0-9]+) bytes exceeds ");

    /** A length of 64 bits that is larger than any message. */
    private static final long ABSURD = 1L << 40;

    private final Closure closure;
    private final Role who;
    private final Findings findings;

    RuleFindings(Closure closure, Role who, Findings findings) {
        this.closure = closure;
        this.who = who;
        this.findings = findings;
    }

    void add(Rule rule, String reason) {
        findings.know("reason", Findings.literal(reason)).know("key", "`" + rule.key() + "`");
        switch (rule) {
            case ACCEPT -> certain(Suspect.CLIENT_TYPE_REFUSED, Suspect.SERVER_TYPE_REFUSED);
            case CONVERT -> certain(Suspect.CLIENT_NOT_CONVERTIBLE, Suspect.SERVER_NOT_CONVERTIBLE);
            case MAX_FRAME_SIZE, MAX_MESSAGE_SIZE -> {
                addReversedLength(reason);
                certain(Suspect.CLIENT_OVER_LIMIT, Suspect.SERVER_OVER_LIMIT);
            }
            case MESSAGES_PER_SECOND, BYTES_PER_SECOND -> findings.certain(Suspect.CLIENT_TOO_FAST);
            case FRAME_TIMEOUT -> {
                addUnfinishedReversed();
                certain(Suspect.CLIENT_LEFT_FRAME_UNFINISHED, Suspect.SERVER_LEFT_FRAME_UNFINISHED);
            }
            case ORIGINS -> findings.certain(Suspect.ORIGIN_REFUSED);
            case REQUIRED_FIELDS -> findings.certain(Suspect.FIELD_REFUSED);
            case SUBPROTOCOLS -> findings.certain(Suspect.SUBPROTOCOL_REFUSED);
            case CONNECTIONS_PER_IP -> findings.certain(Suspect.ADDRESS_HAS_TOO_MANY);
            case HANDSHAKES_PER_SECOND_PER_IP -> findings.certain(Suspect.ADDRESS_TOO_FAST);
        }
    }

    /**
     * Nobody sends a frame of so many octets; with its octets in the other order it makes sense.
     */
    private void addReversedLength(String reason) {
        Matcher size = SIZE.matcher(reason);
        if (!size.find() || size.group(1).length() > 19) {
            return;
        }
        long octets = Long.parseUnsignedLong(size.group(1));
        long reversed = Long.reverseBytes(octets);
        if (octets > ABSURD && reversed > 0 && reversed < ABSURD) {
            reversed(octets, reversed);
        }
    }

    /**
     * What had come of the frame is just what its length says with its octets in the other order.
     */
    private void addUnfinishedReversed() {
        LegRecord leg = who == Role.CLIENT ? closure.client() : closure.upstream();
        long length = leg.lastMessage();
        long arrived = length - leg.missing();
        if (length > 125
                && length <= 0xFFFF
                && arrived == Short.toUnsignedInt(Short.reverseBytes((short) length))) {
            reversed(length, arrived);
        }
    }

    private void reversed(long said, long meant) {
        findings.know("size", said + " B")
                .know("meant", meant + " B")
                .likely(
                        who == Role.CLIENT
                                ? Suspect.CLIENT_LENGTH_REVERSED
                                : Suspect.SERVER_LENGTH_REVERSED);
    }

    private void certain(Suspect client, Suspect server) {
        findings.certain(who == Role.CLIENT ? client : server);
    }
}
