package gatepost.gateway;

import gatepost.closing.Rule;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Opcode;
import org.jspecify.annotations.Nullable;

/**
 * Judges the data frames of one peer by the rules of its route, from their headers alone: before
 * any payload is waited for. Never acts. Confined to the event loop of the connection.
 */
final class Judge {
    private final MessageRules rules;
    private final RateMeter rate;
    private final boolean inflated;

    private Opcode type = Opcode.CONTINUATION;
    private long messageOctets;
    private long messageLimit;

    /**
     * @param inflated whether compressed messages are inflated here, so that their size is another
     *     one's affair
     */
    Judge(MessageRules rules, RateMeter rate, boolean inflated) {
        this.rules = rules;
        this.rate = rate;
        this.inflated = inflated;
    }

    /**
     * How long the payload may be of a message of one frame that would not be refused, whatever
     * came before; negative where each has to be judged.
     *
     * @param longest what it is where no rule limits it
     */
    int unjudgedUpTo(int longest) {
        if (rate.countsEach()) {
            return -1;
        }
        return (int)
                Math.min(
                        longest,
                        Math.min(limit(rules.maxFrameSize()), limit(rules.maxMessageSize())));
    }

    boolean accepts(Opcode opcode) {
        return switch (opcode) {
            case TEXT -> rules.accept() != Accept.BINARY;
            case BINARY -> rules.accept() != Accept.TEXT;
            case CONTINUATION, CLOSE, PING, PONG -> true;
        };
    }

    /** Judges a frame whose header was found. */
    Objection.@Nullable Refused judge(InboundCheck frame) {
        return switch (frame.opcode()) {
            case TEXT, BINARY -> {
                type = frame.opcode();
                messageOctets = 0;
                messageLimit =
                        inflated && frame.compressed()
                                ? Long.MAX_VALUE
                                : limit(rules.maxMessageSize());
                yield judgeData(frame, true);
            }
            case CONTINUATION -> judgeData(frame, false);
            case PING, PONG -> rate.judge(0, end(frame));
            case CLOSE -> null;
        };
    }

    private Objection.@Nullable Refused judgeData(InboundCheck frame, boolean first) {
        if (first && !accepts(type)) {
            return new Objection.Refused(
                    Rule.ACCEPT,
                    type == Opcode.TEXT
                            ? "text message where only binary is accepted"
                            : "binary message where only text is accepted");
        }
        long length = frame.payloadLength();
        if (length > limit(rules.maxFrameSize())) {
            return tooBig(Rule.MAX_FRAME_SIZE, "frame of", length, rules.maxFrameSize());
        }
        // The sum could be more than 63 bits can say.
        if (length > messageLimit - messageOctets) {
            return tooBig(
                    Rule.MAX_MESSAGE_SIZE,
                    "message of",
                    saturatedSum(messageOctets, length),
                    rules.maxMessageSize());
        }
        messageOctets = saturatedSum(messageOctets, length);
        return rate.judge(first ? 1 : 0, end(frame));
    }

    /** How many octets there are up to the end of a frame whose header was found. */
    private static long end(InboundCheck frame) {
        return saturatedSum(frame.octets(), frame.payloadLength());
    }

    static Objection.Refused tooBig(Rule rule, String what, long octets, long limit) {
        return new Objection.Refused(rule, what + " " + octets + " bytes exceeds " + limit);
    }

    private static long saturatedSum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static long limit(long octets) {
        return octets == 0 ? Long.MAX_VALUE : octets;
    }
}
