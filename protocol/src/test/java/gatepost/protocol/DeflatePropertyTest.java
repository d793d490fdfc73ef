package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.DeflateTerms.Compressor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What holds for whatever is said, and however it is cut. A seed makes each case. */
final class DeflatePropertyTest {
    private static final int SEEDS = 200;

    private final ZlibPool pool = new ZlibPool(4);

    private static Compressor compressor(Random random) {
        return new Compressor(random.nextBoolean(), 8 + random.nextInt(8));
    }

    /** Text, noise or zeros, with parts of what was said before. */
    private static byte[] message(Random random, byte[] before) {
        RandomOctets octets = new RandomOctets(random);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = random.nextInt(4); i > 0; i--) {
            int length = random.nextInt(random.nextInt(3) == 0 ? 30_000 : 300);
            out.writeBytes(
                    switch (random.nextInt(4)) {
                        case 0 -> octets.text(length);
                        case 1 -> octets.octets(length);
                        case 2 -> new byte[length];
                        case 3 -> Arrays.copyOf(before, Math.min(before.length, length));
                        default -> throw new AssertionError();
                    });
        }
        return out.toByteArray();
    }

    @Test
    void whatIsCompressedInflatesAndKeepsToTheWindow() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Compressor terms = compressor(random);
            MessageDeflater deflater = new MessageDeflater(terms, pool);
            MessageInflater inflater = new MessageInflater(terms, pool);
            SlowInflate slow = new SlowInflate(terms.contextTakeover() ? 1 << 15 : 0);
            byte[] message = {};
            for (int i = 0; i < 8; i++) {
                message = message(random, message);
                byte[] payload = DeflateEnds.deflated(deflater, message, random);
                assertThat(DeflateEnds.inflated(inflater, payload, random))
                        .as("seed %d", seed)
                        .isEqualTo(message);
                assertThat(slowly(slow, payload)).as("seed %d", seed).isEqualTo(message);
            }
            assertThat(slow.largestDistance())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1 << terms.windowBits());
            deflater.release();
            inflater.release();
        }
        assertThat(pool.lent()).isZero();
        pool.close();
    }

    private static byte[] slowly(SlowInflate slow, byte[] payload) {
        try {
            return slow.message(payload);
        } catch (SlowInflate.Corrupt e) {
            throw new AssertionError(e);
        }
    }

    /** Some peers end a stream of zlib's with each message, or begin a new one within it. */
    @Test
    void inflatesWhatPeersWriteWhoMarkLastBlocks() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            MessageInflater inflater = new MessageInflater(new Compressor(true, 15), pool);
            SlowInflate slow = new SlowInflate(1 << 15);
            byte[] before = {};
            for (int i = 0; i < 6; i++) {
                byte[] message = message(random, before);
                byte[] payload = inLastBlocks(message, before, random);
                assertThat(DeflateEnds.inflated(inflater, payload, random))
                        .as("seed %d", seed)
                        .isEqualTo(message);
                assertThat(slowly(slow, payload)).as("seed %d", seed).isEqualTo(message);
                before = joined(before, message);
            }
            inflater.release();
        }
        assertThat(pool.lent()).isZero();
    }

    private static byte[] inLastBlocks(byte[] message, byte[] before, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] room = new byte[2 * message.length + 100];
        int from = 0;
        for (int cut : new int[] {random.nextInt(message.length + 1), message.length}) {
            Deflater zlib = new Deflater(random.nextInt(10), true);
            byte[] said = joined(before, Arrays.copyOf(message, from));
            if (random.nextBoolean()) {
                zlib.setDictionary(said);
            }
            zlib.setInput(message, from, cut - from);
            zlib.finish();
            out.write(room, 0, zlib.deflate(room));
            zlib.end();
            from = cut;
        }
        if (random.nextBoolean()) {
            out.write(0);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
