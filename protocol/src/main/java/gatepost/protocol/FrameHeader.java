package gatepost.protocol;

import java.nio.ByteBuffer;

/** Writes frame headers (RFC 6455 §5.2). */
public final class FrameHeader {
    /** The most octets that a header has: two, eight of length, four of masking key. */
    public static final int LONGEST = 14;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;

    private FrameHeader() {}

    /**
     * Writes the header of a frame.
     *
     * @param fin whether the frame is the last of its message
     * @param compressed whether RSV1 is set (RFC 7692 §6)
     * @param payloadLength in octets; not negative
     * @param from which end writes: a client's frames carry the masking key
     * @param mask the masking key as in {@link Mask}; of no effect in a server's frame
     * @throws IllegalArgumentException if the length is negative
     */
    public static void write(
            ByteBuffer out,
            boolean fin,
            boolean compressed,
            Opcode opcode,
            long payloadLength,
            Sender from,
            int mask) {
        if (payloadLength < 0) {
            throw new IllegalArgumentException("negative payload length: " + payloadLength);
        }
        out.put((byte) ((fin ? FIN : 0) | (compressed ? RSV1 : 0) | opcode.number()));
        int masked = from == Sender.CLIENT ? MASKED : 0;
        if (payloadLength < 126) {
            out.put((byte) (masked | payloadLength));
        } else if (payloadLength <= 0xFFFF) {
            putNumber(out.put((byte) (masked | 126)), payloadLength, 2);
        } else {
            putNumber(out.put((byte) (masked | 127)), payloadLength, 8);
        }
        if (from == Sender.CLIENT) {
            putNumber(out, Integer.reverseBytes(mask), 4);
        }
    }

    /** In network byte order, whatever the buffer's is. */
    private static void putNumber(ByteBuffer out, long number, int octets) {
        for (int bits = 8 * (octets - 1); bits >= 0; bits -= 8) {
            out.put((byte) (number >> bits));
        }
    }

    /**
     * A whole Close frame, ready to be read.
     *
     * @param mask the masking key; of no effect in a server's frame
     */
    public static ByteBuffer close(CloseFrame close, Sender from, int mask) {
        return whole(Opcode.CLOSE, close.payload(), from, mask);
    }

    /**
     * A whole Ping frame, ready to be read.
     *
     * @param payload at most 125 octets
     * @param mask the masking key; of no effect in a server's frame
     * @throws IllegalArgumentException if the payload is longer
     */
    public static ByteBuffer ping(byte[] payload, Sender from, int mask) {
        if (payload.length > 125) {
            throw new IllegalArgumentException("a Ping of " + payload.length + " octets");
        }
        return whole(Opcode.PING, payload, from, mask);
    }

    private static ByteBuffer whole(Opcode opcode, byte[] payload, Sender from, int mask) {
        ByteBuffer out = ByteBuffer.allocate(LONGEST + payload.length);
        write(out, true, false, opcode, payload.length, from, mask);
        int key = from == Sender.CLIENT ? mask : 0;
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ Mask.after(key, i)));
        }
        return out.flip();
    }
}
