package gatepost.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * An obvious decoder of DEFLATE (RFC 1951), bit by bit, for the messages of one end. It knows the
 * largest distance that was referred back to. What of zlib it copies is what zlib refuses: code
 * lengths that are too many, or too few for a code of more than one symbol.
 */
final class SlowInflate {
    /** Data that no compressor can have written. */
    static final class Corrupt extends Exception {
        private static final long serialVersionUID = 1L;

        Corrupt(String message) {
            super(message);
        }
    }

    private static final int[] CODE_LENGTH_ORDER = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};
    private static final int END_OF_BLOCK = 256;
    private static final int LARGEST_WINDOW = 1 << 15;

    private final int kept; // octets of earlier messages that a message can refer to
    private byte[] history = {};

    private byte[] in = {};
    private int bit;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] decoded = new byte[1 << 12]; // history, then the message
    private int length;
    private int begun; // where in it the stream's reach begins
    private int largestDistance;

    /**
     * @param kept how many octets of the messages before a message can refer to; 0 for none
     */
    SlowInflate(int kept) {
        this.kept = kept;
    }

    int largestDistance() {
        return largestDistance;
    }

    /** What the last message inflated to, if it was corrupt up to there. */
    byte[] inflated() {
        return out.toByteArray();
    }

    /** Inflates a whole message. */
    byte[] message(byte[] payload) throws Corrupt {
        in = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, in, payload.length, TAIL.length);
        bit = 0;
        out = new ByteArrayOutputStream();
        length = 0;
        begun = 0;
        for (byte octet : history) {
            keep(octet);
        }
        while (bit / 8 < payload.length) {
            if (stream(payload.length)) {
                break;
            }
        }
        history = Arrays.copyOfRange(decoded, Math.max(0, length - kept), length);
        return out.toByteArray();
    }

    /** Reads blocks up to a last one. Returns whether that one was behind the payload. */
    private boolean stream(int payload) throws Corrupt {
        begun = Math.max(0, length - kept);
        boolean last;
        do {
            last = bits(1) == 1;
            block(bits(2));
        } while (!last);
        bit = (bit + 7) / 8 * 8;
        int tail = bit / 8 - payload;
        if (tail > 0 && tail != 4 && tail != TAIL.length) {
            throw new Corrupt("compressed message ends within a block");
        }
        return tail >= 0;
    }

    private void block(int type) throws Corrupt {
        switch (type) {
            case 0 -> stored();
            case 1 -> {
                int[] lengths = new int[288];
                Arrays.fill(lengths, 0, 144, 8);
                Arrays.fill(lengths, 144, 256, 9);
                Arrays.fill(lengths, 256, 280, 7);
                Arrays.fill(lengths, 280, 288, 8);
                int[] distances = new int[32];
                Arrays.fill(distances, 5);
                symbols(lengths, distances);
            }
            case 2 -> dynamic();
            default -> throw new Corrupt("block type");
        }
    }

    private void stored() throws Corrupt {
        bit = (bit + 7) / 8 * 8;
        int octets = bits(16);
        if (octets != (~bits(16) & 0xFFFF)) {
            throw new Corrupt("stored length");
        }
        for (int i = 0; i < octets; i++) {
            emit((byte) bits(8));
        }
    }

    private void dynamic() throws Corrupt {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        if (literals > 286 || distances > 30) {
            throw new Corrupt("too many symbols");
        }
        int[] ofCodes = new int[19];
        for (int i = 0; i < codes; i++) {
            ofCodes[CODE_LENGTH_ORDER[i]] = bits(3);
        }
        requireFull(ofCodes, false);
        int[] lengths = new int[literals + distances];
        int at = 0;
        while (at < lengths.length) {
            int symbol = symbol(ofCodes);
            int repeated = symbol == 16 && at > 0 ? lengths[at - 1] : symbol < 16 ? symbol : 0;
            int times =
                    switch (symbol) {
                        case 16, 17 -> bits(symbol == 16 ? 2 : 3) + 3;
                        case 18 -> bits(7) + 11;
                        default -> 1;
                    };
            if ((symbol == 16 && at == 0) || at + times > lengths.length) {
                throw new Corrupt("repeated length");
            }
            Arrays.fill(lengths, at, at + times, repeated);
            at += times;
        }
        if (lengths[END_OF_BLOCK] == 0) {
            throw new Corrupt("no end of block");
        }
        int[] ofLiterals = Arrays.copyOf(lengths, literals);
        int[] ofDistances = Arrays.copyOfRange(lengths, literals, lengths.length);
        requireFull(ofLiterals, true);
        requireFull(ofDistances, true);
        symbols(ofLiterals, ofDistances);
    }

    /** A code has to use all its bits, but may be one symbol of one bit, or none at all. */
    private static void requireFull(int[] lengths, boolean mayBeOneSymbol) throws Corrupt {
        int left = 1 << 15;
        int longest = 0;
        for (int length : lengths) {
            left -= length == 0 ? 0 : 1 << (15 - length);
            longest = Math.max(longest, length);
        }
        boolean incomplete = left > 0 && longest > 0 && (longest > 1 || !mayBeOneSymbol);
        if (left < 0 || incomplete || (longest == 0 && !mayBeOneSymbol)) {
            throw new Corrupt("code lengths");
        }
    }

    private void symbols(int[] literals, int[] distances) throws Corrupt {
        int symbol = symbol(literals);
        while (symbol != END_OF_BLOCK) {
            if (symbol < END_OF_BLOCK) {
                emit((byte) symbol);
            } else {
                copy(symbol - 257, distances);
            }
            symbol = symbol(literals);
        }
    }

    private void copy(int code, int[] distances) throws Corrupt {
        if (code >= LENGTH_BASE.length) {
            throw new Corrupt("length code");
        }
        int octets = LENGTH_BASE[code] + bits(LENGTH_BITS[code]);
        int symbol = symbol(distances);
        if (symbol >= 30) {
            throw new Corrupt("distance code");
        }
        int extra = Math.max(0, symbol / 2 - 1);
        int base = symbol < 2 ? symbol + 1 : ((2 + symbol % 2) << extra) + 1;
        int distance = base + bits(extra);
        if (distance > Math.min(LARGEST_WINDOW, length - begun)) {
            throw new Corrupt("distance");
        }
        largestDistance = Math.max(largestDistance, distance);
        for (int i = 0; i < octets; i++) {
            emit(decoded[length - distance]);
        }
    }

    /** Reads bits of a canonical code until they are one of its symbols (RFC 1951 §3.2.2). */
    private int symbol(int[] lengths) throws Corrupt {
        int code = 0;
        int first = 0;
        for (int bits = 1; bits <= 15; bits++) {
            code = code << 1 | bits(1);
            first = first << 1;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == bits) {
                    if (code == first) {
                        return symbol;
                    }
                    first++;
                }
            }
        }
        throw new Corrupt("code");
    }

    private int bits(int count) throws Corrupt {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (bit / 8 >= in.length) {
                throw new Corrupt("compressed message ends within a block");
            }
            value |= (in[bit / 8] >> bit % 8 & 1) << i;
            bit++;
        }
        return value;
    }

    private void emit(byte octet) {
        keep(octet);
        out.write(octet);
    }

    private void keep(byte octet) {
        if (length == decoded.length) {
            decoded = Arrays.copyOf(decoded, 2 * length);
        }
        decoded[length++] = octet;
    }
}
