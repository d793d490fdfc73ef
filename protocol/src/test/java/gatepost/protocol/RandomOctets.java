package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Texts, damage, cuts and buffers, as a seed has them. */
final class RandomOctets {
    private final Random random;

    RandomOctets(Random random) {
        this.random = random;
    }

    /** UTF-8 of exactly so many octets: runs of one width, short and long, of all four. */
    byte[] text(int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() < length) {
            int width = 1 + random.nextInt(4);
            int run = random.nextInt(4) == 0 ? random.nextInt(1200) : 1 + random.nextInt(12);
            for (int i = 0; i < run && out.size() + width <= length; i++) {
                out.writeBytes(Character.toString(codePoint(width)).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** Often at the ends of a range, where a check errs first. */
    private int codePoint(int width) {
        int[] edges =
                switch (width) {
                    case 1 -> new int[] {0x00, 0x7F};
                    case 2 -> new int[] {0x80, 0x7FF};
                    case 3 -> new int[] {0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF};
                    case 4 -> new int[] {0x10000, 0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF};
                    default -> throw new AssertionError(width);
                };
        if (random.nextInt(4) == 0) {
            return edges[random.nextInt(edges.length)];
        }
        int lowest = edges[0];
        int codePoint = lowest + random.nextInt(edges[edges.length - 1] - lowest + 1);
        return codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xD7FF : codePoint;
    }

    byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** Other octets that differ at one to three places: flipped, replaced, put in, left out. */
    byte[] damaged(byte[] octets) {
        byte[] damaged = octets;
        for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            byte[] head = Arrays.copyOf(damaged, at);
            byte octet = damaged[at];
            damaged =
                    switch (random.nextInt(4)) {
                        case 0 -> joined(head, (byte) (octet ^ 1 << random.nextInt(8)), damaged, 1);
                        case 1 -> joined(head, (byte) random.nextInt(), damaged, 1);
                        case 2 -> joined(head, (byte) random.nextInt(), damaged, 0);
                        case 3 -> joined(head, octet, damaged, Math.min(2, damaged.length - at));
                        default -> throw new AssertionError();
                    };
        }
        return damaged;
    }

    /** The head, an octet, and what the octets have behind the head and the left out. */
    private static byte[] joined(byte[] head, byte octet, byte[] octets, int leftOut) {
        byte[] joined = Arrays.copyOf(head, octets.length + 1 - leftOut);
        joined[head.length] = octet;
        int from = head.length + leftOut;
        System.arraycopy(octets, from, joined, head.length + 1, octets.length - from);
        return joined;
    }

    /** Rising indexes to cut before, some of them equal: that piece is empty. */
    int[] cuts(int length) {
        int most = random.nextInt(4) == 0 ? 1 + length / 2 : 4;
        int[] cuts = new int[random.nextInt(most + 1)];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = random.nextInt(length + 1);
        }
        Arrays.sort(cuts);
        return cuts;
    }

    /** The octets as some buffer has them, in the middle of others that break every rule. */
    ByteBuffer buffer(byte[] octets, int from, int to) {
        int before = random.nextInt(20);
        int size = before + to - from + random.nextInt(20);
        ByteBuffer buffer =
                random.nextBoolean() ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
        while (buffer.hasRemaining()) {
            buffer.put((byte) (random.nextBoolean() ? 0xFF : random.nextInt()));
        }
        buffer.put(before, octets, from, to - from);
        buffer.position(before).limit(before + to - from);
        ByteBuffer given = random.nextBoolean() ? buffer.slice() : buffer;
        given = random.nextBoolean() ? given.asReadOnlyBuffer() : given;
        return given.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
}
