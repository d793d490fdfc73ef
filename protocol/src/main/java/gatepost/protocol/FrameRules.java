package gatepost.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which frame headers are legal (RFC 6455 §5.1-§5.5, RFC 7692 §6), each rule judged by the first
 * octets that decide it.
 *
 * @param compression whether RSV1 marks compressed messages
 */
record FrameRules(Sender sender, boolean compression) {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;

    private static final int RSV = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int CONTROL = 0x08;
    private static final int LONGEST_CONTROL_PAYLOAD = 125;
    private static final @Nullable Opcode[] OPCODES = new @Nullable Opcode[16];

    static {
        for (Opcode opcode : Opcode.values()) {
            OPCODES[opcode.number()] = opcode;
        }
    }

    /** The opcode of a frame that was found legal. */
    static Opcode opcode(int first) {
        Opcode known = OPCODES[first & OPCODE];
        if (known == null) {
            throw new AssertionError("an unknown opcode was let through: " + first);
        }
        return known;
    }

    /**
     * What is wrong with a header that was read whole.
     *
     * @param unfinished whether a fragmented message goes on
     */
    @Nullable Violation inWhole(FrameHeaderReader header, boolean unfinished) {
        Violation first = inFirstOctet(header.first(), unfinished);
        if (first != null) {
            return first;
        }
        Violation second = inSecondOctet(header);
        return second != null ? second : inLength(header);
    }

    /** What is wrong as of the last octet that was taken: whoever errs need not send more. */
    @Nullable Violation inLastOctet(FrameHeaderReader header, boolean unfinished) {
        int read = header.read();
        if (read == 1) {
            return inFirstOctet(header.first(), unfinished);
        }
        if (read == 2) {
            return inSecondOctet(header);
        }
        if (read == 3 && header.lengthOctets() == 8 && header.payloadLength() >= 0x80) {
            return Violation.LENGTH_OVER_63_BITS;
        }
        return read == 2 + header.lengthOctets() ? inLength(header) : null;
    }

    private @Nullable Violation inFirstOctet(int first, boolean unfinished) {
        int number = first & OPCODE;
        int reserved = first & RSV;
        if (reserved != 0) {
            if (!compression || reserved != RSV1) {
                return Violation.RESERVED_BITS;
            }
            if ((number & CONTROL) != 0) {
                return Violation.COMPRESSED_CONTROL_FRAME;
            }
            if (number == 0) {
                return Violation.COMPRESSED_CONTINUATION;
            }
        }
        if (OPCODES[number] == null) {
            return Violation.RESERVED_OPCODE;
        }
        if ((number & CONTROL) != 0) {
            return (first & FIN) == 0 ? Violation.FRAGMENTED_CONTROL_FRAME : null;
        }
        if (number == 0) {
            return unfinished ? null : Violation.CONTINUATION_OF_NOTHING;
        }
        return unfinished ? Violation.UNFINISHED_MESSAGE : null;
    }

    private @Nullable Violation inSecondOctet(FrameHeaderReader header) {
        if (header.isMasked() != (sender == Sender.CLIENT)) {
            return header.isMasked() ? Violation.MASKED_BY_SERVER : Violation.UNMASKED_BY_CLIENT;
        }
        if ((header.first() & CONTROL) != 0) {
            if (header.shortLength() > LONGEST_CONTROL_PAYLOAD) {
                return Violation.LONG_CONTROL_FRAME;
            }
            if ((header.first() & OPCODE) == Opcode.CLOSE.number() && header.shortLength() == 1) {
                return Violation.CLOSE_OF_ONE_OCTET;
            }
        }
        return null;
    }

    private static @Nullable Violation inLength(FrameHeaderReader header) {
        if (header.payloadLength() < 0) {
            return Violation.LENGTH_OVER_63_BITS;
        }
        long least =
                switch (header.lengthOctets()) {
                    case 2 -> 126;
                    case 8 -> 0x10000;
                    default -> 0;
                };
        return header.payloadLength() < least ? Violation.LENGTH_NOT_MINIMAL : null;
    }

    /** What was found, in words that fit into the reason of a Close frame. */
    static String describe(Violation violation, FrameHeaderReader header) {
        int first = header.first();
        return switch (violation) {
            case RESERVED_BITS ->
                    "reserved bits RSV1-3 are "
                            + (first >> 6 & 1)
                            + (first >> 5 & 1)
                            + (first >> 4 & 1);
            case COMPRESSED_CONTROL_FRAME -> "a control frame is marked as compressed";
            case COMPRESSED_CONTINUATION -> "a continuation frame is marked as compressed";
            case RESERVED_OPCODE -> "reserved opcode 0x" + Integer.toHexString(first & OPCODE);
            case FRAGMENTED_CONTROL_FRAME -> "a control frame is fragmented";
            case CONTINUATION_OF_NOTHING -> "a continuation frame continues no message";
            case UNFINISHED_MESSAGE -> "a new message begins before the last one is finished";
            case UNMASKED_BY_CLIENT -> "a client's frame is not masked";
            case MASKED_BY_SERVER -> "a server's frame is masked";
            case LONG_CONTROL_FRAME -> "a control frame is longer than 125 octets";
            case LENGTH_NOT_MINIMAL ->
                    "a payload length of "
                            + header.payloadLength()
                            + " is written in "
                            + header.lengthOctets()
                            + " octets";
            case LENGTH_OVER_63_BITS -> "a payload length has more than 63 bits";
            case CLOSE_OF_ONE_OCTET -> "a Close frame has a body of one octet";
            case CLOSE_CODE,
                    CLOSE_REASON_NOT_UTF8,
                    TEXT_NOT_UTF8,
                    TEXT_ENDS_IN_CODE_POINT,
                    COMPRESSED_DATA_CORRUPT ->
                    throw new AssertionError(violation + " is not in a header");
        };
    }
}
