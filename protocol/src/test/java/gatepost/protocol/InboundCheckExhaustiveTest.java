package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Domains that are small enough to be tried whole. */
final class InboundCheckExhaustiveTest {
    /** Makes any length minimal, and is a key and some payload behind it. */
    private static final byte[] TAIL = HexFormat.of().parseHex("010000000000000037fa213d");

    @ParameterizedTest(name = "{0}, within a message: {1}, compression: {2}")
    @CsvSource(
            textBlock =
                    """
                    CLIENT, false, false
                    CLIENT, false, true
                    CLIENT, true,  false
                    CLIENT, true,  true
                    SERVER, false, false
                    SERVER, false, true
                    SERVER, true,  false
                    SERVER, true,  true
                    """)
    void judgesAllPairsOfFirstOctetsLikeTheSlowCheck(
            Sender sender, boolean unfinished, boolean compression) {
        byte[] before =
                HexFormat.of()
                        .parseHex(
                                !unfinished
                                        ? ""
                                        : sender == Sender.CLIENT ? "018037fa213d" : "0100");
        byte[] octets = new byte[before.length + 2 + TAIL.length];
        System.arraycopy(before, 0, octets, 0, before.length);
        System.arraycopy(TAIL, 0, octets, before.length + 2, TAIL.length);
        int legal = 0;
        for (int both = 0; both <= 0xFFFF; both++) {
            octets[before.length] = (byte) (both >> 8);
            octets[before.length + 1] = (byte) both;
            List<Found> expected = SlowCheck.of(sender, compression, octets);
            List<Found> whole = Recorder.record(sender, compression, octets);
            List<Found> cut =
                    Recorder.record(
                            sender, compression, octets, before.length + 1, before.length + 2);
            if (!whole.equals(expected) || !cut.equals(expected)) {
                throw new AssertionError(
                        "%04x: expected %s, found %s, and cut %s"
                                .formatted(both, expected, whole, cut));
            }
            boolean began =
                    expected.stream()
                            .anyMatch(found ->
                                    found instanceof Found.FrameBegan frame
                                            && frame.octets() > before.length);
            legal += began ? 1 : 0;
        }
        // Text and binary, or continuation, final or not; Ping and Pong; Close but of one octet.
        int data = unfinished ? 2 * 128 : (compression ? 8 : 4) * 128;
        assertThat(legal).isEqualTo(data + 2 * 126 + 125);
    }

    @ParameterizedTest
    @EnumSource
    void judgesAllCloseCodes(Sender sender) {
        for (int code = 0; code <= 0xFFFF; code++) {
            String payload = "%04x".formatted(code);
            String frame =
                    sender == Sender.CLIENT
                            ? "888237fa213d%04x".formatted(code ^ 0x37FA)
                            : "8802" + payload;
            byte[] octets = HexFormat.of().parseHex(frame);
            Recorder recorder = new Recorder(sender, false).feed(octets);
            Found last = recorder.found().getLast();
            boolean legal =
                    (code >= 1000 && code <= 1003)
                            || (code >= 1007 && code <= 1014)
                            || (code >= 3000 && code <= 4999);
            if (legal) {
                assertThat(last)
                        .as("%d", code)
                        .isEqualTo(new Found.Closed(octets.length, new CloseFrame(code, "")));
            } else {
                assertThat(recorder.check().violated())
                        .as("%d", code)
                        .isEqualTo(
                                new Violated(
                                        Violation.CLOSE_CODE,
                                        0,
                                        octets.length - 1,
                                        frame.substring(0, frame.length() - 4),
                                        "close code " + code));
            }
        }
    }

    @Test
    void readsEachMaskingKeyOctetIntoItsPlace() {
        IntStream.rangeClosed(0, 255)
                .forEach(octet -> {
                    for (int place = 0; place < 4; place++) {
                        byte[] octets = HexFormat.of().parseHex("828000000000");
                        octets[2 + place] = (byte) octet;
                        for (int cut = 0; cut <= octets.length; cut++) {
                            assertThat(
                                            Recorder.record(Sender.CLIENT, false, octets, cut)
                                                    .getFirst())
                                    .isEqualTo(
                                            new Found.FrameBegan(
                                                    6,
                                                    Opcode.BINARY,
                                                    true,
                                                    false,
                                                    0,
                                                    octet << (8 * place)));
                        }
                    }
                });
    }
}
