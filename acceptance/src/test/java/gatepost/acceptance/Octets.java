package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/**
 * Payloads of any size that nobody has to keep: the octet at a place follows from the place. They
 * are printable, so that they are text as well.
 */
final class Octets {
    private static final byte[] PERIOD = new byte[95 * 97];
    private static final int CHUNK = 64 * 1024;
    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

    static {
        for (int i = 0; i < PERIOD.length; i++) {
            PERIOD[i] = (byte) (' ' + (i + i / 95 * 7) % 95);
        }
    }

    private Octets() {}

    /** A part of the endless payload. */
    static byte[] at(long offset, int length) {
        byte[] octets = new byte[length];
        int place = (int) (offset % PERIOD.length);
        for (int i = 0; i < length; ) {
            int run = Math.min(length - i, PERIOD.length - place);
            System.arraycopy(PERIOD, place, octets, i, run);
            i += run;
            place = 0;
        }
        return octets;
    }

    /** A message as the payload of RFC 7692 §7.2.1, which refers to none before it. */
    static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    /** One behind the other, as they go into one write. */
    static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /**
     * Sends one frame.
     *
     * @param first the first octet of its header
     */
    static void send(RawPeer peer, End end, int first, long length) {
        String masked = end == End.CLIENT ? "ff" : "7f";
        peer.sendHex("%02x%s%016x%s".formatted(first, masked, length, mask(end)));
        for (long at = 0; at < length; at += CHUNK) {
            peer.sendOctets(masked(end, at(at, size(length, at))));
        }
    }

    private static String mask(End end) {
        return end == End.CLIENT ? HexFormat.of().formatHex(MASK) : "";
    }

    private static int size(long length, long at) {
        return (int) Math.min(CHUNK, length - at);
    }

    private static byte[] masked(End end, byte[] chunk) {
        if (end == End.CLIENT) {
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] ^= MASK[i & 3];
            }
        }
        return chunk;
    }

    /**
     * Expects one message, in however many fragments.
     *
     * @param opcode of the first
     * @return how many frames it came in
     */
    static int expect(RawPeer peer, int opcode, long length) {
        long at = 0;
        int frames = 0;
        Frame frame;
        do {
            frame = peer.read();
            assertThat(frame.opcode()).isEqualTo(frames == 0 ? opcode : 0);
            assertThat(frame.rsv1()).isFalse();
            assertThat(Arrays.equals(frame.payload(), at(at, frame.payload().length)))
                    .as("octets from " + at)
                    .isTrue();
            at += frame.payload().length;
            frames++;
        } while (!frame.fin());
        assertThat(at).isEqualTo(length);
        return frames;
    }
}
