package gatepost.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With the masked "Hello" of RFC 6455 §5.7. */
final class MaskedPayloadTest {
    private static final int MASK = 0x3D21FA37;

    private final MaskedPayload payload = new MaskedPayload();
    private final byte[] to = new byte[4];

    private static ByteBuffer masked() {
        return ByteBuffer.wrap(HexFormat.of().parseHex("ee7f9f4d5158ee"), 1, 5);
    }

    private String copied(long most) {
        return new String(to, 0, payload.copyTo(to, most), US_ASCII);
    }

    @Test
    void copiesUnmaskedAndGoesOnWithTheKey() {
        ByteBuffer in = masked();
        payload.set(in, MASK);
        assertThat(copied(3)).isEqualTo("Hel");
        assertThat(copied(Long.MAX_VALUE)).isEqualTo("Hell");
        assertThat(in.position()).isEqualTo(1);
        payload.skip(3);
        assertThat(in.position()).isEqualTo(4);
        assertThat(copied(Long.MAX_VALUE)).isEqualTo("lo");
        payload.skip(2);
        assertThat(payload.hasRemaining()).isFalse();
        assertThat(copied(Long.MAX_VALUE)).isEmpty();
        assertThat(in).isEqualTo(masked().position(6));
    }

    @Test
    void letsGoOfWhatIsUsedUp() {
        ByteBuffer in = masked();
        payload.set(in, MASK);
        payload.skip(5);
        in.clear();
        assertThat(payload.hasRemaining()).isFalse();
        payload.set(in, MASK);
        assertThat(payload.hasRemaining()).isTrue();
        payload.clear();
        assertThat(payload.hasRemaining()).isFalse();
        ByteBuffer empty = ByteBuffer.allocate(1).limit(0);
        payload.set(empty, MASK);
        empty.limit(1);
        assertThat(payload.hasRemaining()).isFalse();
    }
}
