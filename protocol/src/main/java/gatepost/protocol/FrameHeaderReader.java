package gatepost.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads frame headers (RFC 6455 §5.2), however few octets arrive at a time. Structure only: whether
 * a frame is legal is what {@link FrameRules} say. One for each direction; allocates nothing.
 */
final class FrameHeaderReader {
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int MASK_OCTETS = 4;

    private final byte[] octets = new byte[FrameHeader.LONGEST];
    private int read;
    private int first;
    private int second;
    private long payloadLength;
    private int mask;

    /** Makes ready for the next header. */
    void restart() {
        read = 0;
    }

    /** How many octets of the header were taken one by one. */
    int read() {
        return read;
    }

    /**
     * Reads a header where it lies, if it lies whole in the buffer, as nearly all do. The position
     * stays.
     *
     * @return how many octets it has, or 0 where it has to be taken octet by octet
     */
    int peek(ByteBuffer in) {
        int at = in.position();
        int remaining = in.remaining();
        if (remaining < 2 || in.order() != ByteOrder.BIG_ENDIAN) {
            return 0;
        }
        first = in.get(at);
        second = in.get(at + 1);
        int length = length();
        if (remaining < length) {
            return 0;
        }
        payloadLength =
                switch (lengthOctets()) {
                    case 2 -> in.getShort(at + 2) & 0xFFFF;
                    case 8 -> in.getLong(at + 2);
                    default -> second & LENGTH;
                };
        mask = isMasked() ? Mask.at(in, at + length - MASK_OCTETS) : 0;
        return length;
    }

    /** Takes the next octet. */
    void take(byte octet) {
        octets[read++] = octet;
        if (read == 1) {
            first = octet;
        } else if (read == 2) {
            second = octet;
            payloadLength = lengthOctets() == 0 ? second & LENGTH : 0;
        } else if (read <= 2 + lengthOctets()) {
            payloadLength = payloadLength << 8 | (octet & 0xFF);
        }
        if (isComplete()) {
            mask = isMasked() ? Mask.of(octets, read - MASK_OCTETS) : 0;
        }
    }

    /** Whether the octets that were taken are a whole header. */
    boolean isComplete() {
        return read >= 2 && read == length();
    }

    /** FIN, the reserved bits and the opcode. */
    int first() {
        return first;
    }

    boolean isMasked() {
        return (second & MASKED) != 0;
    }

    /** The seven bits in the second octet: the payload's length, or how many octets say it. */
    int shortLength() {
        return second & LENGTH;
    }

    /** How many octets of length follow the second octet: 0, 2 or 8. */
    int lengthOctets() {
        return switch (second & LENGTH) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
    }

    /** As far as it was read; negative where the top bit of 64 is set. */
    long payloadLength() {
        return payloadLength;
    }

    /** As in {@link Mask}; 0 where there is none. */
    int mask() {
        return mask;
    }

    /** The octets that were taken one by one, in hex. */
    String hex() {
        return HexFormat.of().formatHex(Arrays.copyOf(octets, read));
    }

    private int length() {
        return 2 + lengthOctets() + (isMasked() ? MASK_OCTETS : 0);
    }
}
