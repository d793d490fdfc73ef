package gatepost.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Inflater;

/**
 * The last octets that a peer's messages inflated to, as many as its next message may refer to (RFC
 * 7692 §7.2.2). Grows with what there is to keep.
 */
final class SlidingWindow {
    private static final int LEAST_CAPACITY = 512;

    private final int size;
    private byte[] octets = new byte[0];
    private int kept;
    private int next; // where the next octet goes, which is the oldest one where all is kept

    /**
     * @param size in octets: a power of 2
     */
    SlidingWindow(int size) {
        this.size = size;
    }

    /** Keeps octets of a buffer, whose position does not matter. */
    void append(ByteBuffer from, int index, int length) {
        int skipped = Math.max(0, length - size);
        int added = length - skipped;
        reserve(kept + added);
        int first = Math.min(added, octets.length - next);
        from.get(index + skipped, octets, next, first);
        from.get(index + skipped + first, octets, 0, added - first);
        kept = Math.min(size, kept + added);
        next = next + added & size - 1;
    }

    /** Below the full size nothing has gone round yet, so that what is kept lies at the front. */
    private void reserve(int needed) {
        int capacity = octets.length;
        if (capacity < size && capacity < needed) {
            int wanted = Math.max(LEAST_CAPACITY, Integer.highestOneBit(needed - 1) << 1);
            octets = Arrays.copyOf(octets, Math.min(size, wanted));
        }
    }

    /** How many octets of memory this takes. */
    int capacity() {
        return octets.length;
    }

    /** Lets the next block refer to what is kept. The inflater has just been reset. */
    void preset(Inflater inflater) {
        if (kept == size && next > 0) {
            inflater.setDictionary(octets, next, size - next);
            inflater.setDictionary(octets, 0, next);
        } else if (kept > 0) {
            inflater.setDictionary(octets, 0, kept);
        }
    }
}
