package gatepost.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells whether octets are UTF-8 (RFC 3629), however they are cut, and through a mask without
 * rewriting them. Finds the first octet that no valid text can have at its place. Allocates
 * nothing. Not safe for use by several threads.
 *
 * <p>This class is shaped by speed; {@code InboundCheckBenchmark} shows what for.
 */
public final class Utf8Check {
    /*
     * Three ways, from fast to exact.
     *
     * Text goes in blocks, eight octets at a time and without branches, which neither mispredicts on
     * mixed text nor keeps the compiler from using vectors. A block of ASCII has no top bit set.
     *
     * In any other block the top bit of each octet collects whether it is wrong: it has to be a
     * continuation octet exactly where one of the three octets before it demands one, and what would be
     * overlong, a surrogate or beyond U+10FFFF is looked for. The octets before are had by loading the
     * same memory again one, two and three octets earlier, so that no word waits for the one before.
     * There are three loops and not one because the compiler turns only small bodies into vectors.
     *
     * The first octets of a piece, its last ones, and a block in which something was wrong go octet by
     * octet. Only this way has a state, and only it decides.
     */

    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int WORD = Long.BYTES;
    private static final int LOOK_BACK = 3;
    private static final int BLOCK = 1024;

    private static final long TOP_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long EACH = 0x0101010101010101L;

    /** How many continuation octets the code point in progress still needs. */
    private int needed;

    /** The range of the next continuation octet, if one is needed. */
    private int lowest;

    private int highest;

    /** Begins with the first octet of a text. */
    public Utf8Check() {}

    /** Forgets what came before: the next octet is the first of a text. */
    public void reset() {
        needed = 0;
    }

    /** Whether the octets so far end with a whole code point. */
    public boolean isComplete() {
        return needed == 0;
    }

    /**
     * Checks the octets between two indexes, which continue what was checked before.
     *
     * @param mask the masking key as in {@link Mask} for the octet at {@code from}; 0 for none
     * @return the index of the first impossible octet, or {@code to}
     */
    public int check(ByteBuffer in, int from, int to, int mask) {
        int at = from;
        while (at < to) {
            if (needed == 0 && to - at >= WORD) {
                int end = at + (Math.min(to - at, BLOCK) & -WORD);
                int blockMask = Mask.after(mask, at - from);
                if (beginsWithAscii(in, at, blockMask) && isAscii(in, at, end, blockMask)) {
                    at = end;
                    continue;
                }
                if (at - from >= LOOK_BACK && isValid(in, at, end, blockMask)) {
                    at = startOfCutCodePoint(in, at, end, blockMask);
                    continue;
                }
            }
            // At least one whole code point, and a block that is wrong up to where it is wrong.
            int steps = Math.min(to, at + WORD);
            while (at < steps) {
                if (!step((in.get(at) ^ Mask.after(mask, at - from)) & 0xFF)) {
                    return at;
                }
                at++;
            }
        }
        return to;
    }

    private static boolean beginsWithAscii(ByteBuffer in, int at, int mask) {
        return (((long) LONGS.get(in, at) ^ Mask.wide(mask)) & TOP_BITS) == 0;
    }

    private static boolean isAscii(ByteBuffer in, int from, int to, int mask) {
        long wide = Mask.wide(mask);
        long any = 0;
        for (int at = from; at < to; at += WORD) {
            any |= (long) LONGS.get(in, at) ^ wide;
        }
        return (any & TOP_BITS) == 0;
    }

    /**
     * Whether a block of whole words, before which a code point ended, holds nothing impossible.
     */
    private static boolean isValid(ByteBuffer in, int from, int to, int mask) {
        long mask0 = Mask.wide(mask);
        long mask1 = Mask.wide(Mask.after(mask, -1));
        long mask2 = Mask.wide(Mask.after(mask, -2));
        long mask3 = Mask.wide(Mask.after(mask, -3));
        long wrong =
                continuations(in, from, to, mask0, mask1, mask2, mask3)
                        | octets(in, from, to, mask0)
                        | pairs(in, from, to, mask0, mask1);
        return (wrong & TOP_BITS) == 0;
    }

    /** A continuation octet stands exactly where an octet up to three before demands one. */
    private static long continuations(
            ByteBuffer in, int from, int to, long mask0, long mask1, long mask2, long mask3) {
        long wrong = 0;
        for (int at = from; at < to; at += WORD) {
            long octets = (long) LONGS.get(in, at) ^ mask0;
            long before1 = (long) LONGS.get(in, at - 1) ^ mask1;
            long before2 = (long) LONGS.get(in, at - 2) ^ mask2;
            long before3 = (long) LONGS.get(in, at - 3) ^ mask3;
            long found = octets & ~(octets << 1);
            long demanded =
                    (before1 & before1 << 1)
                            | (before2 & before2 << 1 & before2 << 2)
                            | (before3 & before3 << 1 & before3 << 2 & before3 << 3);
            wrong |= found ^ demanded;
        }
        return wrong;
    }

    /** C0, C1 and F5 to FF stand nowhere. */
    private static long octets(ByteBuffer in, int from, int to, long mask0) {
        long wrong = 0;
        for (int at = from; at < to; at += WORD) {
            long octets = (long) LONGS.get(in, at) ^ mask0;
            wrong |=
                    (octets & ((octets & LOW_BITS) + 0x0BL * EACH))
                            | same(octets & ~EACH, 0xC0L * EACH);
        }
        return wrong;
    }

    /** E0 needs A0 or above behind it, ED 9F or below, F0 90 or above, F4 8F or below. */
    private static long pairs(ByteBuffer in, int from, int to, long mask0, long mask1) {
        long wrong = 0;
        for (int at = from; at < to; at += WORD) {
            long octets = (long) LONGS.get(in, at) ^ mask0;
            long before1 = (long) LONGS.get(in, at - 1) ^ mask1;
            long fromA0 = octets << 2;
            long from90 = octets << 2 | octets << 3;
            wrong |=
                    (same(before1, 0xE0L * EACH) & ~fromA0)
                            | (same(before1, 0xEDL * EACH) & fromA0)
                            | (same(before1, 0xF0L * EACH) & ~from90)
                            | (same(before1, 0xF4L * EACH) & from90);
        }
        return wrong;
    }

    /**
     * Sets the top bit of each octet that is the same in both words; the other bits mean nothing.
     */
    private static long same(long octets, long others) {
        long difference = octets ^ others;
        return ~(((difference & LOW_BITS) + LOW_BITS) | difference);
    }

    /** Where the code point begins that a valid block's end cuts, or the end. */
    private static int startOfCutCodePoint(ByteBuffer in, int from, int end, int mask) {
        for (int at = end - 1; at >= end - LOOK_BACK; at--) {
            int octet = (in.get(at) ^ Mask.after(mask, at - from)) & 0xFF;
            if (octet >= 0xC0) {
                int length = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
                return at + length > end ? at : end;
            }
        }
        return end;
    }

    private boolean step(int octet) {
        if (needed == 0) {
            return begin(octet);
        }
        if (octet < lowest || octet > highest) {
            return false;
        }
        needed--;
        lowest = 0x80;
        highest = 0xBF;
        return true;
    }

    /** The first octet of a code point and what may follow it (RFC 3629 §4). */
    private boolean begin(int octet) {
        if (octet < 0x80) {
            return true;
        }
        if (octet < 0xC2 || octet > 0xF4) {
            return false;
        }
        needed = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
        lowest = octet == 0xE0 ? 0xA0 : octet == 0xF0 ? 0x90 : 0x80;
        highest = octet == 0xED ? 0x9F : octet == 0xF4 ? 0x8F : 0xBF;
        return true;
    }
}
