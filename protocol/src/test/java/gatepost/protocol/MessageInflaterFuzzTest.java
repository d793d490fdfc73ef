package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatepost.protocol.DeflateTerms.Compressor;
import gatepost.protocol.MessageInflater.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Any octets inflate to what they say, or are corrupt, and nothing else. */
final class MessageInflaterFuzzTest {
    private static final int MOST = 1 << 20;

    /**
     * @param input the first octet says whether context is taken over, how large the window is, and
     *     how messages and room are cut; then messages follow, behind an octet for the length of
     *     each, where 255 stands for all the rest
     */
    @FuzzTest
    void inflatesWhatTheSlowDecoderInflates(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int how = Byte.toUnsignedInt(input[0]);
        Compressor sender = new Compressor((how & 1) == 0, 8 + (how >> 1 & 7));
        Random random = new Random(how);
        ZlibPool pool = new ZlibPool(how >> 7);
        MessageInflater inflater = new MessageInflater(sender, pool);
        SlowInflate slow = new SlowInflate(DeflateEnds.kept(sender));
        int from = 1;
        boolean valid = true;
        while (valid && from < input.length) {
            int length = Byte.toUnsignedInt(input[from++]);
            int to = length == 255 ? input.length : Math.min(input.length, from + length);
            valid = sameMessage(inflater, slow, Arrays.copyOfRange(input, from, to), random);
            from = to;
        }
        inflater.release();
        assertThat(pool.lent()).isZero();
        pool.close();
    }

    private static boolean sameMessage(
            MessageInflater inflater, SlowInflate slow, byte[] payload, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int mask = random.nextInt();
        byte[] masked = payload.clone();
        Mask.unmask(masked, masked.length, mask);
        int size = 1 + random.nextInt(masked.length + 1);
        Step step;
        int from = 0;
        do {
            int to = Math.min(masked.length, from + size);
            ByteBuffer piece = ByteBuffer.wrap(masked, from, to - from);
            inflater.feed(piece, Mask.after(mask, from), to == masked.length);
            step = drain(inflater, out, 1 + random.nextInt(2000));
            from = to;
        } while (step == Step.STARVED && from < masked.length);
        try {
            assertThat(slow.message(payload)).isEqualTo(out.toByteArray());
            assertThat(step).isEqualTo(Step.MESSAGE);
            return true;
        } catch (SlowInflate.Corrupt e) {
            assertThat(step).as(e.getMessage()).isEqualTo(Step.VIOLATION);
            assertThat(inflater.description()).matches("[ -~]{1,90}");
            assertThat(slow.inflated()).startsWith(out.toByteArray());
            return false;
        }
    }

    private static Step drain(MessageInflater inflater, ByteArrayOutputStream out, int room) {
        Step step;
        do {
            ByteBuffer chunk = ByteBuffer.allocate(room);
            step = inflater.next(chunk);
            assertThat(step == Step.OUT_OF_ROOM && chunk.hasRemaining()).isFalse();
            out.write(chunk.array(), 0, chunk.position());
            assertThat(out.size()).isLessThan(MOST);
        } while (step == Step.OUT_OF_ROOM);
        return step;
    }
}
