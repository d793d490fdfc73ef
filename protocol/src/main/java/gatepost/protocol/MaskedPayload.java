package gatepost.protocol;

import java.nio.ByteBuffer;

/** What is left of a piece of payload, and the key that masks its next octet. */
final class MaskedPayload {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private ByteBuffer octets = NONE;
    private int mask;

    /**
     * Holds on to a piece.
     *
     * @param octets masked; not changed but for the position
     * @param mask as in {@link Mask}
     */
    void set(ByteBuffer octets, int mask) {
        this.octets = octets.hasRemaining() ? octets : NONE;
        this.mask = mask;
    }

    boolean hasRemaining() {
        return octets.hasRemaining();
    }

    /**
     * Copies the next octets, unmasked, and leaves them here.
     *
     * @return how many: as many as there are, and at most {@code most}
     */
    int copyTo(byte[] to, long most) {
        int length = (int) Math.min(Math.min(octets.remaining(), to.length), most);
        octets.get(octets.position(), to, 0, length);
        if (mask != 0) {
            Mask.unmask(to, length, mask);
        }
        return length;
    }

    /** Moves the position; a piece that is used up is let go of. */
    void skip(int length) {
        octets.position(octets.position() + length);
        mask = Mask.after(mask, length);
        if (!octets.hasRemaining()) {
            octets = NONE;
        }
    }

    void clear() {
        octets = NONE;
    }
}
