package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * All short sequences, octet by octet and within a block, against the grammar of RFC 3629 and the
 * decoder of the JDK; and long texts, damaged, cut and masked as seeds have them.
 */
final class Utf8CheckExhaustiveTest {
    /** What fourth octets are, by turns: the ends of each range that the grammar knows. */
    private static final int[] EDGES = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xFF
    };

    private static final int SEEDS = 4000;

    /** A word that is no ASCII, so that the words behind it are a block that is not, either. */
    private static final byte[] BLOCK = "éééééééééééééééé".getBytes(UTF_8);

    private final CharsetDecoder decoder = UTF_8.newDecoder(); // reports, as is its default
    private final CharBuffer decoded = CharBuffer.allocate(8);
    private final Utf8Check check = new Utf8Check();

    @Test
    void agreesOnAllSequencesOfOneOctet() {
        for (int first = 0; first <= 0xFF; first++) {
            assertAgreement(new byte[] {(byte) first});
        }
    }

    @Test
    void agreesOnAllSequencesOfTwoOctets() {
        for (int both = 0; both <= 0xFFFF; both++) {
            assertAgreement(new byte[] {(byte) (both >> 8), (byte) both});
        }
    }

    @Test
    void agreesOnAllSequencesOfThreeOctets() {
        byte[] octets = new byte[3];
        // Of those that begin with ASCII, the ones with 7F stand for all: two octets are left.
        for (int all = 0x7F0000; all <= 0xFFFFFF; all++) {
            octets[0] = (byte) (all >> 16);
            octets[1] = (byte) (all >> 8);
            octets[2] = (byte) all;
            assertAgreement(octets);
        }
    }

    @Test
    void agreesOnSequencesOfFourOctetsBehindF0ToF7() {
        byte[] octets = new byte[4];
        for (int three = 0xF00000; three <= 0xF7FFFF; three++) {
            octets[0] = (byte) (three >> 16);
            octets[1] = (byte) (three >> 8);
            octets[2] = (byte) three;
            octets[3] = (byte) EDGES[three % EDGES.length];
            assertAgreement(octets);
            octets[3] = (byte) 0x80;
            assertAgreement(octets);
        }
    }

    @Test
    void agreesOnDamagedTextsHoweverCutAndMasked() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RandomOctets content = new RandomOctets(random);
            byte[] text = content.text(random.nextInt(4000));
            byte[] octets = random.nextInt(8) == 0 ? text : content.damaged(text);
            int mask = random.nextBoolean() ? 0 : random.nextInt();
            byte[] masked = new byte[octets.length];
            for (int i = 0; i < octets.length; i++) {
                masked[i] = (byte) (octets[i] ^ (mask >> (8 * (i % 4))));
            }
            int expected = SlowUtf8.firstImpossible(octets);
            int[] cuts = content.cuts(octets.length);
            assertThat(check(content, masked, mask, cuts))
                    .as("seed %d, cut before %s", seed, cuts)
                    .isEqualTo(expected);
            if (expected == octets.length) {
                assertThat(check.isComplete())
                        .as("seed %d, cut before %s", seed, cuts)
                        .isEqualTo(SlowUtf8.isComplete(octets));
            }
        }
    }

    /** Checks pieces that lie somewhere in some buffers. Stops where a piece is wrong. */
    private int check(RandomOctets content, byte[] masked, int mask, int... cuts) {
        check.reset();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : masked.length;
            ByteBuffer in = content.buffer(masked, from, to);
            int key = Integer.rotateRight(mask, 8 * (from % 4));
            int found = check.check(in, in.position(), in.limit(), key);
            if (found < in.limit()) {
                return from + found - in.position();
            }
            from = to;
        }
        return masked.length;
    }

    private void assertAgreement(byte[] octets) {
        int expected = SlowUtf8.firstImpossible(octets);
        boolean valid = expected == octets.length;
        boolean whole = valid && SlowUtf8.isComplete(octets);

        ByteBuffer in = ByteBuffer.wrap(octets);
        check.reset();
        int alone = check.check(in, 0, octets.length, 0);
        boolean wholeAlone = alone == octets.length && check.isComplete();

        CoderResult result = decoder.reset().decode(in, decoded.clear(), true);

        // A place within the words, another for each sequence; what is cut is wrong behind its end.
        int at = 8 + (octets[octets.length - 1] & 7) * 2;
        byte[] block = Arrays.copyOf(BLOCK, BLOCK.length + octets.length);
        System.arraycopy(octets, 0, block, at, octets.length);
        System.arraycopy(BLOCK, at, block, at + octets.length, BLOCK.length - at);
        check.reset();
        int within = check.check(ByteBuffer.wrap(block), 0, block.length, 0);

        if (alone != expected
                || wholeAlone != whole
                || result.isError() == whole
                || within != (whole ? block.length : at + expected)) {
            throw new AssertionError(
                    HexFormat.of().formatHex(octets)
                            + ": first impossible is "
                            + expected
                            + ", whole "
                            + whole
                            + "; alone "
                            + alone
                            + ", whole "
                            + wholeAlone
                            + "; within a block at "
                            + at
                            + ": "
                            + within
                            + "; the decoder says "
                            + result);
        }
    }
}
