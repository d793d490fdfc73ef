package gatepost.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import gatepost.protocol.DeflateTerms.Compressor;
import gatepost.protocol.MessageInflater.Step;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 §7.2.2. Octets are in hex, and a bar stands between messages. */
final class MessageInflaterTest {
    private static final Compressor WITH_TAKEOVER = new Compressor(true, 15);
    private static final Compressor WITHOUT = new Compressor(false, 15);
    private static final String HELLO = "f248cdc9c90700";

    private final ZlibPool pool = new ZlibPool(1);

    @AfterEach
    void nothingIsLeftOver() {
        assertThat(pool.lent()).isZero();
        pool.close();
    }

    private String inflated(Compressor sender, String messages) {
        MessageInflater inflater = new MessageInflater(sender, pool);
        return Stream.of(messages.split("\\|", -1))
                .map(message -> DeflateEnds.inflated(inflater, message))
                .collect(joining("|"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    7.2.3.1 one block                             ; f248cdc9c90700                         ; Hello
                    7.2.3.2 the window is forgotten               ; f248cdc9c90700|f248cdc9c90700          ; Hello|Hello
                    7.2.3.3 a block without compression           ; 000500faff48656c6c6f00                 ; Hello
                    7.2.3.4 a last block                          ; f348cdc9c9070000                       ; Hello
                    7.2.3.4 a last block, and another message     ; f348cdc9c9070000|f248cdc9c90700        ; Hello|Hello
                    7.2.3.4 a last block, and others behind it    ; f348cdc9c90700f348cdc9c90700f248cdc9c90700 ; HelloHelloHello
                    7.2.3.4 a last block and no octet behind it   ; f348cdc9c90700|f248cdc9c90700          ; Hello|Hello
                    7.2.3.4 a last block that the cut goes through; f248cdc9c9070000 01                    ; compressed data is corrupt: invalid stored block lengths
                    7.2.3.4 an empty last block that is cut       ; 01|f248cdc9c90700                      ; |Hello
                    7.2.3.5 two blocks                            ; f248050000 00ffffcac9c90700            ; Hello
                    7.2.3.6 an empty message                      ; 00|f248cdc9c90700                      ; |Hello
                    no octets at all                              ; |f248cdc9c90700                        ; |Hello
                    """)
    void inflatesTheExamplesOfTheRfc(String name, String messages, String inflated) {
        String expected = inflated == null ? "" : inflated;
        assertThat(inflated(WITHOUT, messages)).isEqualTo(expected);
        assertThat(inflated(WITH_TAKEOVER, messages)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    7.2.3.2 the example                        ; f248cdc9c90700|f200110000                     ; Hello|Hello
                    an empty message between                   ; f248cdc9c90700|00|f200110000                  ; Hello||Hello
                    a message of no octets between             ; f248cdc9c90700||f200110000                    ; Hello||Hello
                    7.2.3.4 a last block before                ; f348cdc9c9070000|f200110000                   ; Hello|Hello
                    7.2.3.4 a last block alone before          ; f348cdc9c90700|f200110000                     ; Hello|Hello
                    7.2.3.4 a last block before, in one message; f348cdc9c90700f200110000                      ; HelloHello
                    """)
    void refersToEarlierMessagesWhereContextIsTakenOver(
            String name, String messages, String inflated) {
        assertThat(inflated(WITH_TAKEOVER, messages)).isEqualTo(inflated);
        assertThat(inflated(WITHOUT, messages))
                .endsWith("compressed data is corrupt: invalid distance too far back");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    f6                             ; compressed data is corrupt: invalid block type
                    ff                             ; compressed data is corrupt: invalid block type
                    f200110000                     ; compressed data is corrupt: invalid distance too far back
                    000500faff48656c6c             ; compressed data is corrupt: invalid stored block lengths
                    f248cdc9c907                   ; compressed data is corrupt: invalid stored block lengths
                    f248                           ; compressed data is corrupt: invalid stored block lengths
                    000500faff                     ; compressed message ends within a block
                    f348cd                         ; compressed message ends within a block
                    """)
    void findsWhatIsCorrupt(String message, String description) {
        for (Compressor sender : new Compressor[] {WITHOUT, WITH_TAKEOVER}) {
            MessageInflater inflater = new MessageInflater(sender, pool);
            assertThat(DeflateEnds.inflated(inflater, message)).isEqualTo(description);
            assertThat(pool.lent()).isZero();
            inflater.feed(ByteBuffer.wrap(HexFormat.of().parseHex(HELLO)), 0, true);
            ByteBuffer out = ByteBuffer.allocate(100);
            assertThat(inflater.next(out)).isEqualTo(Step.VIOLATION);
            assertThat(out.position()).isZero();
            assertThat(inflater.description()).isEqualTo(description);
        }
    }

    @Test
    void wordsForWhatIsCorruptFitIntoAReasonBesideTheLeg() {
        String longest = "upstream: compressed data is corrupt: invalid distance too far back";
        assertThat(CloseFrame.of(CloseCode.INVALID_FRAME_PAYLOAD_DATA, longest).reason())
                .isEqualTo(longest);
        assertThat(new MessageInflater(WITHOUT, pool).description()).isEmpty();
    }

    /** Zlib before 1.2.9 takes 8 bits for 9. A distance beyond 15 bits cannot be written. */
    @ParameterizedTest(name = "{0} bits, {1} octets back")
    @CsvSource(
            textBlock =
                    """
                    8,  512,   true
                    8,  513,   false
                    9,  512,   true
                    9,  513,   false
                    10, 1024,  true
                    10, 1025,  false
                    14, 16385, false
                    15, 32768, true
                    """)
    void refersAsFarBackAsTheWindowReachesAndNotFurther(int bits, int distance, boolean reaches) {
        MessageInflater inflater = new MessageInflater(new Compressor(true, bits), pool);
        byte[] before = new byte[distance];
        before[0] = 'x';
        assertThat(DeflateEnds.inflated(inflater, stored(before))).startsWith("x\0");
        assertThat(DeflateEnds.inflated(inflater, copyOfThree(distance)))
                .isEqualTo(
                        reaches
                                ? "x\0\0"
                                : "compressed data is corrupt: invalid distance too far back");
    }

    /** In one block without compression. */
    private static String stored(byte[] octets) {
        String length = littleEndian(octets.length) + littleEndian(~octets.length & 0xFFFF);
        return "00" + length + HexFormat.of().formatHex(octets) + "00";
    }

    private static String littleEndian(int value) {
        return String.format("%02x%02x", value & 0xFF, value >> 8);
    }

    /** In one block of fixed codes, which copies three octets. */
    private static String copyOfThree(int distance) {
        int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(distance - 1);
        int code = 2 * bits + ((distance - 1) >> (bits - 1) & 1);
        int extra = (distance - 1) & ((1 << (bits - 1)) - 1);
        StringBuilder stream =
                new StringBuilder("010"); // not the last; fixed codes, lowest bit first
        stream.append("0000001"); // a length of 3
        stream.append(String.format("%5s", Integer.toBinaryString(code)).replace(' ', '0'));
        for (int i = 0; i < bits - 1; i++) {
            stream.append(extra >> i & 1);
        }
        stream.append("0000000").append("000"); // end of block; an empty stored block
        StringBuilder hex = new StringBuilder();
        for (int from = 0; from < stream.length(); from += 8) {
            StringBuilder octet =
                    new StringBuilder(stream.substring(from, Math.min(from + 8, stream.length())));
            hex.append(String.format("%02x", Integer.parseInt(octet.reverse().toString(), 2)));
        }
        return hex.toString();
    }

    @Test
    void holdsNothingOutsideTheHeapBetweenMessages() {
        MessageInflater inflater = new MessageInflater(WITH_TAKEOVER, pool);
        assertThat(pool.idle()).isZero();
        inflater.feed(ByteBuffer.wrap(HexFormat.of().parseHex("f248cd")), 0, false);
        assertThat(pool.lent()).isZero();
        assertThat(inflater.next(ByteBuffer.allocate(100))).isEqualTo(Step.STARVED);
        assertThat(pool.lent()).isEqualTo(1);
        inflater.feed(ByteBuffer.wrap(HexFormat.of().parseHex("c9c90700")), 0, true);
        assertThat(inflater.next(ByteBuffer.allocate(100))).isEqualTo(Step.MESSAGE);
        assertThat(pool.lent()).isZero();
        assertThat(pool.idle()).isEqualTo(1);
    }

    @Test
    void givesUpWhatItHoldsWithinAMessage() {
        MessageInflater inflater = new MessageInflater(WITH_TAKEOVER, pool);
        inflater.feed(ByteBuffer.wrap(HexFormat.of().parseHex("f248cd")), 0, false);
        inflater.next(ByteBuffer.allocate(100));
        inflater.release();
        assertThat(pool.lent()).isZero();
        inflater.release();
        assertThat(pool.lent()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> inflater.next(ByteBuffer.allocate(1)))
                .withMessage("was released");
        assertThatIllegalStateException()
                .isThrownBy(() -> inflater.feed(ByteBuffer.allocate(1), 0, true))
                .withMessage("cannot be fed: RELEASED");
    }

    @Test
    void takesNoPieceBeforeTheLastOneIsUsedUp() {
        MessageInflater inflater = new MessageInflater(WITHOUT, pool);
        assertThat(inflater.next(ByteBuffer.allocate(10))).isEqualTo(Step.STARVED);
        inflater.feed(ByteBuffer.wrap(HexFormat.of().parseHex(HELLO)), 0, true);
        assertThatIllegalStateException()
                .isThrownBy(() -> inflater.feed(ByteBuffer.allocate(1), 0, true))
                .withMessage("cannot be fed: IN_PAYLOAD");
        ByteBuffer out = ByteBuffer.allocate(5);
        assertThat(inflater.next(out)).isEqualTo(Step.OUT_OF_ROOM);
        assertThat(inflater.next(out)).isEqualTo(Step.OUT_OF_ROOM);
        assertThat(inflater.next(ByteBuffer.allocate(1))).isEqualTo(Step.MESSAGE);
        assertThat(inflater.next(ByteBuffer.allocate(1))).isEqualTo(Step.STARVED);
    }

    /** What is not compressed is not fed; what is fed while masked stays as it was. */
    @Test
    void unmasksWithoutChangingWhatItIsFed() {
        byte[] payload = HexFormat.of().parseHex(HELLO);
        Mask.unmask(payload, payload.length, 0x3D21FA37);
        ByteBuffer in = ByteBuffer.wrap(payload).asReadOnlyBuffer();
        MessageInflater inflater = new MessageInflater(WITHOUT, pool);
        ByteBuffer out = ByteBuffer.allocate(100);
        inflater.feed(in.limit(3), 0x3D21FA37, false);
        assertThat(inflater.next(out)).isEqualTo(Step.STARVED);
        assertThat(in.position()).isEqualTo(3);
        inflater.feed(in.limit(7), Mask.after(0x3D21FA37, 3), true);
        assertThat(inflater.next(out)).isEqualTo(Step.MESSAGE);
        assertThat(new String(out.array(), 0, out.position(), US_ASCII)).isEqualTo("Hello");
    }

    /** About 1 MiB that inflates to 1 GiB; what is thrown away behind 64 MiB tells nothing new. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBombTakesTheMemoryOfOneChunk(boolean contextTakeover) {
        ByteBuffer bomb = ByteBuffer.wrap(zeros(64 << 20));
        MessageInflater inflater = new MessageInflater(new Compressor(contextTakeover, 15), pool);
        ByteBuffer chunk = ByteBuffer.allocateDirect(16 << 10);
        inflater.feed(bomb, 0, true);
        assertThat(inflater.next(chunk)).isEqualTo(Step.OUT_OF_ROOM); // links what there is
        long inflated = chunk.position();

        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        Step step;
        do {
            step = inflater.next(chunk.clear());
            inflated += chunk.position();
        } while (step == Step.OUT_OF_ROOM);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        assertThat(step).isEqualTo(Step.MESSAGE);
        assertThat(inflated).isEqualTo(64 << 20);
        assertThat(allocated).isLessThan(64 << 10);
    }

    @Test
    void aBombCanBeStoppedAtAnyChunk() {
        MessageInflater inflater = new MessageInflater(WITHOUT, pool);
        ByteBuffer in = ByteBuffer.wrap(zeros(1 << 20));
        inflater.feed(in, 0, true);
        assertThat(inflater.next(ByteBuffer.allocate(16 << 10))).isEqualTo(Step.OUT_OF_ROOM);
        assertThat(in.position()).isLessThan(100);
        inflater.release();
    }

    private static byte[] zeros(int length) {
        Deflater zlib = new Deflater(9, true);
        zlib.setInput(new byte[length]);
        byte[] out = new byte[length / 500];
        int written = zlib.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        zlib.end();
        return Arrays.copyOf(out, written - 4);
    }

    /** Two octets are enough to begin another stream, which costs much more than they do. */
    @Test
    void beginsOnlySoManyStreamsInOneStep() {
        int streams = 1000;
        MessageInflater inflater = new MessageInflater(WITH_TAKEOVER, pool);
        inflater.feed(ByteBuffer.wrap(HexFormat.of().parseHex("0300".repeat(streams))), 0, true);
        ByteBuffer out = ByteBuffer.allocate(10);

        int steps = 1;
        while (inflater.next(out) == Step.OUT_OF_ROOM) {
            steps++;
        }

        assertThat(steps).isGreaterThan(streams / 16);
        assertThat(out.position()).isZero();
        inflater.release();
    }
}
