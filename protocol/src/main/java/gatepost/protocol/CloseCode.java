package gatepost.protocol;

import java.util.Optional;

/**
 * The registered close codes, and what the numbers between them stand for (RFC 6455 §7.4 and the
 * IANA registry that it founds).
 */
public enum CloseCode {
    NORMAL_CLOSURE(1000),
    GOING_AWAY(1001),
    PROTOCOL_ERROR(1002),
    UNSUPPORTED_DATA(1003),
    /** Registered without a meaning, for the day when there is one. */
    RESERVED(1004),
    NO_STATUS_RECEIVED(1005),
    ABNORMAL_CLOSURE(1006),
    INVALID_FRAME_PAYLOAD_DATA(1007),
    POLICY_VIOLATION(1008),
    MESSAGE_TOO_BIG(1009),
    MANDATORY_EXTENSION(1010),
    INTERNAL_ERROR(1011),
    SERVICE_RESTART(1012),
    TRY_AGAIN_LATER(1013),
    /** Without a registered short name; sent by a gateway whose upstream answered wrongly. */
    BAD_GATEWAY(1014),
    TLS_HANDSHAKE(1015),
    UNAUTHORIZED(3000),
    FORBIDDEN(3003),
    TIMEOUT(3008);

    /** Whose the numbers are (RFC 6455 §7.4.2). */
    public enum Range {
        /** 0-999, and everything that two octets cannot say or nobody may use: 5000 and above. */
        UNUSED,
        /** 1000-2999: the protocol's own, its extensions' and its revisions'. */
        PROTOCOL,
        /** 3000-3999: libraries, frameworks and applications, by registration. */
        REGISTERED,
        /** 4000-4999: private, by agreement between the two ends. */
        PRIVATE
    }

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /** The number, as in a Close frame. */
    public int number() {
        return number;
    }

    /** The registered code with this number. */
    public static Optional<CloseCode> of(int number) {
        for (CloseCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** The range that a number lies in, whether or not it is registered. */
    public static Range range(int number) {
        if (number < 1000 || number > 4999) {
            return Range.UNUSED;
        }
        return number < 3000 ? Range.PROTOCOL : number < 4000 ? Range.REGISTERED : Range.PRIVATE;
    }

    /**
     * Whether an endpoint may write this number into a Close frame. 1005, 1006 and 1015 exist only
     * in an endpoint's own reports (RFC 6455 §7.4.1), 1004 has no meaning yet, and a number of
     * 1000-2999 that nobody registered may not be used.
     */
    public static boolean isLegalOnWire(int number) {
        return switch (range(number)) {
            case UNUSED -> false;
            case PROTOCOL ->
                    of(number).isPresent()
                            && number != RESERVED.number
                            && number != NO_STATUS_RECEIVED.number
                            && number != ABNORMAL_CLOSURE.number
                            && number != TLS_HANDSHAKE.number;
            case REGISTERED, PRIVATE -> true;
        };
    }
}
