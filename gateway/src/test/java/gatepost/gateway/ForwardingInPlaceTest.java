package gatepost.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Rule;
import gatepost.gateway.Forwarding.Outcome;
import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
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
import org.junit.jupiter.params.provider.EnumSource;

class ForwardingInPlaceTest {
    private static final int COALESCE_UP_TO = 1000;
    private static final int SMALLEST_PIECE = 4096;
    private static final int READ_BUFFER = 8192;
    private static final List<Convert> CONVERSIONS = List.of(Convert.values());

    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
    private final OwnPings pings = new OwnPings(new Random(1), () -> 0, _ -> {});
    private final List<ByteBuf> received = new ArrayList<>();
    private final List<ByteBuf> written = new ArrayList<>();
    private final List<Forwarding> made = new ArrayList<>();

    @AfterEach
    void everyBufferWasReleased() {
        made.forEach(Forwarding::release);
        written.forEach(ByteBuf::release);
        assertThat(received).allMatch(buffer -> buffer.refCnt() == 0);
        assertThat(written).allMatch(buffer -> buffer.refCnt() == 0);
    }

    private Forwarding from(Sender sender) {
        return from(sender, MessageRules.NONE);
    }

    private Forwarding from(Sender sender, MessageRules rules) {
        Forwarding forwarding = inPlace(sender, rules);
        made.add(forwarding);
        return forwarding;
    }

    private Forwarding inPlace(Sender sender, MessageRules rules) {
        return new ForwardingInPlace(
                new InboundCheck(sender, true),
                rules,
                new Judge(rules, new RateMeter(Rate.UNLIMITED, System::nanoTime), false),
                Optional.empty(),
                pings,
                COALESCE_UP_TO,
                sender,
                allocator,
                written::add);
    }

    /** Hands octets over in a buffer as large as one that a socket is read into. */
    private Outcome receive(Forwarding forwarding, byte[] octets, int from, int to) {
        ByteBuf buffer = allocator.directBuffer(Math.max(READ_BUFFER, to - from));
        buffer.writeBytes(octets, from, to - from);
        received.add(buffer);
        return forwarding.receive(buffer);
    }

    private Outcome receive(Forwarding forwarding, String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        return receive(forwarding, octets, 0, octets.length);
    }

    private byte[] output() {
        ByteBuf all = Unpooled.buffer();
        written.forEach(
                buffer -> all.writeBytes(buffer, buffer.readerIndex(), buffer.readableBytes()));
        return Arrays.copyOf(all.array(), all.writerIndex());
    }

    private String outputHex() {
        return HexFormat.of().formatHex(output());
    }

    @Test
    void passesWholeFramesOnInTheBufferThatTheyCameIn() {
        Forwarding forwarding = from(Sender.SERVER);

        assertThat(receive(forwarding, "8103414243" + "8900")).isEqualTo(Outcome.STARVED);

        assertThat(written).containsExactly(received.getFirst());
        assertThat(outputHex()).isEqualTo("8103414243" + "8900");
    }

    @Test
    void holdsACutFrameUntilItIsComplete() {
        Forwarding forwarding = from(Sender.SERVER);

        receive(forwarding, "820141" + "82");
        assertThat(outputHex()).isEqualTo("820141");
        receive(forwarding, "03");
        receive(forwarding, "4142");
        assertThat(outputHex()).isEqualTo("820141");
        receive(forwarding, "43" + "8200");

        assertThat(outputHex()).isEqualTo("820141" + "8203414243" + "8200");
    }

    @Test
    void dropsACutFrameWhenItIsGivenUp() {
        Forwarding forwarding = from(Sender.SERVER);
        receive(forwarding, "820341");

        forwarding.release();

        assertThat(written).isEmpty();
    }

    @Test
    void stopsAtACloseWithEverythingBeforeItPassedOn() {
        Forwarding forwarding = from(Sender.SERVER);
        receive(forwarding, "8203");

        assertThat(receive(forwarding, "414243" + "8900" + "8800" + "820141"))
                .isEqualTo(Outcome.CLOSE);

        assertThat(outputHex()).isEqualTo("8203414243" + "8900");
    }

    @Test
    void stopsAtAViolationAndDropsTheFrameThatItIsIn() {
        Forwarding forwarding = from(Sender.SERVER);

        assertThat(receive(forwarding, "8900" + "8102" + "41")).isEqualTo(Outcome.STARVED);
        assertThat(receive(forwarding, "ff")).isEqualTo(Outcome.OBJECTION);

        assertThat(outputHex()).isEqualTo("8900");
    }

    @Test
    void passesALargeFrameOnInPiecesWhileItArrives() {
        Forwarding forwarding = from(Sender.SERVER);
        byte[] frame = frame(Sender.SERVER, true, true, Opcode.BINARY, 10_000, 0);

        receive(forwarding, frame, 0, 5000);
        List<Frame> soFar = frames(Sender.SERVER, output());
        assertThat(soFar).hasSize(1);
        assertThat(soFar.getFirst().fin).isFalse();
        assertThat(soFar.getFirst().compressed).isTrue();
        assertThat(soFar.getFirst().opcode).isEqualTo(Opcode.BINARY);

        receive(forwarding, frame, 5000, 5010);
        assertThat(frames(Sender.SERVER, output())).hasSize(1);

        receive(forwarding, frame, 5010, frame.length);
        List<Frame> all = frames(Sender.SERVER, output());
        assertThat(all).hasSize(2);
        assertThat(all.getLast().fin).isTrue();
        assertThat(all.getLast().compressed).isFalse();
        assertThat(all.getLast().opcode).isEqualTo(Opcode.CONTINUATION);
        assertThat(all.getLast().length()).isEqualTo(10_000 - all.getFirst().length());
    }

    @Test
    void aCloseCanFollowAPieceOfALargeFrame() {
        Forwarding forwarding = from(Sender.CLIENT);
        byte[] frame = frame(Sender.CLIENT, true, false, Opcode.BINARY, 10_000, 0x1020304);

        receive(forwarding, frame, 0, 7777);
        forwarding.release();

        assertThat(frames(Sender.CLIENT, output())).hasSize(1);
    }

    /**
     * However a legal stream is cut, what goes on is legal, has the same messages and control
     * frames, and splits no frame that may go on whole.
     */
    @ParameterizedTest
    @EnumSource(Sender.class)
    void whatGoesOnHasTheSameContentHoweverItIsCut(Sender sender) {
        for (int round = 0; round < 300; round++) {
            long seed = 0x6a7e_0000L + round;
            Random random = new Random(seed);
            byte[] stream = stream(sender, random, false);
            Forwarding forwarding = from(sender);
            for (int from = 0; from < stream.length; ) {
                int length = 1 + random.nextInt(random.nextBoolean() ? 20 : READ_BUFFER);
                int to = Math.min(stream.length, from + length);
                assertThat(receive(forwarding, stream, from, to))
                        .as("seed %x", seed)
                        .isEqualTo(Outcome.STARVED);
                from = to;
            }
            List<Frame> sent = frames(sender, stream);
            List<Frame> passed = frames(sender, output());
            assertThat(content(passed)).as("seed %x", seed).isEqualTo(content(sent));
            assertThat(wholes(passed)).as("seed %x", seed).containsAll(wholes(sent));
            for (Frame piece : passed) {
                assertThat(piece.fin || piece.length() <= READ_BUFFER + SMALLEST_PIECE)
                        .as("seed %x", seed)
                        .isTrue();
            }
            written.forEach(ByteBuf::release);
            written.clear();
        }
    }

    /**
     * The same where types change, frames are split, and the peer answers Pings of the gateway,
     * which the other end knows nothing of.
     */
    @ParameterizedTest
    @EnumSource(Sender.class)
    void rulesChangeTypesAndFragmentsAndNothingElse(Sender sender) {
        for (int round = 0; round < 300; round++) {
            long seed = 0x5a7e_0000L + round;
            Random random = new Random(seed);
            Convert convert = CONVERSIONS.get(random.nextInt(CONVERSIONS.size()));
            int split = new int[] {0, 125, 700, 5000}[random.nextInt(4)];
            byte[] stream = stream(sender, random, true);
            Forwarding forwarding =
                    from(sender, new MessageRules(Accept.ANY, convert, 0, 0, split));
            for (int from = 0; from < stream.length; ) {
                int length = 1 + random.nextInt(random.nextBoolean() ? 20 : READ_BUFFER);
                int to = Math.min(stream.length, from + length);
                assertThat(receive(forwarding, stream, from, to))
                        .as("seed %x", seed)
                        .isEqualTo(Outcome.STARVED);
                from = to;
            }
            List<Frame> passed = frames(sender, output());
            assertThat(content(passed))
                    .as("seed %x", seed)
                    .isEqualTo(
                            content(frames(sender, stream)).stream()
                                    .filter(each -> !each.startsWith("PONG"))
                                    .map(each -> converted(each, convert))
                                    .toList());
            assertThat(passed)
                    .as("seed %x", seed)
                    .allMatch(each ->
                            split == 0 || each.length() <= split || each.opcode == Opcode.PING);
            assertThat(forwarding.holds()).as("seed %x", seed).isFalse();
            written.forEach(ByteBuf::release);
            written.clear();
        }
    }

    private static String converted(String message, Convert convert) {
        return switch (convert) {
            case NOTHING -> message;
            case TEXT_TO_BINARY -> message.replaceFirst("^TEXT", "BINARY");
            case BINARY_TO_TEXT -> message.replaceFirst("^BINARY", "TEXT");
        };
    }

    @Test
    void aPongThatTheGatewayDidNotAskForPasses() {
        Forwarding forwarding = from(Sender.SERVER);
        pings.next(Sender.CLIENT, 0);

        receive(forwarding, "8a0c" + "00".repeat(12));

        assertThat(outputHex()).isEqualTo("8a0c" + "00".repeat(12));
    }

    @Test
    void aMessageOfARefusedTypeDoesNotGoOnAndWhatCameBeforeDoes() {
        Forwarding forwarding =
                from(Sender.SERVER, new MessageRules(Accept.TEXT, Convert.NOTHING, 0, 0, 0));

        assertThat(receive(forwarding, "81026869" + "8900" + "8202" + "4142"))
                .isEqualTo(Outcome.OBJECTION);

        assertThat(outputHex()).isEqualTo("81026869" + "8900");
        assertThat(forwarding.objection())
                .isEqualTo(
                        new Objection.Refused(
                                Rule.ACCEPT, "binary message where only text is accepted"));
        ByteBuf rest = requireNonNull(forwarding.takeWaiting());
        assertThat(rest.readableBytes()).isEqualTo(2);
        rest.release();
        assertThat(forwarding.takeWaiting()).isNull();
    }

    /** A frame as the other end sees it. */
    private record Frame(boolean fin, boolean compressed, Opcode opcode, String payload) {
        private int length() {
            return payload.length() / 2;
        }

        private String text() {
            return opcode + (compressed ? " compressed " : " ") + payload;
        }
    }

    private static List<String> wholes(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.length() <= COALESCE_UP_TO)
                .map(Frame::text)
                .toList();
    }

    /** The messages and, each at its place, the control frames, however they are fragmented. */
    private static List<String> content(List<Frame> frames) {
        List<String> content = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        String begun = "";
        for (Frame frame : frames) {
            switch (frame.opcode) {
                case PING, PONG, CLOSE -> content.add(frame.text());
                case TEXT, BINARY, CONTINUATION -> {
                    if (frame.opcode != Opcode.CONTINUATION) {
                        begun = frame.opcode + " " + frame.compressed + " ";
                    }
                    message.append(frame.payload);
                    if (frame.fin) {
                        content.add(begun + message);
                        message.setLength(0);
                    }
                }
            }
        }
        assertThat(message).isEmpty();
        return content;
    }

    private static List<Frame> frames(Sender sender, byte[] octets) {
        InboundCheck check = new InboundCheck(sender, true);
        ByteBuffer in = ByteBuffer.wrap(octets);
        List<Frame> frames = new ArrayList<>();
        while (true) {
            switch (check.next(in)) {
                case HEADER -> {
                    byte[] payload = new byte[(int) check.payloadLength()];
                    in.get(in.position(), payload);
                    for (int i = 0; i < payload.length; i++) {
                        payload[i] ^= (byte) Mask.after(check.mask(), i);
                    }
                    frames.add(
                            new Frame(
                                    check.fin(),
                                    check.compressed(),
                                    check.opcode(),
                                    HexFormat.of().formatHex(payload)));
                }
                case FRAME -> {}
                case STARVED -> {
                    assertThat(check.isBetweenFrames()).isTrue();
                    return frames;
                }
                case CLOSE, VIOLATION -> throw new AssertionError("the output is not legal");
            }
        }
    }

    /**
     * @param pongs whether the peer answers Pings of the gateway now and then
     */
    private byte[] stream(Sender sender, Random random, boolean pongs) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int messages = 1 + random.nextInt(6); messages > 0; messages--) {
            int fragments = 1 + random.nextInt(3);
            boolean compressed = random.nextBoolean();
            for (int i = 0; i < fragments; i++) {
                int length =
                        switch (random.nextInt(4)) {
                            case 0 -> random.nextInt(130);
                            case 1 -> COALESCE_UP_TO - 1 + random.nextInt(3);
                            case 2 -> random.nextInt(20_000);
                            default -> 65_530 + random.nextInt(10);
                        };
                stream.writeBytes(
                        frame(
                                sender,
                                i == fragments - 1,
                                i == 0 && compressed,
                                // Text that is not compressed would have to be UTF-8.
                                i > 0
                                        ? Opcode.CONTINUATION
                                        : compressed && random.nextBoolean()
                                                ? Opcode.TEXT
                                                : Opcode.BINARY,
                                length,
                                random.nextInt()));
                if (pongs && random.nextInt(2) == 0) {
                    stream.writeBytes(pong(sender, random.nextInt()));
                }
                if (random.nextInt(4) == 0) {
                    stream.writeBytes(
                            frame(
                                    sender,
                                    true,
                                    false,
                                    Opcode.PING,
                                    random.nextInt(126),
                                    random.nextInt()));
                }
            }
        }
        return stream.toByteArray();
    }

    /** The answer to a Ping of the gateway. */
    private byte[] pong(Sender sender, int mask) {
        ByteBuffer ping = pings.next(Sender.SERVER, 0);
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST + OwnPings.PAYLOAD);
        FrameHeader.write(out, true, false, Opcode.PONG, OwnPings.PAYLOAD, sender, mask);
        for (int i = 0; i < OwnPings.PAYLOAD; i++) {
            int key = sender == Sender.CLIENT ? Mask.after(mask, i) : 0;
            out.put((byte) (ping.get(2 + i) ^ key));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] frame(
            Sender sender, boolean fin, boolean compressed, Opcode opcode, int length, int mask) {
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST + length);
        FrameHeader.write(out, fin, compressed, opcode, length, sender, mask);
        for (int i = 0; i < length; i++) {
            int ascii = (i * 31 + length) & 0x7F; // Whatever it goes on as, it is legal.
            out.put((byte) (sender == Sender.CLIENT ? ascii ^ Mask.after(mask, i) : ascii));
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
