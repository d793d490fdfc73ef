package gatepost.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.DeflateTerms.Compressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Feeds a whole message and takes all that comes, in one go or as a seed has it. */
final class DeflateEnds {
    private static final int ROOM = 1 << 10;

    private DeflateEnds() {}

    /** The hex of the payload of one frame. */
    static String deflated(MessageDeflater deflater, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deflater.feed(ByteBuffer.wrap(message), 0, MessageDeflater.Then.END);
        if (drain(deflater, out, ROOM) != MessageDeflater.Step.MESSAGE) {
            throw new AssertionError("a message that did not end");
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    /** The message, or the words for why there is none. */
    static String inflated(MessageInflater inflater, String hex) {
        byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        inflater.feed(ByteBuffer.wrap(payload), 0, true);
        return switch (drain(inflater, out, ROOM)) {
            case MESSAGE -> out.toString(ISO_8859_1);
            case VIOLATION -> inflater.description();
            case STARVED, OUT_OF_ROOM -> throw new AssertionError("a message that did not end");
        };
    }

    /** Compresses in pieces, masked or not, into little room or much, with flushes between. */
    static byte[] deflated(MessageDeflater deflater, byte[] message, Random random) {
        RandomOctets octets = new RandomOctets(random);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int cut : octets.cuts(message.length)) {
            boolean flush = random.nextInt(3) == 0;
            feed(
                    deflater,
                    octets,
                    message,
                    from,
                    cut,
                    random.nextBoolean() ? random.nextInt() : 0,
                    flush ? MessageDeflater.Then.FLUSH : MessageDeflater.Then.MORE);
            assertThat(drain(deflater, out, room(random, 16)))
                    .isEqualTo(MessageDeflater.Step.STARVED);
            if (random.nextInt(4) == 0) {
                deflater.idle();
            }
            from = cut;
        }
        feed(deflater, octets, message, from, message.length, 0, MessageDeflater.Then.END);
        assertThat(drain(deflater, out, room(random, 16))).isEqualTo(MessageDeflater.Step.MESSAGE);
        return out.toByteArray();
    }

    private static void feed(
            MessageDeflater deflater,
            RandomOctets octets,
            byte[] message,
            int from,
            int to,
            int mask,
            MessageDeflater.Then then) {
        byte[] piece = Arrays.copyOfRange(message, from, to);
        Mask.unmask(piece, piece.length, mask);
        deflater.feed(octets.buffer(piece, 0, piece.length), mask, then);
    }

    /** Inflates in pieces, masked or not, into little room or much. */
    static byte[] inflated(MessageInflater inflater, byte[] payload, Random random) {
        RandomOctets octets = new RandomOctets(random);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int cut : octets.cuts(payload.length)) {
            feed(inflater, octets, payload, from, cut, random.nextInt(), false);
            assertThat(drain(inflater, out, room(random, 1)))
                    .isEqualTo(MessageInflater.Step.STARVED);
            from = cut;
        }
        feed(inflater, octets, payload, from, payload.length, 0, true);
        assertThat(drain(inflater, out, room(random, 1))).isEqualTo(MessageInflater.Step.MESSAGE);
        return out.toByteArray();
    }

    private static void feed(
            MessageInflater inflater,
            RandomOctets octets,
            byte[] payload,
            int from,
            int to,
            int mask,
            boolean last) {
        byte[] piece = Arrays.copyOfRange(payload, from, to);
        Mask.unmask(piece, piece.length, mask);
        inflater.feed(octets.buffer(piece, 0, piece.length), mask, last);
    }

    private static int room(Random random, int least) {
        return least + random.nextInt(random.nextBoolean() ? 20 : 5000);
    }

    static MessageInflater.Step drain(
            MessageInflater inflater, ByteArrayOutputStream out, int room) {
        MessageInflater.Step step;
        do {
            ByteBuffer chunk = ByteBuffer.allocate(room);
            step = inflater.next(chunk);
            out.write(chunk.array(), 0, chunk.position());
        } while (step == MessageInflater.Step.OUT_OF_ROOM);
        return step;
    }

    static MessageDeflater.Step drain(
            MessageDeflater deflater, ByteArrayOutputStream out, int room) {
        MessageDeflater.Step step;
        do {
            ByteBuffer chunk = ByteBuffer.allocate(room);
            step = deflater.next(chunk);
            out.write(chunk.array(), 0, chunk.position());
        } while (step == MessageDeflater.Step.OUT_OF_ROOM);
        return step;
    }

    /** How many octets of earlier messages an inflater lets a message refer to. */
    static int kept(Compressor sender) {
        return sender.contextTakeover() ? 1 << Math.max(9, sender.windowBits()) : 0;
    }
}
