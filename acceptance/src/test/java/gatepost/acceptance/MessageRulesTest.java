package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes that accept only some messages, or change how they are sent. */
final class MessageRulesTest {
    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    /** What each row sends: its headers are judged, so that a payload may be missing. */
    private static Stream<Arguments> both(String table) {
        return table.lines()
                .flatMap(line -> {
                    String[] cells = line.split("\\|", -1);
                    return Stream.of(End.values())
                            .map(end ->
                                    Arguments.of(
                                            end,
                                            cells[0].strip(),
                                            cells[1].strip(),
                                            cells[2].strip()));
                });
    }

    static Stream<Arguments> refused() {
        return both(
                """
                /text    | 82 3        | 1003 binary message where only text is accepted
                /text    | 02 3        | 1003 binary message where only text is accepted
                /binary  | 81 3        | 1003 text message where only binary is accepted
                /frame   | 82 1001     | 1009 frame of 1001 bytes exceeds 1000
                /frame   | 81 70000    | 1009 frame of 70000 bytes exceeds 1000
                /frame   | 82 4611686018427387904 | 1009 frame of 4611686018427387904 bytes exceeds 1000
                /message | 82 1001     | 1009 message of 1001 bytes exceeds 1000
                /message | 82 4611686018427387904 | 1009 message of 4611686018427387904 bytes exceeds 1000\
                """);
    }

    /** The header alone decides: the payload is not waited for. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refused")
    void aHeaderAloneDecides(End wrong, String route, String header, String close) {
        String[] parts = header.split(" ", -1);
        try (Connected connected = testbed.connect(route)) {
            connected
                    .at(wrong)
                    .sendHeader(Integer.parseInt(parts[0], 16), Long.parseLong(parts[1]));

            expectRefused(connected, wrong, close);
        }
    }

    private static void expectRefused(Connected connected, End wrong, String close) {
        int code = Integer.parseInt(close.substring(0, 4));
        String reason = close.substring(5);
        connected.at(wrong).answerClose("close " + close);
        connected.at(wrong.other()).answerClose(wrong.failed(reason));
        connected.expectClosure(
                "cause",
                wrong.cause("Refused"),
                "by",
                "gateway",
                wrong.word() + ".sent",
                Integer.toString(code),
                wrong.other().word() + ".sent",
                Integer.toString(wrong.failure()),
                "evidence",
                reason);
    }

    @ParameterizedTest(name = "{0} {1} {2} octets")
    @CsvSource({
        "CLIENT, /frame, 999",
        "CLIENT, /frame, 1000",
        "CLIENT, /message, 999",
        "CLIENT, /message, 1000",
        "UPSTREAM, /frame, 1000",
        "UPSTREAM, /message, 1000",
    })
    void whatIsNotTooLargePasses(End from, String route, int octets) {
        byte[] payload = Octets.at(0, octets);
        try (Connected connected = testbed.connect(route)) {
            connected.at(from).send(Frame.binary(payload), Frame.binary(payload));
            assertThat(connected.at(from.other()).read()).isEqualTo(Frame.binary(payload));
            assertThat(connected.at(from.other()).read()).isEqualTo(Frame.binary(payload));
            end(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageIsMeasuredOverItsFragments(End from) {
        try (Connected connected = testbed.connect("/message")) {
            RawPeer to = connected.at(from.other());
            connected
                    .at(from)
                    .send(
                            Frame.of(0x02, new byte[600]),
                            Frame.ping("between"),
                            Frame.of(0x80, new byte[400]),
                            Frame.of(0x02, new byte[600]),
                            Frame.of(0x00, new byte[400]));
            assertThat(to.read()).isEqualTo(Frame.of(0x02, new byte[600]));
            to.expect("ping between");
            assertThat(to.read()).isEqualTo(Frame.of(0x80, new byte[400]));
            assertThat(to.read()).isEqualTo(Frame.of(0x02, new byte[600]));
            assertThat(to.read()).isEqualTo(Frame.of(0x00, new byte[400]));
            connected.at(from).sendHeader(0x80, 1);

            expectRefused(connected, from, "1009 message of 1001 bytes exceeds 1000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesHaveALimitWhereverTheyStandInAMessage(End from) {
        try (Connected connected = testbed.connect("/frame")) {
            connected.at(from).send(Frame.of(0x02, new byte[1000]), Frame.of(0x00, new byte[1000]));
            RawPeer to = connected.at(from.other());
            assertThat(to.read()).isEqualTo(Frame.of(0x02, new byte[1000]));
            assertThat(to.read()).isEqualTo(Frame.of(0x00, new byte[1000]));
            connected.at(from).sendHeader(0x80, 1001);

            expectRefused(connected, from, "1009 frame of 1001 bytes exceeds 1000");
        }
    }

    @Test
    void eachEndHasRulesOfItsOwn() {
        try (Connected connected = testbed.connect("/sides")) {
            connected.upstream().send(Frame.binary(new byte[1000]));
            assertThat(connected.client().read()).isEqualTo(Frame.binary(new byte[1000]));
            connected.client().send(Frame.text("x".repeat(2000)));
            assertThat(connected.upstream().read()).isEqualTo(Frame.text("x".repeat(2000)));
            connected.client().sendHeader(0x82, 1);

            expectRefused(connected, End.CLIENT, "1003 binary message where only text is accepted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeFrameIsSplit(End from) {
        byte[] payload = Octets.at(0, 2500);
        try (Connected connected = testbed.connect("/split")) {
            connected.at(from).send(Frame.binary(payload), Frame.binary(new byte[1000]));
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();
            RawPeer to = connected.at(from.other());
            Frame frame = to.read();
            assertThat(frame.opcode()).isEqualTo(2);
            while (true) {
                assertThat(frame.payload()).hasSizeLessThanOrEqualTo(1000);
                arrived.writeBytes(frame.payload());
                if (frame.fin()) {
                    break;
                }
                frame = to.read();
                assertThat(frame.opcode()).isZero();
            }
            assertThat(arrived.toByteArray()).isEqualTo(payload);
            assertThat(to.read()).isEqualTo(Frame.binary(new byte[1000]));
            end(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textGoesOnAsBinary(End from) {
        try (Connected connected = testbed.connect("/to-binary")) {
            connected
                    .at(from)
                    .send(Frame.text("hé"), Frame.binary(new byte[] {1}), Frame.textBegin("a"));
            connected
                    .at(from)
                    .sendOneByOne(connected.at(from).octets(Frame.of(0x80, "b".getBytes(UTF_8))));
            connected.at(from).sendOneByOne(connected.at(from).octets(Frame.text("cut")));
            RawPeer to = connected.at(from.other());
            assertThat(to.read()).isEqualTo(Frame.binary("hé".getBytes(UTF_8)));
            assertThat(to.read()).isEqualTo(Frame.binary(new byte[] {1}));
            assertThat(to.read()).isEqualTo(Frame.of(0x02, "a".getBytes(UTF_8)));
            assertThat(to.read()).isEqualTo(Frame.of(0x80, "b".getBytes(UTF_8)));
            assertThat(to.read()).isEqualTo(Frame.binary("cut".getBytes(UTF_8)));
            end(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryGoesOnAsTextWhereItIsUtf8(End from) {
        byte[] e = "é".getBytes(UTF_8);
        try (Connected connected = testbed.connect("/to-text")) {
            connected
                    .at(from)
                    .send(
                            Frame.binary("hé".getBytes(UTF_8)),
                            Frame.of(0x02, Arrays.copyOf(e, 1)),
                            Frame.of(0x80, Arrays.copyOfRange(e, 1, 2)));
            connected.at(from.other()).expect("text hé");
            assertThat(connected.at(from.other()).read())
                    .isEqualTo(Frame.of(0x01, Arrays.copyOf(e, 1)));
            assertThat(connected.at(from.other()).read())
                    .isEqualTo(Frame.of(0x80, Arrays.copyOfRange(e, 1, 2)));
            connected.at(from).send(Frame.binary(new byte[] {'a', (byte) 0xFF, 'b'}));

            expectRefused(connected, from, "1007 binary message that cannot be text: not UTF-8");
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryThatEndsInACodePointDoesNotGoOnAsText(End from) {
        try (Connected connected = testbed.connect("/to-text")) {
            connected.at(from).send(Frame.binary(new byte[] {'a', (byte) 0xC3}));

            expectRefused(connected, from, "1007 binary message that cannot be text: not UTF-8");
        }
    }

    private static void end(Connected connected, End first) {
        connected.at(first).send(Frame.close(1000, ""));
        connected.at(first.other()).answerClose("close 1000");
        connected.at(first).expect("close 1000").expectFin().fin();
        connected.expectClosure("cause", first.cause("Closed"));
    }

    /** It counts for the record, although what is before it went nowhere. */
    @ParameterizedTest
    @EnumSource
    void aCloseBehindWhatIsRefusedIsRead(End wrong) {
        try (Connected connected = testbed.connect("/text")) {
            connected
                    .at(wrong)
                    .send(
                            Frame.of(0x82, "abc".getBytes(UTF_8)),
                            Frame.text("this neither"),
                            Frame.close(4000, "changed my mind"));

            String reason = "binary message where only text is accepted";
            connected.at(wrong).expect("close 1003 " + reason).expectFin().fin();
            connected.at(wrong.other()).answerClose(wrong.failed(reason));
            connected.expectClosure(
                    "cause", wrong.cause("Refused"), wrong.word() + ".received", "4000");
        }
    }
}
