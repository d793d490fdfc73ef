package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** RFC 6455 §5.3, with the key of the example in §5.7. */
final class MaskTest {
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    @Test
    void hasTheOctetOfTheKeyThatComesFirstInItsLowestOctet() {
        assertThat(Mask.at(ByteBuffer.wrap(KEY), 0)).isEqualTo(0x3D21FA37);
    }

    @Test
    void readsAKeyFromAnyIndexAndMovesNothing() {
        ByteBuffer in = ByteBuffer.allocate(9).put(5, KEY).position(1).limit(9);
        assertThat(Mask.at(in, 5)).isEqualTo(0x3D21FA37);
        assertThat(in.position()).isEqualTo(1);
    }

    @Test
    void masksEachOctetWithTheOctetOfTheKeyAtItsPlaceModuloFour() {
        int mask = Mask.at(ByteBuffer.wrap(KEY), 0);
        for (int i = 0; i < 20; i++) {
            assertThat((byte) Mask.after(mask, i)).as("octet %d", i).isEqualTo(KEY[i % 4]);
        }
    }

    @Test
    void goesOnAndBackByAnyNumberOfOctets() {
        int mask = Mask.at(ByteBuffer.wrap(KEY), 0);
        for (long octets : new long[] {0, 1, 2, 3, 4, 125, 65535, 1L << 62, Long.MAX_VALUE}) {
            assertThat(Mask.after(Mask.after(mask, octets), -octets)).isEqualTo(mask);
            assertThat((byte) Mask.after(mask, octets)).isEqualTo(KEY[(int) (octets % 4)]);
        }
        assertThat((byte) Mask.after(mask, -1)).isEqualTo(KEY[3]);
        assertThat((byte) Mask.after(mask, -3)).isEqualTo(KEY[1]);
    }

    @Test
    void unmasksAnyLengthAndLeavesWhatLiesBehind() {
        int mask = Mask.of(KEY, 0);
        for (int length = 0; length <= 20; length++) {
            byte[] octets = new byte[24];
            Mask.unmask(octets, length, mask);
            for (int i = 0; i < octets.length; i++) {
                int key = i < length ? KEY[i % 4] : 0;
                assertThat(octets[i]).as("octet %d of %d", i, length).isEqualTo((byte) key);
            }
        }
    }

    @Test
    void isZeroWhereverInAFrameThatIsNotMasked() {
        assertThat(Mask.after(0, 7)).isZero();
        assertThat(Mask.wide(0)).isZero();
    }

    @Test
    void repeatsTheKeyInAWideOne() {
        assertThat(Mask.wide(0x3D21FA37)).isEqualTo(0x3D21FA37_3D21FA37L);
        assertThat(Mask.wide(0xFF000080)).isEqualTo(0xFF000080_FF000080L);
    }
}
