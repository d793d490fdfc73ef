package gatepost.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Masking keys (RFC 6455 §5.3) as they are used here: an {@code int} whose lowest octet masks the
 * next octet of payload. So the key of an unmasked frame is 0, and whoever has moved on by some
 * octets rotates the key.
 */
public final class Mask {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle BUFFER_LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

    /** Unmasks the first octets of an array, of which the key masks the first, or masks them. */
    static void unmask(byte[] octets, int length, int mask) {
        long wide = wide(mask);
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            LONGS.set(octets, at, (long) LONGS.get(octets, at) ^ wide);
        }
        for (; at < length; at++) {
            octets[at] ^= (byte) after(mask, at);
        }
    }

    /** Masks or unmasks a part of a buffer in place, of which the key masks the first octet. */
    public static void apply(ByteBuffer octets, int from, int to, int mask) {
        if (mask == 0) {
            return;
        }
        long wide = wide(mask);
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            BUFFER_LONGS.set(octets, at, (long) BUFFER_LONGS.get(octets, at) ^ wide);
        }
        for (; at < to; at++) {
            octets.put(at, (byte) (octets.get(at) ^ after(mask, at - from)));
        }
    }

    /** The key for eight octets. */
    static long wide(int mask) {
        return Integer.toUnsignedLong(mask) * 0x1_0000_0001L;
    }
}
