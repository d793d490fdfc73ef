package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that vanish without a word, that read nothing, or that have nothing to say. */
final class KeepaliveTest {
    /** Or the system's buffers would take all that is sent. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start(Map.of(), RECEIVE_BUFFER);
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatDoesNotAnswerAPingIsToldSo(End silent) {
        try (Connected connected = testbed.connect("/ping")) {
            RawPeer peer = connected.at(silent);
            Frame ping = peer.read();
            assertThat(ping.opcode()).isEqualTo(9);
            assertThat(ping.payload()).hasSize(12);

            String what = "no answer to a ping within 500 ms";
            assertThat(connected.at(silent.other()).readAnsweringPings())
                    .hasToString(silent.failed(what));
            connected.at(silent.other()).expectFin().fin();
            peer.expect("close " + (silent == End.CLIENT ? 3008 : 1001) + " " + what).expectFin();
            connected.expectClosure(
                    "cause",
                    silent.cause("Silent"),
                    "by",
                    "gateway",
                    silent.word() + ".received",
                    "1006",
                    silent.word() + ".tcp",
                    "aborted",
                    "evidence",
                    what);
        }
    }

    /** Neither end sees a Pong that it did not ask for, and those that it asked for arrive. */
    @ParameterizedTest
    @EnumSource
    void theGatewaysPingsAreItsOwnAffair(End from) {
        try (Connected connected = testbed.connect("/ping")) {
            RawPeer one = connected.at(from);
            RawPeer other = connected.at(from.other());
            for (int i = 0; i < 3; i++) {
                Frame ping = one.read();
                assertThat(ping.opcode()).isEqualTo(9);
                one.send(Frame.of(0x8A, ping.payload()), Frame.ping("mine"), Frame.pong("unasked"));

                assertThat(other.readAnsweringPings()).hasToString("ping mine");
                assertThat(other.readAnsweringPings()).hasToString("pong unasked");
                other.send(Frame.pong("mine"));
                assertThat(one.readAnsweringPings()).hasToString("pong mine");
            }
            one.send(Frame.close(1000, ""));
            assertThat(other.readAnsweringPings()).hasToString("close 1000");
            other.expectFin().send(Frame.close(1000, "")).fin();
            assertThat(one.readAnsweringPings()).hasToString("close 1000");
            one.expectFin().fin();
            connected.expectClosure("cause", from.cause("Closed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionOnWhichOnlyPingsPassIsIdle(End from) {
        try (Connected connected = testbed.connect("/idle")) {
            connected.at(from).send(Frame.text("the last message"));
            assertThat(connected.at(from.other()).readAnsweringPings())
                    .hasToString("text the last message");

            Thread answering =
                    Thread.ofVirtual()
                            .start(() ->
                                    assertThat(connected.at(from).readAnsweringPings())
                                            .hasToString("close 1001 idle for 700 ms"));
            RawPeer other = connected.at(from.other());
            assertThat(other.readAnsweringPings()).hasToString("close 1001 idle for 700 ms");
            other.expectFin().send(Frame.close(1001, "")).fin();
            join(answering);
            connected.at(from).expectFin().send(Frame.close(1001, "")).fin();
            connected.expectClosure(
                    "cause", "IdleTimeout",
                    "by", "gateway",
                    "client.sent", "1001",
                    "upstream.sent", "1001");
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Gatepost.DEADLINE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatReadsNothingIsCutOff(End stuck) {
        RawPeer client = RawClient.connect(testbed.gatepost().port(), RECEIVE_BUFFER);
        try (Connected connected = testbed.connect(client, "/stuck", List.of(), List.of())) {
            RawPeer sender = connected.at(stuck.other());
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<RawPeer> sending = sender.flood(enough);

            sender.expect(stuck.failed("read nothing for 1 s")).expectFin();
            enough.set(true);
            connected.expectClosure(
                    "cause",
                    stuck.cause("Silent"),
                    stuck.word() + ".sent",
                    "-",
                    stuck.word() + ".received",
                    "1006",
                    stuck.word() + ".tcp",
                    "aborted",
                    stuck.other().word() + ".received",
                    "1001",
                    stuck.other().word() + ".tcp",
                    "fin");
            RawUpstream.await(sending);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrameThatIsLeftUnfinishedIsNotWaitedForLonger(End slow) {
        try (Connected connected = testbed.connect("/slow-frame")) {
            byte[] frame = connected.at(slow).octets(Frame.text("never whole"));
            connected.at(slow).sendOctets(frame, 0, frame.length - 1);

            String reason = "frame left unfinished for 500 ms";
            connected.at(slow).answerClose("close 1008 " + reason);
            connected.at(slow.other()).answerClose(slow.failed(reason));
            connected.expectClosure("cause", slow.cause("Refused"), "evidence", reason);
        }
    }
}
