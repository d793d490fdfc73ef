package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections end in the same way however the gateway drives its sockets. */
@ParameterizedClass(name = "{0}")
@MethodSource("available")
final class TransportTest {
    private static Testbed testbed;

    @Parameter String transport;

    @BeforeParameterizedClassInvocation
    static void start(String transport) {
        testbed = Testbed.start(Map.of("GATEPOST_TRANSPORT", transport));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        testbed.close();
    }

    static Stream<String> available() {
        return Stream.of("nio", "epoll", "io_uring").filter(TransportTest::isAvailable);
    }

    private static boolean isAvailable(String transport) {
        try {
            return Transport.choose(Optional.of(transport)).toString().equals(transport);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReplyIsTheOneThatTheOtherPeerGave(End first) {
        try (Connected connected = testbed.connect()) {
            connected.at(first).send(Frame.text("last"), Frame.close(1000, "bye"));
            connected
                    .at(first.other())
                    .expect("text last", "close 1000 bye")
                    .send(Frame.close(4001, "ok"))
                    .expectFin()
                    .fin();
            connected.at(first).expect("close 4001 ok").expectFin().fin();
            connected.expectClosure(
                    "cause", first.cause("Closed"), "client.tcp", "fin", "upstream.tcp", "fin");
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
                    "cause", wrong.cause("Violation"), "client.tcp", "fin", "upstream.tcp", "fin");
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
                    first.word() + ".tcp", "fin", first.other().word() + ".tcp", "aborted");
        }
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, FIN", "CLIENT, RST", "UPSTREAM, FIN", "UPSTREAM, RST"})
    void aLostPeerIsToldToTheOtherBehindAllWholeFrames(End lost, String how) {
        try (Connected connected = testbed.connect()) {
            byte[] frame = connected.at(lost).octets(Frame.text("cut"));
            connected.at(lost).send(Frame.text("whole")).sendOctets(frame, 0, frame.length - 1);
            if (how.equals("FIN")) {
                connected.at(lost).fin();
            } else {
                connected.at(lost).rst();
            }
            connected.at(lost.other()).expect("text whole");
            connected.at(lost.other()).answerClose(lost.failed("connection lost"));
            connected.expectClosure(
                    "cause",
                    lost.cause("Lost"),
                    lost.word() + ".tcp",
                    how.equals("FIN") ? "fin" : "rst");
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeFramesGoOnInPieces(End from) throws Exception {
        try (Connected connected = testbed.connect()) {
            Thread sending =
                    Thread.ofVirtual()
                            .start(() -> Octets.send(connected.at(from), from, 0x82, 4 << 20));
            Octets.expect(connected.at(from.other()), 2, 4 << 20);
            sending.join();
            connected.at(from).send(Frame.close());
            connected.at(from.other()).answerClose("close");
            connected.at(from).expect("close").expectFin().fin();
            connected.expectClosure("cause", from.cause("Closed"));
        }
    }

    @Test
    void anUpstreamThatIsDownIsToldWith1014() {
        try (RawPeer client = testbed.client(testbed.path("/down"))) {
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: connection refused");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "UpstreamUnavailable")
                    .containsEntry("client.tcp", "fin");
        }
    }

    @Test
    void framesInTheSegmentOfTheRequestAreFrames() {
        String path = testbed.path("/t");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client()) {
            client.sendText(RawClient.request(path)).send(Frame.text("early"), Frame.close());
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            arrived.peer().expect("text early").answerClose("close");
            RawClient.expectAccepted(client);
            client.expect("close").expectFin();
        }
    }

    /** What comes of it is not always recorded, as there may be no telling who it was. */
    @Test
    void aClientThatIsResetBehindItsRequestIsNoFault() {
        Testbed.forEach(
                IntStream.range(0, 200).boxed().toList(),
                i -> testbed.client(testbed.path("/down")).rst());
        try (RawPeer client = testbed.client(testbed.path("/down"))) {
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: connection refused");
        }
        assertThat(testbed.gatepost().lines()).noneMatch(line -> line.contains("ERROR"));
    }
}
