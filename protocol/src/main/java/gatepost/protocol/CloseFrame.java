package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * What a Close frame says (RFC 6455 §5.5.1).
 *
 * @param code as on the wire, or 1005 where the frame has no body (§7.1.5)
 * @param reason at most 123 octets in UTF-8; empty where there is none
 */
public record CloseFrame(int code, String reason) {
    /** A Close frame without a body. */
    public static final CloseFrame WITHOUT_BODY =
            new CloseFrame(CloseCode.NO_STATUS_RECEIVED.number(), "");

    /** The most octets that a reason may have beside the code in a control frame. */
    public static final int LONGEST_REASON = 123;

    /**
     * @throws IllegalArgumentException if the code may not be sent (1005 stands for none), if there
     *     is a reason without a code, or if the reason is too long
     */
    public CloseFrame {
        requireNonNull(reason, "reason");
        if (code == CloseCode.NO_STATUS_RECEIVED.number()
                ? !reason.isEmpty()
                : !CloseCode.isLegalOnWire(code)) {
            throw new IllegalArgumentException("not for a Close frame: " + code + " " + reason);
        }
        if (reason.getBytes(UTF_8).length > LONGEST_REASON) {
            throw new IllegalArgumentException("more than 123 octets: " + reason);
        }
    }

    /**
     * A frame whose reason is cut at a code point where it would be too long.
     *
     * @throws IllegalArgumentException if the code may not be sent
     */
    public static CloseFrame of(CloseCode code, String reason) {
        int octets = 0;
        int end = 0;
        while (end < reason.length()) {
            int codePoint = reason.codePointAt(end);
            octets += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (octets > LONGEST_REASON) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return new CloseFrame(code.number(), reason.substring(0, end));
    }

    /** Whether there is a body, and so a code on the wire. */
    public boolean hasBody() {
        return code != CloseCode.NO_STATUS_RECEIVED.number();
    }

    /** The payload of the frame, not masked. */
    public byte[] payload() {
        if (!hasBody()) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return payload;
    }
}
