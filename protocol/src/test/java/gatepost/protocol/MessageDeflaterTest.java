package gatepost.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gatepost.protocol.DeflateTerms.Compressor;
import gatepost.protocol.MessageDeflater.Step;
import gatepost.protocol.MessageDeflater.Then;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 §7.2.1. */
final class MessageDeflaterTest {
    private static final Compressor WITH_TAKEOVER = new Compressor(true, 15);
    private static final Compressor WITHOUT = new Compressor(false, 15);
    private static final byte[] HELLO = "Hello".getBytes(US_ASCII);

    private final ZlibPool pool = new ZlibPool(1);

    @AfterEach
    void nothingIsLeftOver() {
        assertThat(pool.lent()).isZero();
        pool.close();
    }

    @Test
    void compressesAsTheExamplesOfTheRfcWithContextTakeover() {
        MessageDeflater deflater = new MessageDeflater(WITH_TAKEOVER, pool);
        assertThat(DeflateEnds.deflated(deflater, new byte[0])).as("7.2.3.6").isEqualTo("00");
        assertThat(DeflateEnds.deflated(deflater, HELLO)).as("7.2.3.1").isEqualTo("f248cdc9c90700");
        assertThat(DeflateEnds.deflated(deflater, HELLO)).as("7.2.3.2").isEqualTo("f200110000");
        assertThat(DeflateEnds.deflated(deflater, new byte[0])).as("7.2.3.6").isEqualTo("00");
        assertThat(DeflateEnds.deflated(deflater, HELLO)).as("once more").isEqualTo("02130000");
        deflater.release();
    }

    @Test
    void compressesAsTheExamplesOfTheRfcWithoutContextTakeover() {
        MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
        for (int i = 0; i < 2; i++) {
            assertThat(DeflateEnds.deflated(deflater, HELLO)).isEqualTo("f248cdc9c90700");
            assertThat(DeflateEnds.deflated(deflater, new byte[0])).isEqualTo("00");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            textBlock =
                    """
                    7.2.3.5 two blocks,                    MORE:H FLUSH:e END:llo,         f248050000 00ffffcac9c90700
                    nothing to flush,                      FLUSH: FLUSH: END:Hello,        f248cdc9c90700
                    flushed twice,                         FLUSH:He FLUSH: END:llo,        f248050000 00ffffcac9c90700
                    flushed before the end,                FLUSH:Hello END:,               f248cdc9c907 000000ffff 00
                    no flush,                              MORE:H MORE: MORE:ell END:o,    f248cdc9c90700
                    an end without octets,                 MORE:Hello END:,                f248cdc9c90700
                    empty,                                 MORE: MORE: END:,               00
                    """)
    void flushesWhereItIsToldTo(String name, String pieces, String hex) {
        MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String piece : pieces.split(" ", -1)) {
            String[] parts = piece.split(":", 2);
            Then then = Then.valueOf(parts[0]);
            deflater.feed(ByteBuffer.wrap(parts[1].getBytes(US_ASCII)), 0, then);
            assertThat(DeflateEnds.drain(deflater, out, 100))
                    .isEqualTo(then == Then.END ? Step.MESSAGE : Step.STARVED);
        }
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(hex.replace(" ", ""));
    }

    /** Whatever of the last four octets the room cuts off. */
    @Test
    void cutsTheTailOffInAnyRoom() throws SlowInflate.Corrupt {
        byte[] message = new RandomOctets(new Random(7)).text(300);
        for (int room = 16; room < 400; room++) {
            MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            deflater.feed(ByteBuffer.wrap(message), 0, Then.END);
            assertThat(DeflateEnds.drain(deflater, out, room)).isEqualTo(Step.MESSAGE);
            byte[] payload = out.toByteArray();
            assertThat(new SlowInflate(0).message(payload)).as("room %d", room).isEqualTo(message);
            String hex = HexFormat.of().formatHex(payload);
            assertThat(hex).as("room %d", room).endsWith("00").doesNotEndWith("0000ffff");
        }
    }

    @Test
    void doesNothingInLessRoomThanItNeeds() {
        MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
        for (Then then : Then.values()) {
            ByteBuffer in = ByteBuffer.wrap(HELLO);
            deflater.feed(in, 0, then);
            ByteBuffer out = ByteBuffer.allocate(15);
            assertThat(deflater.next(out)).isEqualTo(Step.OUT_OF_ROOM);
            assertThat(out.position()).isZero();
            assertThat(in.position()).isZero();
            deflater.next(ByteBuffer.allocate(16));
            DeflateEnds.drain(deflater, new ByteArrayOutputStream(), 16);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void refersBackNoFurtherThanTheWindow(int bits) throws SlowInflate.Corrupt {
        Random random = new Random(bits);
        int window = 1 << bits;
        // Repeats just beyond the window and within it, over many messages.
        byte[] phrase = new RandomOctets(random).octets(window + 64);
        MessageDeflater deflater = new MessageDeflater(new Compressor(true, bits), pool);
        SlowInflate slow = new SlowInflate(window);
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(window);
            int to = from + 1 + random.nextInt(window + 63 - from);
            byte[] message = Arrays.copyOfRange(phrase, from, to);
            byte[] payload = HexFormat.of().parseHex(DeflateEnds.deflated(deflater, message));
            assertThat(slow.message(payload)).isEqualTo(message);
        }
        assertThat(slow.largestDistance()).isBetween(window / 4, window);
        deflater.release();
    }

    @Test
    void aSmallWindowLastsOverMessagesAndTheirEnds() {
        MessageDeflater deflater = new MessageDeflater(new Compressor(true, 8), pool);
        byte[] half = new byte[128];
        String first = DeflateEnds.deflated(deflater, half);
        // The second half fills the window, so its end is a full flush and the third begins afresh.
        String second = DeflateEnds.deflated(deflater, half);
        String third = DeflateEnds.deflated(deflater, half);
        assertThat(second).isNotEqualTo(first);
        assertThat(third).isEqualTo(first);
        deflater.release();
    }

    @Test
    void beginsAfreshAfterBeingIdle() {
        MessageDeflater deflater = new MessageDeflater(WITH_TAKEOVER, pool);
        String first = DeflateEnds.deflated(deflater, HELLO);
        assertThat(pool.lent()).isEqualTo(1);
        deflater.idle();
        assertThat(pool.lent()).isZero();
        deflater.idle();
        assertThat(pool.lent()).isZero();
        assertThat(DeflateEnds.deflated(deflater, HELLO)).isEqualTo(first);
        deflater.release();
    }

    @Test
    void isIdleWithinAMessageOnlyBehindAFlush() {
        MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deflater.feed(ByteBuffer.wrap(HELLO), 0, Then.MORE);
        deflater.idle();
        DeflateEnds.drain(deflater, out, 100);
        deflater.idle();
        assertThat(pool.lent()).isEqualTo(1);
        deflater.feed(ByteBuffer.allocate(0), 0, Then.FLUSH);
        DeflateEnds.drain(deflater, out, 100);
        deflater.idle();
        assertThat(pool.lent()).isZero();
        deflater.feed(ByteBuffer.wrap(HELLO), 0, Then.END);
        DeflateEnds.drain(deflater, out, 100);
        assertThat(
                        DeflateEnds.inflated(
                                new MessageInflater(WITHOUT, pool),
                                HexFormat.of().formatHex(out.toByteArray())))
                .isEqualTo("HelloHello");
    }

    @Test
    void holdsNothingOutsideTheHeapBetweenMessagesWithoutContextTakeover() {
        MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
        deflater.feed(ByteBuffer.wrap(HELLO), 0, Then.MORE);
        assertThat(pool.lent()).isZero();
        deflater.next(ByteBuffer.allocate(100));
        assertThat(pool.lent()).isEqualTo(1);
        deflater.feed(ByteBuffer.allocate(0), 0, Then.END);
        assertThat(deflater.next(ByteBuffer.allocate(100))).isEqualTo(Step.MESSAGE);
        assertThat(pool.lent()).isZero();
        assertThat(pool.idle()).isEqualTo(1);
    }

    @Test
    void givesUpWhatItHoldsWithinAMessage() {
        MessageDeflater deflater = new MessageDeflater(WITHOUT, pool);
        assertThat(deflater.next(ByteBuffer.allocate(100))).isEqualTo(Step.STARVED);
        deflater.feed(ByteBuffer.wrap(HELLO), 0, Then.MORE);
        assertThatIllegalStateException()
                .isThrownBy(() -> deflater.feed(ByteBuffer.allocate(1), 0, Then.MORE))
                .withMessage("cannot be fed: IN_PIECE");
        deflater.next(ByteBuffer.allocate(100));
        deflater.release();
        assertThat(pool.lent()).isZero();
        deflater.release();
        assertThat(pool.lent()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> deflater.next(ByteBuffer.allocate(100)))
                .withMessage("was released");
        assertThatIllegalStateException()
                .isThrownBy(() -> deflater.feed(ByteBuffer.allocate(1), 0, Then.MORE))
                .withMessage("cannot be fed: RELEASED");
    }
}
