package gatepost.protocol;

import java.nio.ByteBuffer;

/**
 * Masking keys (RFC 6455 §5.3) as they are used here: an {@code int} whose lowest octet masks the
 * next octet of payload. So the key of an unmasked frame is 0, and whoever has moved on by some
 * octets rotates the key.
 */
public final class Mask {
    private Mask() {}

    /** Reads the four octets of a masking key from a buffer in network byte order. */
    static int at(ByteBuffer in, int index) {
        return Integer.reverseBytes(in.getInt(index));
    }

    /** Reads the four octets of a masking key from an array. */
    static int of(byte[] octets, int index) {
        int mask = 0;
        for (int i = 3; i >= 0; i--) {
            mask = mask << 8 | (octets[index + i] & 0xFF);
        }
        return mask;
    }

    /** The key for the payload that begins so many octets later, or earlier if negative. */
    public static int after(int mask, long octets) {
        return Integer.rotateRight(mask, (int) (octets & 3) << 3);
    }

    /** The key for eight octets. */
    static long wide(int mask) {
        return Integer.toUnsignedLong(mask) * 0x1_0000_0001L;
    }
}
