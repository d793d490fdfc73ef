package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text is UTF-8, however it is cut (RFC 6455 §8.1). */
final class Utf8Test {
    /** The least and the greatest code point of each length, and what is next to surrogates. */
    private static final List<String> CODE_POINTS =
            Stream.of(0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF)
                    .map(Character::toString)
                    .toList();

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @ParameterizedTest
    @EnumSource
    void aCodePointMayBeCutOverFramesAnywhere(End from) {
        try (Connected connected = testbed.connect()) {
            for (String codePoint : CODE_POINTS) {
                byte[] octets = ("a" + codePoint + "z").getBytes(UTF_8);
                for (int cut = 0; cut <= octets.length; cut++) {
                    for (int again = cut; again <= octets.length; again++) {
                        Frame first = Frame.of(1, Arrays.copyOf(octets, cut));
                        Frame second = Frame.of(0, Arrays.copyOfRange(octets, cut, again));
                        Frame last =
                                Frame.of(0x80, Arrays.copyOfRange(octets, again, octets.length));
                        connected.at(from).send(first, second, Frame.ping("between"), last);
                        connected
                                .at(from.other())
                                .expect(first.toString(), second.toString(), "ping between")
                                .expect(last.toString());
                    }
                }
            }
            closeInOrder(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodePointMayBeCutOverSegmentsAnywhere(End from) {
        try (Connected connected = testbed.connect()) {
            for (String codePoint : CODE_POINTS) {
                byte[] octets = connected.at(from).octets(Frame.text("a" + codePoint + "z"));
                for (int cut = 1; cut < octets.length; cut++) {
                    connected
                            .at(from)
                            .sendOctets(octets, 0, cut)
                            .sendOctets(octets, cut, octets.length - cut);
                    connected.at(from.other()).expect(("text a" + codePoint + "z").strip());
                }
                connected.at(from).sendOneByOne(octets);
                connected.at(from.other()).expect(("text a" + codePoint + "z").strip());
            }
            closeInOrder(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodePointMayBeCutBetweenPiecesOfALargeFrame(End from) {
        String text = "😀".repeat(50_000);
        byte[] octets = Frame.text(text).unmasked();
        if (from == End.CLIENT) {
            octets = Frame.text(text).masked(0x0A0B0C0D);
        }
        try (Connected connected = testbed.connect()) {
            byte[] arrived = new byte[200_000];
            int size = 0;
            for (int at = 0; at < octets.length; at += 9_999) {
                connected.at(from).sendOctets(octets, at, Math.min(9_999, octets.length - at));
            }
            Frame piece;
            do {
                piece = connected.at(from.other()).read();
                System.arraycopy(piece.payload(), 0, arrived, size, piece.payload().length);
                size += piece.payload().length;
            } while (!piece.fin());
            assertThat(new String(arrived, 0, size, UTF_8)).isEqualTo(text);
            closeInOrder(connected, from);
        }
    }

    /** The header promises more than is sent: nobody may wait for it. */
    static Stream<Arguments> impossible() {
        return Stream.of(End.values())
                .flatMap(end ->
                        Stream.of(
                                        "80",
                                        "bf",
                                        "c0",
                                        "c1",
                                        "c2 7f",
                                        "c2 c0",
                                        "e0 9f",
                                        "ed a0",
                                        "ef bf c0",
                                        "f0 8f",
                                        "f4 90",
                                        "f5",
                                        "f8",
                                        "fe",
                                        "ff",
                                        "e2 82 41",
                                        "f0 9f 98 28")
                                .map(octets -> Arguments.of(end, octets)));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void theFirstImpossibleOctetFailsTheConnectionAtOnce(End from, String octets) {
        String wrong = octets.substring(octets.lastIndexOf(' ') + 1);
        String description = "text is not UTF-8 at octet 0x" + wrong;
        try (Connected connected = testbed.connect()) {
            String header = from == End.CLIENT ? "81fe 1000 00000000" : "817e 1000";
            connected.at(from).sendHex(header + "61").sendHex(octets);

            connected.at(from).answerClose("close 1007 " + description);
            connected.at(from.other()).answerClose(from.failed(description));
            connected.expectClosure("cause", from.cause("Violation"));
        }
    }

    @ParameterizedTest
    @CsvSource({"CLIENT", "UPSTREAM"})
    void binaryMayBeAnything(End from) {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        try (Connected connected = testbed.connect()) {
            connected.at(from).send(Frame.binary(every));
            assertThat(connected.at(from.other()).read()).isEqualTo(Frame.binary(every));
            closeInOrder(connected, from);
        }
    }

    private static void closeInOrder(Connected connected, End first) {
        connected.at(first).send(Frame.close(1000, ""));
        connected.at(first.other()).answerClose("close 1000");
        connected.at(first).expect("close 1000").expectFin().fin();
        connected.expectClosure("cause", first.cause("Closed"));
    }
}
