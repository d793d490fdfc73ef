package gatepost.protocol;

/** What a peer can do that RFC 6455 or RFC 7692 forbids: one constant for each MUST on frames. */
public enum Violation {
    RESERVED_BITS("RFC 6455 §5.2", CloseCode.PROTOCOL_ERROR),
    COMPRESSED_CONTROL_FRAME("RFC 7692 §6.1", CloseCode.PROTOCOL_ERROR),
    COMPRESSED_CONTINUATION("RFC 7692 §6.1", CloseCode.PROTOCOL_ERROR),
    RESERVED_OPCODE("RFC 6455 §5.2", CloseCode.PROTOCOL_ERROR),
    FRAGMENTED_CONTROL_FRAME("RFC 6455 §5.5", CloseCode.PROTOCOL_ERROR),
    CONTINUATION_OF_NOTHING("RFC 6455 §5.4", CloseCode.PROTOCOL_ERROR),
    UNFINISHED_MESSAGE("RFC 6455 §5.4", CloseCode.PROTOCOL_ERROR),
    UNMASKED_BY_CLIENT("RFC 6455 §5.1", CloseCode.PROTOCOL_ERROR),
    MASKED_BY_SERVER("RFC 6455 §5.1", CloseCode.PROTOCOL_ERROR),
    LONG_CONTROL_FRAME("RFC 6455 §5.5", CloseCode.PROTOCOL_ERROR),
    LENGTH_NOT_MINIMAL("RFC 6455 §5.2", CloseCode.PROTOCOL_ERROR),
    LENGTH_OVER_63_BITS("RFC 6455 §5.2", CloseCode.PROTOCOL_ERROR),
    CLOSE_OF_ONE_OCTET("RFC 6455 §5.5.1", CloseCode.PROTOCOL_ERROR),
    CLOSE_CODE("RFC 6455 §7.4", CloseCode.PROTOCOL_ERROR),
    CLOSE_REASON_NOT_UTF8("RFC 6455 §5.5.1", CloseCode.INVALID_FRAME_PAYLOAD_DATA),
    TEXT_NOT_UTF8("RFC 6455 §8.1", CloseCode.INVALID_FRAME_PAYLOAD_DATA),
    TEXT_ENDS_IN_CODE_POINT("RFC 6455 §8.1", CloseCode.INVALID_FRAME_PAYLOAD_DATA),
    /** Found by {@link MessageInflater}; the RFC names no close code for it. */
    COMPRESSED_DATA_CORRUPT("RFC 7692 §7.2.2", CloseCode.INVALID_FRAME_PAYLOAD_DATA);

    private final String section;
    private final CloseCode closeCode;

    Violation(String section, CloseCode closeCode) {
        this.section = section;
        this.closeCode = closeCode;
    }

    /** The rule that it breaks, as in {@code RFC 6455 §5.2}. */
    public String section() {
        return section;
    }

    /**
     * What the peer is closed with: 1002, or 1007 for what should have been UTF-8 or DEFLATE data.
     */
    public CloseCode closeCode() {
        return closeCode;
    }
}
