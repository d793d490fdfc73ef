package gatepost.gateway;

/**
 * What one peer may send, and what becomes of it.
 *
 * @param accept types of messages that may be sent; judged before they are converted
 * @param convert how their type is changed
 * @param maxFrameSize the largest payload of a frame, in octets as received; 0 for no limit
 * @param maxMessageSize the largest payload of a message, in octets over all of its fragments, and
 *     behind inflating where the gateway inflates; 0 for no limit
 * @param splitFramesAbove larger frames go on in fragments of at most so many octets of payload; 0
 *     to split none for their size
 */
public record MessageRules(
        Accept accept,
        Convert convert,
        long maxFrameSize,
        long maxMessageSize,
        int splitFramesAbove) {

    /** Everything may be sent, and goes on as it is. */
    public static final MessageRules NONE = new MessageRules(Accept.ANY, Convert.NOTHING, 0, 0, 0);

    /** How large a message may inflate to when nothing else is said. */
    public static final long DEFAULT_INFLATED_SIZE = 64L << 20;

    /** The largest payload of a control frame (RFC 6455 §5.5): no frame limit is below it. */
    public static final int LEAST_FRAME_LIMIT = 125;

    public MessageRules {
        if (maxFrameSize != 0 && maxFrameSize < LEAST_FRAME_LIMIT) {
            throw new IllegalArgumentException("maxFrameSize is " + maxFrameSize);
        }
        if (maxMessageSize < 0) {
            throw new IllegalArgumentException("maxMessageSize is " + maxMessageSize);
        }
        if (splitFramesAbove != 0 && splitFramesAbove < LEAST_FRAME_LIMIT) {
            throw new IllegalArgumentException("splitFramesAbove is " + splitFramesAbove);
        }
    }
}
