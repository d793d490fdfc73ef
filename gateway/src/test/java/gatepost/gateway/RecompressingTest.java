package gatepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Rule;
import gatepost.gateway.Forwarding.Outcome;
import gatepost.protocol.DeflateTerms.Compressor;
import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.MessageDeflater;
import gatepost.protocol.MessageInflater;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import gatepost.protocol.Violation;
import gatepost.protocol.ZlibPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecompressingTest {
    private static final int READ_BUFFER = 8192;
    private static final Compressor TAKEOVER = new Compressor(true, 15);

    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
    private final ZlibPool zlib = new ZlibPool(4);
    private final OwnPings pings = new OwnPings(new Random(1), () -> 0, _ -> {});
    private final List<ByteBuf> received = new ArrayList<>();
    private final List<ByteBuf> written = new ArrayList<>();
    private final List<Recompressing> made = new ArrayList<>();
    private boolean full;

    @AfterEach
    void everythingWasGivenBack() {
        made.forEach(Recompressing::release);
        written.forEach(ByteBuf::release);
        assertThat(received).allMatch(buffer -> buffer.refCnt() == 0);
        assertThat(written).allMatch(buffer -> buffer.refCnt() == 0);
        assertThat(zlib.lent()).isZero();
    }

    /** What a peer sends goes on to the other leg, on which the gateway has the same role. */
    private Recompressing from(
            Sender sender, MessageRules rules, boolean compressed, boolean compresses) {
        Recompressing recompressing =
                new Recompressing(
                        new InboundCheck(sender, compressed),
                        rules,
                        new Judge(rules, new RateMeter(Rate.UNLIMITED, System::nanoTime), true),
                        compressed
                                ? Optional.of(new MessageInflater(TAKEOVER, zlib))
                                : Optional.empty(),
                        new MessageWriter(
                                compresses
                                        ? Optional.of(new MessageDeflater(TAKEOVER, zlib))
                                        : Optional.empty(),
                                rules.splitFramesAbove(),
                                sender,
                                allocator,
                                new Random(2),
                                written::add),
                        ByteBuffer.allocateDirect(1000),
                        pings,
                        () -> !full);
        made.add(recompressing);
        return recompressing;
    }

    private Outcome receive(Recompressing recompressing, byte[] octets, int from, int to) {
        ByteBuf buffer = allocator.directBuffer(Math.max(READ_BUFFER, to - from));
        buffer.writeBytes(octets, from, to - from);
        received.add(buffer);
        return recompressing.receive(buffer);
    }

    private Outcome receive(Recompressing recompressing, byte[] octets) {
        return receive(recompressing, octets, 0, octets.length);
    }

    private byte[] output() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf buffer : written) {
            byte[] octets = new byte[buffer.readableBytes()];
            buffer.getBytes(buffer.readerIndex(), octets);
            all.writeBytes(octets);
        }
        return all.toByteArray();
    }

    @ParameterizedTest(name = "from {0}, compressed {1}, compresses {2}")
    @CsvSource({
        "CLIENT, true, true",
        "CLIENT, true, false",
        "CLIENT, false, true",
        "SERVER, true, true",
        "SERVER, true, false",
        "SERVER, false, true",
    })
    void theMessagesArriveHoweverTheyAreCutAndWheneverTheyHaveToWait(
            Sender sender, boolean compressed, boolean compresses) {
        for (int round = 0; round < 100; round++) {
            long seed = 0x7a7e_0000L + round;
            Random random = new Random(seed);
            List<String> messages = new ArrayList<>();
            byte[] stream = stream(sender, random, compressed, messages);
            int split = random.nextBoolean() ? 0 : 300;
            Recompressing recompressing =
                    from(
                            sender,
                            new MessageRules(Accept.ANY, Convert.NOTHING, 0, 0, split),
                            compressed,
                            compresses);
            for (int from = 0; from < stream.length; ) {
                full = random.nextBoolean();
                int length = 1 + random.nextInt(random.nextBoolean() ? 20 : READ_BUFFER);
                int to = Math.min(stream.length, from + length);
                assertThat(receive(recompressing, stream, from, to))
                        .as("seed %x", seed)
                        .isEqualTo(Outcome.STARVED);
                finish(recompressing);
                assertThat(recompressing.isWaiting()).as("seed %x", seed).isEqualTo(full);
                from = to;
            }
            full = false;
            finish(recompressing);
            assertThat(recompressing.isWaiting()).as("seed %x", seed).isFalse();
            assertThat(recompressing.holds()).as("seed %x", seed).isFalse();
            assertThat(messagesOf(sender, compresses, output(), split))
                    .as("seed %x", seed)
                    .isEqualTo(messages);
            written.forEach(ByteBuf::release);
            written.clear();
        }
    }

    /** Others have their turn now and then: each time there is less to do. */
    private void finish(Recompressing recompressing) {
        for (int turns = 0; !full && recompressing.isWaiting() && turns < 1000; turns++) {
            assertThat(recompressing.resume()).isEqualTo(Outcome.STARVED);
        }
    }

    @Test
    void givesOthersTheirTurnHoweverMuchThereIsToDo() {
        byte[] bomb = frame(Sender.SERVER, 0xC2, deflated(new byte[10 << 20]), 0);
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, true, false);

        assertThat(receive(recompressing, bomb)).isEqualTo(Outcome.STARVED);

        assertThat(recompressing.isWaiting()).isTrue();
        assertThat(output()).hasSizeLessThan(1 << 20);
        finish(recompressing);
        assertThat(output()).hasSizeGreaterThan(10 << 20);
    }

    @Test
    void stopsWhereTheOtherLegHasEnoughAndGoesOnLater() {
        byte[] bomb = frame(Sender.SERVER, 0xC2, deflated(new byte[50 << 20]), 0);
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, true, false);
        full = true;

        assertThat(receive(recompressing, bomb)).isEqualTo(Outcome.STARVED);
        assertThat(written).isEmpty();
        long inflated = 0;
        while (recompressing.isWaiting()) {
            full = false;
            int before = written.size();
            // As a leg that is full with the first frame that it gets.
            recompressing.resume();
            for (ByteBuf frame : written.subList(before, written.size())) {
                inflated += frame.readableBytes();
                frame.release();
            }
            written.clear();
        }
        assertThat(inflated).isGreaterThan(50 << 20);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1000, 1000, true
                    1000, 1001, false
                    1000, 100000000, false
                    """)
    void measuresMessagesBehindInflating(long limit, int octets, boolean passes) {
        byte[] frame = frame(Sender.SERVER, 0xC2, deflated(new byte[octets]), 0);
        Recompressing recompressing =
                from(
                        Sender.SERVER,
                        new MessageRules(Accept.ANY, Convert.NOTHING, 0, limit, 0),
                        true,
                        false);

        assertThat(receive(recompressing, frame))
                .isEqualTo(passes ? Outcome.STARVED : Outcome.OBJECTION);
        if (!passes) {
            Objection.Refused refused = (Objection.Refused) recompressing.objection();
            assertThat(refused.rule()).isEqualTo(Rule.MAX_MESSAGE_SIZE);
            assertThat(refused.reason())
                    .matches("message inflated to [0-9]{4,5} bytes exceeds 1000");
        }
    }

    @Test
    void textThatInflatesToNoTextIsAViolation() {
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, true, false);
        byte[] frame = frame(Sender.SERVER, 0xC1, deflated(new byte[] {'a', (byte) 0xFF}), 0);

        assertThat(receive(recompressing, frame)).isEqualTo(Outcome.OBJECTION);
        assertThat(((Objection.Broken) recompressing.objection()).violated().violation())
                .isEqualTo(Violation.TEXT_NOT_UTF8);
    }

    @Test
    void octetsThatCannotBeInflatedAreAViolation() {
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, true, false);

        assertThat(receive(recompressing, HexFormat.of().parseHex("c203ffffff")))
                .isEqualTo(Outcome.OBJECTION);
        assertThat(((Objection.Broken) recompressing.objection()).violated().violation())
                .isEqualTo(Violation.COMPRESSED_DATA_CORRUPT);
    }

    @ParameterizedTest
    @EnumSource(Convert.class)
    void changesTypes(Convert convert) {
        Recompressing recompressing =
                from(Sender.SERVER, new MessageRules(Accept.ANY, convert, 0, 0, 0), true, false);
        receive(recompressing, frame(Sender.SERVER, 0xC1, deflated("a".getBytes(UTF_8)), 0));
        receive(recompressing, frame(Sender.SERVER, 0xC2, deflated("b".getBytes(UTF_8)), 0));

        assertThat(messagesOf(Sender.SERVER, false, output(), 0))
                .containsExactly(
                        (convert == Convert.TEXT_TO_BINARY ? "BINARY" : "TEXT") + " 61",
                        (convert == Convert.BINARY_TO_TEXT ? "TEXT" : "BINARY") + " 62");
    }

    @Test
    void binaryThatInflatesToNoTextDoesNotGoOnAsText() {
        Recompressing recompressing =
                from(
                        Sender.SERVER,
                        new MessageRules(Accept.ANY, Convert.BINARY_TO_TEXT, 0, 0, 0),
                        true,
                        false);

        assertThat(receive(recompressing, frame(Sender.SERVER, 0xC2, deflated(new byte[] {-1}), 0)))
                .isEqualTo(Outcome.OBJECTION);
        assertThat(recompressing.objection()).isEqualTo(TextDemand.NO_TEXT);
    }

    @Test
    void givesAwayWhatWaitsFromWhereItStands() {
        byte[] bomb = frame(Sender.SERVER, 0xC2, deflated(new byte[1 << 20]), 0);
        byte[] both = Arrays.copyOf(bomb, bomb.length + 2);
        both[bomb.length] = (byte) 0x88;
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, true, false);
        full = true;
        receive(recompressing, both, 0, 1);
        receive(recompressing, both, 1, both.length);

        ByteBuf first = requireNonNull(recompressing.takeWaiting());
        assertThat(first.readableBytes()).isEqualTo(1);
        ByteBuf second = requireNonNull(recompressing.takeWaiting());
        assertThat(second.readableBytes()).isEqualTo(both.length - 1);
        assertThat(recompressing.takeWaiting()).isNull();
        first.release();
        second.release();
    }

    @Test
    void stopsAtACloseWithEverythingBeforeItPassedOn() {
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, false, true);

        assertThat(receive(recompressing, HexFormat.of().parseHex("82024142" + "8800" + "8203")))
                .isEqualTo(Outcome.CLOSE);

        assertThat(messagesOf(Sender.SERVER, true, output(), 0)).containsExactly("BINARY 4142");
    }

    @Test
    void theGatewaysOwnPongStays() {
        ByteBuffer ping = pings.next(Sender.SERVER, 0);
        byte[] pong = new byte[ping.remaining()];
        ping.get(pong);
        pong[0] = (byte) 0x8A;
        Recompressing recompressing = from(Sender.SERVER, MessageRules.NONE, false, true);

        receive(recompressing, pong);
        receive(recompressing, HexFormat.of().parseHex("8a0141"));

        assertThat(messagesOf(Sender.SERVER, true, output(), 0)).containsExactly("PONG 41");
    }

    private byte[] deflated(byte[] message) {
        MessageDeflater deflater = new MessageDeflater(new Compressor(false, 15), zlib);
        ByteBuffer out = ByteBuffer.allocate(message.length + 1000);
        deflater.feed(ByteBuffer.wrap(message), 0, MessageDeflater.Then.END);
        assertThat(deflater.next(out)).isEqualTo(MessageDeflater.Step.MESSAGE);
        deflater.release();
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Messages in fragments with control frames between; what they are is added to the list. */
    private byte[] stream(Sender sender, Random random, boolean compressed, List<String> messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            byte[] message =
                    new byte[random.nextBoolean() ? random.nextInt(300) : random.nextInt(60_000)];
            for (int i = 0; i < message.length; i++) {
                message[i] = (byte) ('a' + random.nextInt(1 + random.nextInt(26)));
            }
            boolean text = random.nextBoolean();
            boolean rsv1 = compressed && random.nextInt(4) > 0;
            byte[] payload = rsv1 ? deflated(message) : message;
            int at = 0;
            int first = (text ? 1 : 2) | (rsv1 ? 0x40 : 0);
            boolean last;
            do {
                int length =
                        random.nextBoolean()
                                ? payload.length - at
                                : random.nextInt(payload.length - at + 1);
                last = at + length == payload.length && random.nextInt(3) > 0;
                stream.writeBytes(
                        frame(
                                sender,
                                first | (last ? 0x80 : 0),
                                Arrays.copyOfRange(payload, at, at + length),
                                random.nextInt()));
                at += length;
                first = 0;
                if (!last && random.nextInt(4) == 0) {
                    byte[] ping = new byte[random.nextInt(126)];
                    random.nextBytes(ping);
                    stream.writeBytes(frame(sender, 0x89, ping, random.nextInt()));
                    messages.add("PING " + HexFormat.of().formatHex(ping));
                }
            } while (!last);
            messages.add((text ? "TEXT " : "BINARY ") + HexFormat.of().formatHex(message));
        }
        return stream.toByteArray();
    }

    private static byte[] frame(Sender sender, int first, byte[] payload, int mask) {
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST + payload.length);
        FrameHeader.write(out, false, false, Opcode.CONTINUATION, payload.length, sender, mask);
        out.put(0, (byte) first);
        int key = sender == Sender.CLIENT ? mask : 0;
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ Mask.after(key, i)));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** What a peer makes of what it gets. */
    private List<String> messagesOf(Sender sender, boolean compressed, byte[] octets, int split) {
        InboundCheck check = new InboundCheck(sender, compressed);
        MessageInflater inflater = new MessageInflater(TAKEOVER, zlib);
        ByteBuffer in = ByteBuffer.wrap(octets);
        List<String> messages = new ArrayList<>();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String type = "";
        boolean inflating = false;
        while (true) {
            switch (check.next(in)) {
                case HEADER -> {
                    byte[] payload = new byte[(int) check.payloadLength()];
                    in.get(in.position(), payload);
                    for (int i = 0; i < payload.length; i++) {
                        payload[i] ^= (byte) Mask.after(check.mask(), i);
                    }
                    switch (check.opcode()) {
                        case PING, PONG, CLOSE ->
                                messages.add(
                                        check.opcode() + " " + HexFormat.of().formatHex(payload));
                        case TEXT, BINARY, CONTINUATION -> {
                            if (check.opcode() != Opcode.CONTINUATION) {
                                type = check.opcode().toString();
                                inflating = check.compressed();
                            }
                            assertThat(split == 0 || payload.length <= split).isTrue();
                            message.writeBytes(
                                    inflating ? inflated(inflater, payload, check.fin()) : payload);
                            if (check.fin()) {
                                messages.add(
                                        type
                                                + " "
                                                + HexFormat.of().formatHex(message.toByteArray()));
                                message.reset();
                            }
                        }
                    }
                }
                case FRAME -> {}
                case STARVED -> {
                    assertThat(check.isBetweenFrames()).isTrue();
                    inflater.release();
                    return messages;
                }
                case CLOSE, VIOLATION -> throw new AssertionError("the output is not legal");
            }
        }
    }

    private static byte[] inflated(MessageInflater inflater, byte[] payload, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer room = ByteBuffer.allocate(777);
        inflater.feed(ByteBuffer.wrap(payload), 0, last);
        MessageInflater.Step step;
        do {
            step = inflater.next(room.clear());
            assertThat(step).isNotEqualTo(MessageInflater.Step.VIOLATION);
            out.write(room.array(), 0, room.position());
        } while (step == MessageInflater.Step.OUT_OF_ROOM);
        return out.toByteArray();
    }
}
