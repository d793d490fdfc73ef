package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Anything at all as input. The seeds beside it are tried in each test run. New input is looked for
 * by {@code JAZZER_FUZZ=1 mvn -pl protocol test -Dtest=InboundCheckFuzzTest}, for as long as {@code
 * -Djazzer.max_duration=2m} says.
 */
final class InboundCheckFuzzTest {
    /**
     * @param input the first octet says from which end the others come, whether with compression,
     *     and how they are cut
     */
    @FuzzTest
    void findsWhatTheSlowCheckFindsHoweverItIsCut(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int how = Byte.toUnsignedInt(input[0]);
        Sender sender = (how & 1) == 0 ? Sender.CLIENT : Sender.SERVER;
        boolean compression = (how & 2) != 0;
        byte[] octets = new byte[input.length - 1];
        System.arraycopy(input, 1, octets, 0, octets.length);

        List<Found> whole = Recorder.record(sender, compression, octets);
        assertThat(whole).isEqualTo(SlowCheck.of(sender, compression, octets));
        int size = 1 + (how >> 2);
        Recorder cut = new Recorder(sender, compression);
        feed(input, size, cut::feed);
        assertThat(cut.found()).isEqualTo(whole);
        feed(input, size, new TwoWays(sender, compression, size, "in pieces")::feed);
        feed(input, octets.length, new TwoWays(sender, compression, size, "at once")::feed);
        assertThat(Arrays.mismatch(octets, 0, octets.length, input, 1, input.length))
                .as("first octet that was changed")
                .isEqualTo(-1);
    }

    /** In pieces of a size, in place, where other octets lie before and behind each. */
    private static void feed(byte[] input, int size, Consumer<ByteBuffer> to) {
        for (int from = 1; from < input.length; from += size) {
            to.accept(ByteBuffer.wrap(input, from, Math.min(size, input.length - from)));
        }
    }
}
