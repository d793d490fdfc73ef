package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of a Close frame (RFC 6455 §5.5.1) and judges each octet as soon as it is
 * there.
 */
final class CloseReader {
    private final byte[] payload;
    private final ByteBuffer octets;
    private final Utf8Check reason = new Utf8Check();
    private int read;
    private String description = "";

    /**
     * @param length of the payload: 0, or 2 to 125
     */
    CloseReader(int length) {
        payload = new byte[length];
        octets = ByteBuffer.wrap(payload);
    }

    /** Takes the next octet, unmasked; returns what is wrong as of this one. */
    @Nullable Violation take(byte octet) {
        int at = read++;
        payload[at] = octet;
        if (at == 1 && !CloseCode.isLegalOnWire(code())) {
            return found(Violation.CLOSE_CODE, "close code " + code());
        }
        if (at >= 2 && reason.check(octets, at, at + 1, 0) == at) {
            return found(
                    Violation.CLOSE_REASON_NOT_UTF8,
                    "close reason is not UTF-8 at octet 0x%02x".formatted(octet));
        }
        if (read == payload.length && !reason.isComplete()) {
            return found(Violation.CLOSE_REASON_NOT_UTF8, "close reason ends within a code point");
        }
        return null;
    }

    private Violation found(Violation violation, String words) {
        description = words;
        return violation;
    }

    /** What was found, in words that fit into the reason of a Close frame; empty before. */
    String description() {
        return description;
    }

    /** The frame, when all of it was taken. */
    CloseFrame frame() {
        return payload.length == 0
                ? CloseFrame.WITHOUT_BODY
                : new CloseFrame(code(), new String(payload, 2, payload.length - 2, UTF_8));
    }

    private int code() {
        return octets.getShort(0) & 0xFFFF;
    }
}
