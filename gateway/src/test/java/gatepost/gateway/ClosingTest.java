package gatepost.gateway;

import static gatepost.gateway.Side.CLIENT;
import static gatepost.gateway.Side.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.Cause.Loss;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.Rule;
import gatepost.closing.Silence;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Violated;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingTest {
    private static final CloseFrame BYE = new CloseFrame(4000, "bye");
    private static final CloseFrame ANSWER = new CloseFrame(1000, "answer");
    private static final Silence SILENCE =
            new Silence(Silence.Kind.NO_ANSWER_TO_PING, Duration.ofSeconds(10));
    private static final Loss FIN = new Loss(TcpEnding.FIN, false, 0);
    private static final Loss RST = new Loss(TcpEnding.RST, true, 7);
    private static final Violated OPCODE =
            new Violated(Violation.RESERVED_OPCODE, 3, 3, "83", "reserved opcode 0x3");

    private final List<String> done = new ArrayList<>();
    private final Set<Side> stuck = EnumSet.noneOf(Side.class);
    private final Closing closing =
            new Closing(
                    new Closing.Legs() {
                        @Override
                        public void writeClose(Side side, CloseFrame frame) {
                            done.add(side + " " + frame.code() + " " + frame.reason());
                        }

                        @Override
                        public void disconnect(Side side) {
                            done.add(side + " disconnected");
                        }

                        @Override
                        public boolean hasUnsent(Side side) {
                            return stuck.contains(side);
                        }
                    });

    private void assertDone(String... actions) {
        assertThat(done).containsExactly(actions);
        done.clear();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aCloseGoesOnAndItsAnswerComesBack(Side first) {
        closing.closeRead(first, BYE);
        assertDone(first.other() + " 4000 bye");

        closing.closeRead(first.other(), ANSWER);
        assertDone(first + " 1000 answer");

        assertThat(closing.cause()).contains(first.closed());
        assertThat(closing.received(first)).contains(BYE);
        assertThat(closing.sent(first)).contains(ANSWER);
        assertThat(closing.state(CLIENT)).isEqualTo(ClosingState.CLOSED);
        assertThat(closing.state(UPSTREAM)).isEqualTo(ClosingState.CLOSED);
    }

    @Test
    void aCloseWithoutBodyStaysWithoutBody() {
        closing.closeRead(CLIENT, CloseFrame.WITHOUT_BODY);

        assertThat(closing.sent(UPSTREAM)).contains(CloseFrame.WITHOUT_BODY);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aCloseThatIsNotAnsweredInTimeIsEchoed(Side first) {
        closing.closeRead(first, BYE);
        done.clear();

        closing.timedOut(first.other());

        assertDone(first + " 4000 bye", first.other() + " disconnected");
        assertThat(closing.cause()).contains(first.closed());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aCloseIsEchoedWhenTheOtherEndIsLostInsteadOfAnswering(Side first) {
        closing.closeRead(first, BYE);
        done.clear();

        closing.inputEnded(first.other(), RST);

        assertDone(first + " 4000 bye", first.other() + " disconnected");
        assertThat(closing.cause()).contains(first.closed());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aCloseIsEchoedWhenTheOtherEndBreaksTheProtocolInsteadOfAnswering(Side first) {
        closing.closeRead(first, BYE);
        done.clear();

        closing.violated(first.other(), OPCODE, "83");

        assertDone(first + " 4000 bye");
        assertThat(closing.cause()).contains(first.closed());
    }

    @Test
    void aClientThatBreaksTheProtocolIsToldAndTheUpstreamTooThatItIsGone() {
        closing.violated(CLIENT, OPCODE, "83");

        assertDone("CLIENT 1002 reserved opcode 0x3", "UPSTREAM 1001 client: reserved opcode 0x3");
        assertThat(closing.cause()).contains(new Cause.ClientViolation(OPCODE, "83"));
    }

    @Test
    void anUpstreamThatBreaksTheProtocolIsToldAndTheClientThatItIsABadGateway() {
        Violated utf8 = new Violated(Violation.TEXT_NOT_UTF8, 0, 5, "8101", "text is not UTF-8");

        closing.violated(UPSTREAM, utf8, "83");

        assertDone("UPSTREAM 1007 text is not UTF-8", "CLIENT 1014 upstream: text is not UTF-8");
        assertThat(closing.cause()).contains(new Cause.UpstreamViolation(utf8, "83"));
    }

    @Test
    void aViolationThatIsReportedAgainChangesNothing() {
        closing.violated(CLIENT, OPCODE, "83");
        done.clear();

        closing.violated(CLIENT, OPCODE, "83");

        assertDone();
    }

    @Test
    void theUpstreamIsToldThatTheClientIsLost() {
        closing.inputEnded(CLIENT, FIN);

        assertDone("UPSTREAM 1001 client: connection lost", "CLIENT disconnected");
        assertThat(closing.cause()).contains(new Cause.ClientLost(FIN));
    }

    @Test
    void theClientIsToldThatTheUpstreamIsLost() {
        closing.inputEnded(UPSTREAM, RST);

        assertDone("CLIENT 1014 upstream: connection lost", "UPSTREAM disconnected");
        assertThat(closing.cause()).contains(new Cause.UpstreamLost(RST));
    }

    @Test
    void anEndThatClosesItsHalfAfterItsCloseStillGetsTheAnswer() {
        closing.closeRead(CLIENT, BYE);
        closing.inputEnded(CLIENT, FIN);
        done.clear();

        closing.closeRead(UPSTREAM, ANSWER);

        assertDone("CLIENT 1000 answer");
    }

    @Test
    void anEndThatIsResetAfterItsCloseGetsNothing() {
        closing.closeRead(CLIENT, BYE);
        closing.inputEnded(CLIENT, RST);
        assertDone("UPSTREAM 4000 bye", "CLIENT disconnected");

        closing.closeRead(UPSTREAM, ANSWER);

        assertDone();
        assertThat(closing.cause()).contains(new Cause.ClientClosed());
    }

    @Test
    void aClientThatGetsNoUpstreamIsToldWhy() {
        Cause cause = new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 500", 1);

        closing.alone(CLIENT, cause, UPSTREAM.failed("HTTP 500"));
        assertDone("CLIENT 1014 upstream: HTTP 500");

        closing.closeRead(CLIENT, BYE);
        assertDone();
        assertThat(closing.cause()).contains(cause);
    }

    @Test
    void anUpstreamThatGetsNoClientIsToldWhy() {
        Cause cause = new Cause.UpstreamUnavailable(HandshakeFailure.STATUS, "HTTP 500", 1);

        closing.alone(UPSTREAM, cause, ANSWER);
        assertThat(closing.sent(UPSTREAM)).contains(ANSWER);
        closing.closeRead(UPSTREAM, BYE);
        closing.inputEnded(UPSTREAM, FIN);

        assertThat(closing.sent(CLIENT)).isEmpty();
        assertThat(closing.cause()).contains(cause);
    }

    @Test
    void aClientThatLeavesAfterItGotNoUpstreamIsLetGo() {
        closing.alone(CLIENT, new Cause.GatewayFull(1), ANSWER);
        done.clear();

        closing.inputEnded(CLIENT, FIN);

        assertDone("CLIENT disconnected");
    }

    @Test
    void aCloseThatDidNotGoOutWasNotSent() {
        closing.inputEnded(UPSTREAM, RST);

        closing.closeNotWritten(CLIENT);

        assertThat(closing.sent(CLIENT)).isEmpty();
    }

    @Test
    void drainingTellsBothEnds() {
        closing.drain();

        assertDone("CLIENT 1001 gateway: shutting down", "UPSTREAM 1001 gateway: shutting down");
        assertThat(closing.cause()).contains(new Cause.GatewayDraining());
    }

    @Test
    void drainingAnswersTheEndThatHadAlreadyClosed() {
        closing.closeRead(CLIENT, BYE);
        done.clear();

        closing.drain();

        assertDone("CLIENT 4000 bye");
        assertThat(closing.cause()).contains(new Cause.ClientClosed());
    }

    @Test
    void aFaultOfTheGatewayIsToldToBothEndsWithoutDetails() {
        closing.fault(new IllegalStateException("secret"));

        assertDone("CLIENT 1011 gateway: internal error", "UPSTREAM 1011 gateway: internal error");
        assertThat(closing.cause())
                .contains(new Cause.GatewayFault("java.lang.IllegalStateException: secret"));
    }

    @Test
    void aLongDescriptionIsCutToFitIntoAReason() {
        Violated wordy = new Violated(Violation.CLOSE_CODE, 0, 0, "88", "가".repeat(60));

        closing.violated(UPSTREAM, wordy, "83");

        assertThat(closing.sent(UPSTREAM))
                .contains(new CloseFrame(CloseCode.PROTOCOL_ERROR.number(), "가".repeat(41)));
        assertThat(closing.sent(CLIENT))
                .contains(new CloseFrame(1014, "upstream: " + "가".repeat(37)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aBrokenRuleIsToldToBoth(Side wrong) {
        closing.refused(
                wrong,
                new Objection.Refused(
                        Rule.MAX_MESSAGE_SIZE, "message of 70000 bytes exceeds 65536"));

        assertDone(
                wrong + " 1009 message of 70000 bytes exceeds 65536",
                wrong == CLIENT
                        ? "UPSTREAM 1001 client: message of 70000 bytes exceeds 65536"
                        : "CLIENT 1014 upstream: message of 70000 bytes exceeds 65536");
        assertThat(closing.cause())
                .contains(
                        wrong.refused(
                                Rule.MAX_MESSAGE_SIZE, "message of 70000 bytes exceeds 65536"));
    }

    @Test
    void aSilentPeerIsToldIfItCanHear() {
        closing.silent(CLIENT, SILENCE);

        assertDone(
                "UPSTREAM 1001 client: no answer to a ping within 10 s",
                "CLIENT 3008 no answer to a ping within 10 s");
        assertThat(closing.cause()).contains(new Cause.ClientSilent(SILENCE));
    }

    @Test
    void aSilentUpstreamIsToldIfItCanHear() {
        closing.silent(UPSTREAM, SILENCE);

        assertDone(
                "CLIENT 1014 upstream: no answer to a ping within 10 s",
                "UPSTREAM 1001 no answer to a ping within 10 s");
        assertThat(closing.cause()).contains(new Cause.UpstreamSilent(SILENCE));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPeerThatReadsNothingIsCutOff(Side silent) {
        stuck.add(silent);

        closing.silent(silent, new Silence(Silence.Kind.READS_NOTHING, Duration.ofMinutes(1)));

        assertDone(
                silent == CLIENT
                        ? "UPSTREAM 1001 client: read nothing for 60 s"
                        : "CLIENT 1014 upstream: read nothing for 60 s",
                silent + " disconnected");
        assertThat(closing.state(silent)).isEqualTo(ClosingState.CLOSED);
    }

    @Test
    void bothAreToldThatNeitherSaidAnything() {
        closing.idle(Duration.ofSeconds(60));

        assertDone("CLIENT 1001 idle for 60 s", "UPSTREAM 1001 idle for 60 s");
        assertThat(closing.cause()).contains(new Cause.IdleTimeout(Duration.ofSeconds(60)));
    }
}
