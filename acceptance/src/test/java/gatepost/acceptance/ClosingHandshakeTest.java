package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How both legs come to their ends when one of the peers, or both, want that. */
final class ClosingHandshakeTest {
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
    @CsvSource({"CLIENT, 1000", "CLIENT, 3000", "UPSTREAM, 1000", "UPSTREAM, 4999"})
    void theReplyIsTheOneThatTheOtherPeerGave(End first, int code) {
        try (Connected connected = testbed.connect()) {
            RawPeer initiator = connected.at(first);
            RawPeer other = connected.at(first.other());

            initiator.send(Frame.close(code, "bye ✓"));
            other.expect("close " + code + " bye ✓").send(Frame.close(4001, "not yet"));
            initiator.expect("close 4001 not yet").expectFin().fin();
            other.expectFin().fin();

            connected.expectClosure(
                    "cause",
                    first.cause("Closed"),
                    "by",
                    first.word(),
                    first.word() + ".received",
                    Integer.toString(code),
                    first.word() + ".reason",
                    "bye ✓",
                    first.word() + ".sent",
                    "4001",
                    first.word() + ".sent-reason",
                    "not yet",
                    first.word() + ".tcp",
                    "fin",
                    first.other().word() + ".received",
                    "4001",
                    first.other().word() + ".reason",
                    "not yet",
                    first.other().word() + ".sent",
                    Integer.toString(code),
                    first.other().word() + ".sent-reason",
                    "bye ✓",
                    first.other().word() + ".tcp",
                    "fin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCloseWithoutABodyStaysOne(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close());
            connected.at(first.other()).answerClose("close");
            connected.at(first).expect("close").expectFin().fin();

            connected.expectClosure(
                    first.word() + ".received", "1005",
                    first.word() + ".sent", "1005",
                    first.other().word() + ".received", "1005",
                    first.other().word() + ".sent", "1005");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatEachSentIsWhatTheOtherGetsWhereBothCloseAtOnce(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(1000, "one"));
            connected.at(first.other()).send(Frame.close(4002, "two"));

            connected.at(first).expect("close 4002 two").expectFin().fin();
            connected.at(first.other()).expect("close 1000 one").expectFin().fin();
            assertThat(connected.closure().get("cause"))
                    .isIn(End.CLIENT.cause("Closed"), End.UPSTREAM.cause("Closed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEchoAnswersForAPeerThatDoesNotInTime(End first) {
        try (Connected connected = testbed.connect("/short")) {
            connected.at(first).send(Frame.close(1000, "bye"));
            connected.at(first.other()).expect("close 1000 bye");

            connected.at(first).expect("close 1000 bye").expectFin().fin();
            connected.expectClosure(
                    "cause",
                    first.cause("Closed"),
                    first.word() + ".tcp",
                    "fin",
                    first.other().word() + ".received",
                    "1006",
                    first.other().word() + ".sent",
                    "1000",
                    first.other().word() + ".tcp",
                    "aborted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEchoAnswersForAPeerThatIsLostInstead(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(1000, "bye"));
            connected.at(first.other()).expect("close 1000 bye").fin();

            connected.at(first).expect("close 1000 bye").expectFin().fin();
            connected.expectClosure(
                    "cause",
                    first.cause("Closed"),
                    first.other().word() + ".received",
                    "1006",
                    first.other().word() + ".tcp",
                    "fin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatEndsItsOutputBehindItsCloseStillGetsTheReply(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(1000, "bye")).fin();
            connected.at(first.other()).expect("close 1000 bye").send(Frame.close(1000, "ok"));

            connected.at(first).expect("close 1000 ok").expectFin();
            connected.at(first.other()).expectFin().fin();
            connected.expectClosure("cause", first.cause("Closed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOtherPeerIsToldAlthoughTheFirstVanishesBehindItsClose(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.text("last"), Frame.close(1000, "bye"));
            connected.at(first).rst();

            connected.at(first.other()).expect("text last").answerClose("close 1000 bye");
            connected.expectClosure("cause", first.cause("Closed"), first.word() + ".tcp", "rst");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatNeverEndsItsTcpConnectionIsCutOff(End first) {
        try (Connected connected = testbed.connect("/short")) {
            connected.at(first).send(Frame.close(1000, ""));
            connected.at(first.other()).answerClose("close 1000");
            connected.at(first).expect("close 1000").expectFin();

            connected.expectClosure(
                    first.word() + ".tcp", "aborted", first.other().word() + ".tcp", "fin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataInFlightArrivesBeforeTheClose(End first) {
        byte[] large = new byte[1 << 20];
        try (Connected connected = testbed.connect("/whole")) {
            Thread writing =
                    Thread.ofVirtual()
                            .start(() ->
                                    connected
                                            .at(first)
                                            .send(
                                                    Frame.text("a"),
                                                    Frame.binary(large),
                                                    Frame.text("b"),
                                                    Frame.close(1000, "")));
            connected
                    .at(first.other())
                    .expect("text a", "binary 1048576 octets", "text b")
                    .answerClose("close 1000");
            connected.at(first).expect("close 1000").expectFin().fin();
            assertThat(writing.isAlive()).isFalse();
            connected.expectClosure(first.word() + ".messages", "3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataOfThePeerThatHasNotClosedYetStillArrives(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(1000, "bye"));
            connected
                    .at(first.other())
                    .expect("close 1000 bye")
                    .send(Frame.textBegin("mo"), Frame.ping("?"), Frame.of(0x80, bytes("re")))
                    .send(Frame.text("and more"), Frame.close(1000, "bye"))
                    .expectFin()
                    .fin();

            connected
                    .at(first)
                    .expect("begin text mo", "ping ?", "continuation 7265", "text and more")
                    .expect("close 1000 bye")
                    .expectFin()
                    .fin();
            connected.expectClosure(first.other().word() + ".messages", "2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesBehindACloseIsIgnoredWhateverItIs(End first) {
        byte[] garbage = new byte[1 << 20];
        Arrays.fill(garbage, (byte) 0xFF);
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(1000, "bye"));
            connected.at(first.other()).expect("close 1000 bye");
            connected.at(first).sendOctets(garbage);
            connected.at(first.other()).send(Frame.close(1000, "ok"));

            connected.at(first).sendOctets(garbage).expect("close 1000 ok").expectFin();
            connected.at(first).sendOctets(garbage).fin();
            connected.at(first.other()).expectFin().fin();
            connected.expectClosure(
                    "cause",
                    first.cause("Closed"),
                    first.word() + ".tcp",
                    "fin",
                    first.word() + ".frames",
                    "1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aViolatorThatGoesOnSendingStillGetsItsClose(End wrong) {
        byte[] garbage = new byte[1 << 20];
        try (Connected connected = testbed.connect()) {
            connected.at(wrong).sendHex("83").sendOctets(garbage);

            connected.at(wrong).expect("close 1002 reserved opcode 0x3").expectFin();
            connected.at(wrong).sendOctets(garbage).fin();
            connected.at(wrong.other()).answerClose(wrong.failed("reserved opcode 0x3"));
            connected.expectClosure(
                    "cause", wrong.cause("Violation"), wrong.word() + ".tcp", "fin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aViolationInsteadOfTheReplyIsNotTheCause(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.close(1000, "bye"));
            connected.at(first.other()).expect("close 1000 bye").sendHex("83").expectFin().fin();

            connected.at(first).expect("close 1000 bye").expectFin().fin();
            connected.expectClosure(
                    "cause",
                    first.cause("Closed"),
                    first.other().word() + ".received",
                    "1006",
                    first.other().word() + ".sent",
                    "1000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pingsAndPongsPass(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.ping("a"), Frame.pong("b"), Frame.ping(""));
            connected.at(first.other()).expect("ping a", "pong b", "ping").send(Frame.pong("a"));
            connected.at(first).expect("pong a").send(Frame.close());
            connected.at(first.other()).answerClose("close");
            connected.at(first).expect("close").expectFin().fin();
            connected.expectClosure(first.word() + ".frames", "4", first.word() + ".messages", "0");
        }
    }

    @Test
    void aReasonOf123OctetsPassesWhole() {
        String reason = "é".repeat(61) + "!";
        for (End first : End.values()) {
            try (Connected connected = testbed.connect()) {
                connected.at(first).send(Frame.close(1000, reason));
                connected.at(first.other()).answerClose("close 1000 " + reason);
                connected.at(first).expect("close 1000 " + reason).expectFin().fin();
                connected.expectClosure(first.word() + ".reason", reason);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCloseThatComesOctetByOctetIsOne(End first) {
        try (Connected connected = testbed.connect()) {
            connected
                    .at(first)
                    .sendOneByOne(connected.at(first).octets(Frame.close(3003, "✓ done")));
            connected.at(first.other()).answerClose("close 3003 ✓ done");
            connected.at(first).expect("close 3003 ✓ done").expectFin().fin();
            connected.expectClosure("cause", first.cause("Closed"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
