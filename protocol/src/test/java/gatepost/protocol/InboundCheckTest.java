package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gatepost.protocol.InboundCheck.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the check tells while it goes through a buffer, and when it is asked again. */
final class InboundCheckTest {
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    @Test
    void knowsNothingAndStandsBetweenFramesAtFirst() {
        InboundCheck check = new InboundCheck(Sender.CLIENT, false);
        assertThat(check.next(hex(""))).isEqualTo(Step.STARVED);
        assertThat(check.isBetweenFrames()).isTrue();
        assertThat(check.octets()).isZero();
        assertThat(check.frames()).isZero();
        assertThat(check.messages()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(check::close)
                .withMessage("no Close frame was found");
        assertThatIllegalStateException()
                .isThrownBy(check::violated)
                .withMessage("no violation was found");
    }

    @Test
    void tellsTheHeaderThenTheFrameThenThatTheBufferIsUsedUp() {
        InboundCheck check = new InboundCheck(Sender.CLIENT, false);
        ByteBuffer in = hex("818537fa213d7f9f4d5158");
        assertThat(check.next(in)).isEqualTo(Step.HEADER);
        assertThat(in.position()).isEqualTo(6);
        assertThat(check.opcode()).isEqualTo(Opcode.TEXT);
        assertThat(check.fin()).isTrue();
        assertThat(check.compressed()).isFalse();
        assertThat(check.payloadLength()).isEqualTo(5);
        assertThat(check.payloadRead()).isZero();
        assertThat(check.mask()).isEqualTo(0x3D21FA37);
        assertThat(check.isBetweenFrames()).isFalse();

        assertThat(check.next(in)).isEqualTo(Step.FRAME);
        assertThat(in.position()).isEqualTo(11);
        assertThat(check.payloadRead()).isEqualTo(5);
        assertThat(check.isBetweenFrames()).isTrue();
        assertThat(check.next(in)).isEqualTo(Step.STARVED);
    }

    @Test
    void knowsTheSizesOfMessagesWhetherTheyPassOneByOneOrTogether() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("8203010203" + "810161" + "02020405" + "800106" + "027e0100");
        check.passMessages(in, 1000, true, true);
        assertThat(check.messages()).isEqualTo(2);
        assertThat(check.largestMessage()).isEqualTo(3);
        assertThat(check.lastMessage()).isEqualTo(1);

        while (check.next(in) != Step.STARVED) {}
        assertThat(check.messages()).isEqualTo(3);
        assertThat(check.largestMessage()).isEqualTo(256); // What was announced counts.
        assertThat(check.lastMessage()).isEqualTo(256);
        assertThat(check.payloadLength() - check.payloadRead()).isEqualTo(256);
    }

    @Test
    void aControlFrameIsNoMessage() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("820101" + "8903010203");
        while (check.next(in) != Step.STARVED) {}

        assertThat(check.largestMessage()).isEqualTo(1);
        assertThat(check.lastMessage()).isEqualTo(1);
    }

    @Test
    void sizesThatNobodyCouldSendDoNotOverflow() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("020101" + "007f7fffffffffffffff");
        while (check.next(in) != Step.STARVED) {}

        assertThat(check.largestMessage()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void showsTheOctetsAroundWhatBreaksARule() {
        InboundCheck header = new InboundCheck(Sender.SERVER, false);
        assertThat(header.octetsAround()).isEmpty();
        header.next(hex("485454502f312e31" + "20".repeat(40)));
        assertThat(header.octetsAround()).isEqualTo("485454502f312e31" + "20".repeat(24));

        InboundCheck cut = new InboundCheck(Sender.SERVER, false);
        cut.next(hex("81"));
        cut.next(hex("85"));
        assertThat(cut.octetsAround()).isEqualTo("8185");
    }

    @Test
    void showsTheTextAroundWhatIsNoUtf8Unmasked() {
        InboundCheck check = new InboundCheck(Sender.CLIENT, false);
        ByteBuffer in = ByteBuffer.allocate(64);
        in.put(hex("819437fa213d"));
        byte[] text = "0123456789caf\u00e9 noir".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20; i++) {
            in.put((byte) ((i < text.length ? text[i] : '.') ^ KEY[i & 3]));
        }
        in.flip();
        check.next(in);
        assertThat(check.next(in)).isEqualTo(Step.VIOLATION);

        assertThat(check.octetsAround())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        "0123456789caf\u00e9 noir."
                                                .getBytes(StandardCharsets.ISO_8859_1))
                                .substring(0, 40));
    }

    @Test
    void endsAnEmptyFrameWithoutAnotherOctet() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("8200");
        assertThat(check.next(in)).isEqualTo(Step.HEADER);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(check.next(in)).isEqualTo(Step.FRAME);
        assertThat(check.next(in)).isEqualTo(Step.STARVED);
    }

    @Test
    void countsPayloadOverBuffers() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        assertThat(check.next(hex("8204"))).isEqualTo(Step.HEADER);
        assertThat(check.next(hex("01"))).isEqualTo(Step.STARVED);
        assertThat(check.payloadRead()).isEqualTo(1);
        assertThat(check.next(hex("0203"))).isEqualTo(Step.STARVED);
        assertThat(check.payloadRead()).isEqualTo(3);
        assertThat(check.octets()).isEqualTo(5);
        assertThat(check.isBetweenFrames()).isFalse();
        ByteBuffer last = hex("0482");
        assertThat(check.next(last)).isEqualTo(Step.FRAME);
        assertThat(last.remaining()).isEqualTo(1);
        assertThat(check.next(last)).isEqualTo(Step.STARVED);
        assertThat(check.isBetweenFrames()).isFalse();
        assertThat(check.octets()).isEqualTo(7);
    }

    @Test
    void countsFramesAndMessages() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        readAll(check, hex("0101 61 8900 8001 62 8200 8a00 0201 63"));
        assertThat(check.frames()).isEqualTo(6);
        assertThat(check.messages()).isEqualTo(2);
        readAll(check, hex("8000 8800"));
        assertThat(check.frames()).isEqualTo(8);
        assertThat(check.messages()).isEqualTo(3);
    }

    @Test
    void forgetsTheMaskOfTheFrameBefore() {
        InboundCheck check = new InboundCheck(Sender.CLIENT, false);
        ByteBuffer in = hex("8280 37fa213d 8280 00000000");
        check.next(in);
        check.next(in);
        assertThat(check.next(in)).isEqualTo(Step.HEADER);
        assertThat(check.mask()).isZero();
    }

    @Test
    void skipsWhatFollowsAClose() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("8802 03e8 ffffff");
        assertThat(check.next(in)).isEqualTo(Step.HEADER);
        assertThat(check.next(in)).isEqualTo(Step.CLOSE);
        assertThat(in.position()).isEqualTo(4);
        assertThat(check.close()).isEqualTo(new CloseFrame(1000, ""));
        assertThat(check.isBetweenFrames()).isTrue();
        for (ByteBuffer more : new ByteBuffer[] {in, hex("818537"), hex("")}) {
            assertThat(check.next(more)).isEqualTo(Step.STARVED);
            assertThat(more.hasRemaining()).isFalse();
        }
        assertThat(check.octets()).isEqualTo(4);
        assertThat(check.frames()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(check::violated);
    }

    @Test
    void staysAtAViolation() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("8200 83 8200");
        check.next(in);
        check.next(in);
        assertThat(check.next(in)).isEqualTo(Step.VIOLATION);
        Violated violated = check.violated();
        assertThat(violated)
                .isEqualTo(
                        new Violated(Violation.RESERVED_OPCODE, 2, 2, "83", "reserved opcode 0x3"));
        int position = in.position();
        assertThat(check.next(in)).isEqualTo(Step.VIOLATION);
        assertThat(check.next(hex("8200"))).isEqualTo(Step.VIOLATION);
        assertThat(in.position()).isEqualTo(position);
        assertThat(check.violated()).isSameAs(violated);
        assertThat(check.frames()).isEqualTo(1);
        assertThat(check.isBetweenFrames()).isFalse();
        assertThatIllegalStateException().isThrownBy(check::close);
    }

    @Test
    void takesTheValidBeginningOfATextThatTurnsWrong() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer in = hex("8105 6162 ff 6364");
        assertThat(check.next(in)).isEqualTo(Step.HEADER);
        assertThat(check.next(in)).isEqualTo(Step.VIOLATION);
        assertThat(in.position()).isEqualTo(4);
        assertThat(check.payloadRead()).isEqualTo(2);
        assertThat(check.messages()).isZero();
    }

    @Test
    void countsOctetsBeyondWhatAnIntHolds() {
        InboundCheck check = new InboundCheck(Sender.SERVER, false);
        ByteBuffer piece = ByteBuffer.allocateDirect(1 << 26);
        check.next(hex("827f 0000000100000001"));
        assertThat(check.payloadLength()).isEqualTo((1L << 32) + 1);
        for (int i = 0; i < 64; i++) {
            assertThat(check.next(piece.clear())).isEqualTo(Step.STARVED);
        }
        assertThat(check.payloadRead()).isEqualTo(1L << 32);
        ByteBuffer last = hex("00 83");
        assertThat(check.next(last)).isEqualTo(Step.FRAME);
        assertThat(check.next(last)).isEqualTo(Step.VIOLATION);
        assertThat(check.violated().frame()).isEqualTo((1L << 32) + 11);
        assertThat(check.violated().octet()).isEqualTo((1L << 32) + 11);
    }

    @Test
    void demandsTheFewestOctetsForALength() {
        for (long length = 0; length <= 200; length++) {
            assertLength(length, 0, length <= 125);
            assertLength(length, 2, length >= 126);
            assertLength(length, 8, false);
        }
        for (long length = 65534; length <= 65537; length++) {
            assertLength(length, 2, length <= 65535);
            assertLength(length, 8, length >= 65536);
        }
        assertLength(1L << 62, 8, true);
        assertLength(Long.MAX_VALUE, 8, true);
    }

    /** Where so many octets can hold the length at all. */
    private static void assertLength(long length, int octets, boolean legal) {
        if (octets < 8 && length >= (octets == 0 ? 126 : 65536)) {
            return;
        }
        for (Sender sender : Sender.values()) {
            int masked = sender == Sender.CLIENT ? 0x80 : 0;
            ByteBuffer header = ByteBuffer.allocate(FrameHeader.LONGEST).put((byte) 0x82);
            switch (octets) {
                case 0 -> header.put((byte) (masked + length));
                case 2 -> header.put((byte) (masked + 126)).putShort((short) length);
                default -> header.put((byte) (masked + 127)).putLong(length);
            }
            int lengthEnd = header.position();
            if (sender == Sender.CLIENT) {
                header.put(KEY);
            }
            byte[] wire = Arrays.copyOf(header.array(), header.position());
            for (int cut = 0; cut <= wire.length; cut++) {
                Recorder recorder = new Recorder(sender, false).feed(wire, cut);
                if (legal) {
                    assertThat(recorder.found().getFirst())
                            .isEqualTo(
                                    new Found.FrameBegan(
                                            wire.length,
                                            Opcode.BINARY,
                                            true,
                                            false,
                                            length,
                                            sender == Sender.CLIENT ? 0x3D21FA37 : 0));
                } else {
                    assertThat(recorder.found()).hasSize(1);
                    assertThat(recorder.check().violated())
                            .isEqualTo(
                                    new Violated(
                                            Violation.LENGTH_NOT_MINIMAL,
                                            0,
                                            lengthEnd - 1,
                                            HexFormat.of().formatHex(wire, 0, lengthEnd),
                                            "a payload length of "
                                                    + length
                                                    + " is written in "
                                                    + octets
                                                    + " octets"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsACodePointBeCutAnywhereOverFramesAndBuffers(Sender sender) {
        byte[] text = "aé€😀z".getBytes(UTF_8);
        for (int first = 0; first <= text.length; first++) {
            for (int second = first; second <= text.length; second++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                frame(out, sender, 0x01, Arrays.copyOf(text, first));
                frame(out, sender, 0x89, new byte[] {(byte) 0xFF});
                frame(out, sender, 0x00, Arrays.copyOfRange(text, first, second));
                frame(out, sender, 0x8A, new byte[] {(byte) 0x80});
                frame(out, sender, 0x80, Arrays.copyOfRange(text, second, text.length));
                byte[] octets = out.toByteArray();
                for (int cut = 0; cut <= octets.length; cut++) {
                    Recorder recorder = new Recorder(sender, false).feed(octets, cut);
                    assertThat(recorder.found().getLast())
                            .as("fragments end at %d and %d, cut at %d", first, second, cut)
                            .isEqualTo(new Found.FrameEnded(octets.length, 5, 1));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsATextThatIsCutShortAnywhereWithinACodePoint(Sender sender) {
        byte[] text = "aé€😀z".getBytes(UTF_8);
        for (int end = 0; end < text.length; end++) {
            boolean whole = (text[end] & 0xC0) != 0x80;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            frame(out, sender, 0x81, Arrays.copyOf(text, end));
            Recorder recorder = new Recorder(sender, false).feed(out.toByteArray());
            assertThat(recorder.found().getLast() instanceof Found.Broken)
                    .as("ends before octet %d", end)
                    .isEqualTo(!whole);
        }
    }

    private static void frame(ByteArrayOutputStream out, Sender sender, int first, byte[] payload) {
        out.write(first);
        if (sender == Sender.CLIENT) {
            out.write(0x80 + payload.length);
            out.writeBytes(KEY);
        } else {
            out.write(payload.length);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(sender == Sender.CLIENT ? payload[i] ^ KEY[i % 4] : payload[i]);
        }
    }

    private static void readAll(InboundCheck check, ByteBuffer in) {
        Step step;
        do {
            step = check.next(in);
        } while (step != Step.STARVED && step != Step.VIOLATION);
    }

    private static ByteBuffer hex(String octets) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(octets.replace(" ", "")));
    }
}
