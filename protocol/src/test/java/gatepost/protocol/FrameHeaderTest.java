package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6455 §5.2, with the key of the examples in §5.7. */
final class FrameHeaderTest {
    private static final int KEY = 0x3D21FA37;

    @ParameterizedTest(name = "{5}, {2}")
    @CsvSource(
            textBlock =
                    """
                    true,  false, TEXT,         0,                   8100,                 empty text
                    true,  false, TEXT,         5,                   8105,                 §5.7 text
                    false, false, TEXT,         3,                   0103,                 §5.7 first fragment
                    true,  false, CONTINUATION, 2,                   8002,                 §5.7 last fragment
                    false, false, CONTINUATION, 2,                   0002,                 middle fragment
                    true,  false, PING,         5,                   8905,                 §5.7 Ping
                    true,  false, PONG,         5,                   8a05,                 §5.7 Pong
                    true,  false, CLOSE,        2,                   8802,                 Close
                    true,  true,  TEXT,         7,                   c107,                 RFC 7692 §7.2.3.1
                    false, true,  BINARY,       7,                   4207,                 compressed fragment
                    true,  false, BINARY,       125,                 827d,                 longest in 7 bits
                    true,  false, BINARY,       126,                 827e007e,             shortest in 16 bits
                    true,  false, BINARY,       256,                 827e0100,             §5.7 256 octets
                    true,  false, BINARY,       32768,               827e8000,             top bit of 16
                    true,  false, BINARY,       65535,               827effff,             longest in 16 bits
                    true,  false, BINARY,       65536,               827f0000000000010000, §5.7 64 KiB
                    true,  false, BINARY,       72623859790382856,   827f0102030405060708, each octet of 64 bits
                    true,  false, BINARY,       9223372036854775807, 827f7fffffffffffffff, longest there is
                    """)
    void writesHeaders(
            boolean fin,
            boolean compressed,
            Opcode opcode,
            long payloadLength,
            String octets,
            String name) {
        assertThat(written(fin, compressed, opcode, payloadLength, Sender.SERVER))
                .isEqualTo(octets);
        int masked = 0x80 | Integer.parseInt(octets.substring(2, 4), 16);
        assertThat(written(fin, compressed, opcode, payloadLength, Sender.CLIENT))
                .isEqualTo(
                        octets.substring(0, 2)
                                + HexFormat.of().toHexDigits((byte) masked)
                                + octets.substring(4)
                                + "37fa213d");
    }

    @Test
    void refusesANegativeLength() {
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FrameHeader.write(out, true, false, Opcode.TEXT, -1, Sender.SERVER, 0))
                .withMessage("negative payload length: -1");
        assertThat(out.position()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatTheCheckReads(Sender sender) {
        for (long length : new long[] {0, 1, 125, 126, 127, 65535, 65536, 1L << 62}) {
            for (boolean fin : new boolean[] {true, false}) {
                ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST);
                FrameHeader.write(out, fin, true, Opcode.BINARY, length, sender, KEY);
                int mask = sender == Sender.CLIENT ? KEY : 0;
                Found began =
                        new Found.FrameBegan(
                                out.position(), Opcode.BINARY, fin, true, length, mask);
                assertThat(new Recorder(sender, true).feed(out.flip()).found()).contains(began);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    CLIENT, 1000, '',    8882 37fa213d 3412
                    SERVER, 1000, '',    8802 03e8
                    CLIENT, 1014, né€,   8888 37fa213d 340c4ffe9e18a391
                    SERVER, 1014, né€,   8808 03f66ec3a9e282ac
                    CLIENT, 1005, '',    8880 37fa213d
                    SERVER, 1005, '',    8800
                    """)
    void writesWholeCloseFrames(Sender sender, int code, String reason, String octets) {
        ByteBuffer frame = FrameHeader.close(new CloseFrame(code, reason), sender, KEY);
        assertThat(hex(frame)).isEqualTo(octets.replace(" ", ""));
    }

    @ParameterizedTest
    @EnumSource
    void writesTheLongestCloseFrameThatTheCheckReads(Sender sender) {
        CloseFrame close = CloseFrame.of(CloseCode.BAD_GATEWAY, "né€😀".repeat(20));
        ByteBuffer frame = FrameHeader.close(close, sender, KEY);
        int octets = frame.remaining();
        assertThat(octets)
                .isEqualTo(
                        2
                                + (sender == Sender.CLIENT ? 4 : 0)
                                + 2
                                + close.reason().getBytes(UTF_8).length);
        assertThat(new Recorder(sender, false).feed(frame).found())
                .endsWith(new Found.Closed(octets, close));
    }

    /** In a buffer of either byte order, before and behind other octets. */
    private static String written(
            boolean fin, boolean compressed, Opcode opcode, long payloadLength, Sender from) {
        String[] written = new String[2];
        for (int i = 0; i < 2; i++) {
            ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST + 2);
            out.order(i == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN).position(1);
            FrameHeader.write(out, fin, compressed, opcode, payloadLength, from, KEY);
            written[i] = hex(out.flip().position(1));
        }
        assertThat(written[1]).as("little-endian").isEqualTo(written[0]);
        return written[0];
    }

    private static String hex(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(octets.position(), copy);
        return HexFormat.of().formatHex(copy);
    }
}
