package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlidingWindowTest {
    /** Random octets are compressed by what was said before, or not at all. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheLastOctetsInTheirOrder(long seed) throws DataFormatException {
        Random random = new Random(seed);
        SlidingWindow window = new SlidingWindow(1024);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            byte[] octets = new byte[random.nextInt(random.nextInt(8) == 0 ? 3000 : 200)];
            random.nextBytes(octets);
            said.writeBytes(octets);
            ByteBuffer in = ByteBuffer.allocate(octets.length + 9).put(9, octets).position(3);
            window.append(in, 9, octets.length);
            assertThat(in.position()).isEqualTo(3);
            byte[] all = said.toByteArray();
            byte[] last = Arrays.copyOfRange(all, Math.max(0, all.length - 1024), all.length);
            assertThat(recalled(window, last)).as("seed %d, round %d", seed, i).isEqualTo(last);
        }
    }

    private static byte[] recalled(SlidingWindow window, byte[] expected)
            throws DataFormatException {
        byte[] compressed = new byte[2000];
        Deflater deflater = new Deflater(9, true);
        deflater.setDictionary(expected);
        deflater.setInput(expected);
        deflater.finish();
        int length = deflater.deflate(compressed);
        deflater.end();
        assertThat(length).isLessThan(50);
        Inflater inflater = new Inflater(true);
        window.preset(inflater);
        inflater.setInput(compressed, 0, length);
        byte[] out = new byte[2000];
        int inflated = inflater.inflate(out);
        inflater.end();
        return Arrays.copyOf(out, inflated);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "0, 32768, 0",
        "1, 32768, 512",
        "512, 32768, 512",
        "513, 32768, 1024",
        "30000, 32768, 32768",
        "100000, 32768, 32768",
        "100000, 512, 512"
    })
    void growsWithWhatThereIsToKeep(int length, int size, int capacity) {
        SlidingWindow window = new SlidingWindow(size);
        window.append(ByteBuffer.allocate(length), 0, length);
        assertThat(window.capacity()).isEqualTo(capacity);
    }

    @Test
    void letsAnInflaterReferToNothingWhereThereIsNothing() {
        Inflater inflater = new Inflater(true);
        new SlidingWindow(512).preset(inflater);
        assertThat(inflater.needsInput()).isTrue();
        inflater.end();
    }
}
