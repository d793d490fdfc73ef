package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A peer whose TCP connection ends without a Close, at each stage of a frame. */
final class ConnectionLostTest {
    /** A header, and what of the payload is not worth a piece of its own yet. */
    private static final int MOST_HELD = 14 + 4096;

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    /**
     * @param complete the frame that has to arrive, as in {@link Frame#toString}; empty for none
     * @param cut the beginning of a frame in hex; empty to end between frames
     */
    record Stage(String name, String complete, String cut) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> stages() {
        byte[] large = Frame.binary(new byte[70_000]).unmasked();
        byte[] largeMasked = Frame.binary(new byte[70_000]).masked(0);
        return Stream.of(End.values())
                .flatMap(end -> {
                    byte[] header = end == End.CLIENT ? largeMasked : large;
                    byte[] small = octets(end, Frame.text("hello"));
                    Stream<Stage> inHeader =
                            IntStream.range(1, end == End.CLIENT ? 15 : 11)
                                    .mapToObj(octets ->
                                            new Stage(
                                                    octets + " octets of a header",
                                                    "text hi",
                                                    beginning(header, octets)));
                    Stream<Stage> others =
                            Stream.of(
                                    new Stage("before any frame", "", ""),
                                    new Stage("between frames", "text hi", ""),
                                    new Stage("within a message", "begin text hi", ""),
                                    new Stage(
                                            "in a payload",
                                            "text hi",
                                            beginning(small, small.length - 2)),
                                    new Stage(
                                            "one octet before the end",
                                            "begin text hi",
                                            beginning(
                                                    octets(end, Frame.of(0x80, new byte[60_000])),
                                                    60_000)));
                    return Stream.concat(inHeader, others)
                            .flatMap(stage ->
                                    Stream.of("FIN", "RST")
                                            .map(how -> Arguments.of(end, how, stage)));
                });
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("stages")
    void isToldToTheOtherBehindAllWholeFrames(End lost, String how, Stage stage) {
        try (Connected connected = testbed.connect()) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            switch (stage.complete()) {
                case "" -> {}
                case "text hi" -> octets.writeBytes(octets(lost, Frame.text("hi")));
                case "begin text hi" -> octets.writeBytes(octets(lost, Frame.textBegin("hi")));
                default -> throw new AssertionError(stage.complete());
            }
            octets.writeBytes(HexFormat.of().parseHex(stage.cut()));
            connected.at(lost).sendOctets(octets.toByteArray());
            end(connected.at(lost), how);

            RawPeer other = connected.at(lost.other());
            if (!stage.complete().isEmpty()) {
                other.expect(stage.complete());
            }
            other.answerClose(lost.failed("connection lost"));
            expectLost(connected, lost, how, !stage.cut().isEmpty(), octets.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, FIN", "CLIENT, RST", "UPSTREAM, FIN", "UPSTREAM, RST"})
    void inALargeFrameThatIsPassedOnInPiecesEndsBetweenTwoOfThem(End lost, String how) {
        byte[] payload = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(10_000));
        byte[] octets = octets(lost, Frame.binary(payload));
        try (Connected connected = testbed.connect()) {
            connected.at(lost).sendOctets(octets, 0, 100_000);
            RawPeer other = connected.at(lost.other());
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();
            while (arrived.size() < 100_000 - MOST_HELD) {
                arrived.writeBytes(expectPiece(other.read(), arrived.size() == 0).payload());
            }
            end(connected.at(lost), how);
            Frame frame = other.read();
            for (; frame.opcode() != 8; frame = other.read()) {
                arrived.writeBytes(expectPiece(frame, false).payload());
            }
            assertThat(frame).hasToString(lost.failed("connection lost"));
            assertThat(arrived.toByteArray()).isEqualTo(Arrays.copyOf(payload, arrived.size()));
            other.expectFin().send(frame).fin();
            expectLost(connected, lost, how, true, 100_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetThatMeetsAHalfClosedPeerIsStillTold(End lost) {
        try (Connected connected = testbed.connect("/short")) {
            connected.at(lost).rst();
            connected.at(lost.other()).expect(lost.failed("connection lost")).expectFin();
            connected.at(lost.other()).rst();
            connected.expectClosure(
                    "cause",
                    lost.cause("Lost"),
                    "by",
                    "network",
                    lost.other().word() + ".tcp",
                    "rst");
        }
    }

    private static Frame expectPiece(Frame frame, boolean first) {
        assertThat(frame.fin()).isFalse();
        assertThat(frame.opcode()).isEqualTo(first ? 2 : 0);
        return frame;
    }

    private static void expectLost(
            Connected connected, End lost, String how, boolean midFrame, int octets) {
        Map<String, String> closure = connected.closure();
        assertThat(closure)
                .containsEntry("cause", lost.cause("Lost"))
                .containsEntry("by", how.equals("FIN") ? lost.word() : "network")
                .containsEntry(lost.word() + ".received", "1006")
                .containsEntry(lost.word() + ".sent", "-")
                .containsEntry(lost.word() + ".tcp", how.equals("FIN") ? "fin" : "rst")
                .containsEntry(lost.other().word() + ".sent", Integer.toString(lost.failure()))
                .containsEntry(lost.other().word() + ".tcp", "fin")
                .containsEntry(
                        "evidence",
                        how
                                + (midFrame ? " within a frame" : " between frames")
                                + " after "
                                + octets
                                + " octets, without a Close frame");
    }

    private static void end(RawPeer peer, String how) {
        switch (how) {
            case "FIN" -> peer.fin();
            case "RST" -> peer.rst();
            default -> throw new AssertionError(how);
        }
    }

    private static String beginning(byte[] octets, int length) {
        return HexFormat.of().formatHex(octets, 0, length);
    }

    private static byte[] octets(End end, Frame frame) {
        return end == End.CLIENT ? frame.masked(0x01020304) : frame.unmasked();
    }
}
