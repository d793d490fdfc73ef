package gatepost.closing;

import static java.util.Objects.requireNonNull;

import gatepost.protocol.CloseCode;

/**
 * The content of a Close frame (RFC 6455 §5.5.1).
 *
 * @param code as on the wire, or 1005 where the frame had no body (§7.1.5)
 * @param reason empty where there was none
 */
public record CloseFrame(int code, String reason) {
    public CloseFrame {
        requireNonNull(reason, "reason");
        if (code != CloseCode.NO_STATUS_RECEIVED.number() && !CloseCode.isLegalOnWire(code)) {
            throw new IllegalArgumentException("not a close code for the wire: " + code);
        }
    }
}
