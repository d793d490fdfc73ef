package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Silence;
import gatepost.gateway.Liveness.LegState;
import gatepost.gateway.Liveness.Verdict;
import gatepost.gateway.Liveness.Verdict.LookAgain;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Times are in seconds since a start that is close to where {@code nanoTime} wraps around. */
class LivenessTest {
    private static final long START = Long.MAX_VALUE - 5_000_000_000L;

    private static final Keepalive PINGS = keepalive(20, 10, 0, 0);

    private static Keepalive keepalive(int ping, int answer, int idle, int write) {
        return new Keepalive(
                Duration.ofSeconds(ping),
                Duration.ofSeconds(answer),
                Duration.ofSeconds(idle),
                Duration.ofSeconds(write));
    }

    private static long at(double seconds) {
        return START + (long) (seconds * 1e9);
    }

    private static Verdict again(double seconds) {
        return new LookAgain((long) (seconds * 1e9));
    }

    private static LegState heard(double at) {
        return new LegState(true, START, 0, 0, at(at), at(at), false, 0);
    }

    private static LegState waitingFor(double at, long unsent, long written) {
        return new LegState(true, START, unsent, written, at(at), at(at), false, 0);
    }

    private static LegState holding(double since) {
        return new LegState(true, START, 0, 0, at(since), at(since), true, at(since));
    }

    private static Verdict judge(
            Liveness liveness, double now, Side side, LegState leg, LegState other) {
        return side == Side.CLIENT
                ? liveness.judge(at(now), leg, other)
                : liveness.judge(at(now), other, leg);
    }

    private static Liveness liveness(Keepalive rules) {
        return new Liveness(rules, Duration.ZERO, START);
    }

    @ParameterizedTest
    @EnumSource
    void pingsAPeerThatSaidNothingAndGivesItTimeToAnswer(Side side) {
        Liveness liveness = liveness(PINGS);
        LegState other = heard(19);

        assertThat(judge(liveness, 19.9, side, heard(0), other)).isEqualTo(again(0.1));
        assertThat(judge(liveness, 20, side, heard(0), other))
                .isEqualTo(new Verdict.SendPing(side));
        assertThat(judge(liveness, 20, side, heard(0), other)).isEqualTo(again(10));
        assertThat(judge(liveness, 29.5, side, heard(0), heard(29.5))).isEqualTo(again(0.5));
        assertThat(judge(liveness, 30, side, heard(0), heard(29.5)))
                .isEqualTo(
                        new Verdict.Silent(
                                side,
                                new Silence(
                                        Silence.Kind.NO_ANSWER_TO_PING, Duration.ofSeconds(10))));
    }

    @ParameterizedTest
    @EnumSource
    void takesWhateverComesForASignOfLife(Side side) {
        Liveness liveness = liveness(PINGS);
        judge(liveness, 20, side, heard(0), heard(20));

        assertThat(judge(liveness, 30, side, heard(25), heard(30))).isEqualTo(again(15));
        assertThat(judge(liveness, 45, side, heard(25), heard(45)))
                .isEqualTo(new Verdict.SendPing(side));
    }

    @Test
    void pingsOnlyToKeepNetworksAwakeWhereNoAnswerIsAskedFor() {
        Liveness liveness = liveness(keepalive(20, 0, 0, 0));
        judge(liveness, 20, Side.CLIENT, heard(0), heard(20));

        assertThat(judge(liveness, 39, Side.CLIENT, heard(0), heard(39))).isEqualTo(again(1));
        assertThat(judge(liveness, 40, Side.CLIENT, heard(0), heard(40)))
                .isEqualTo(new Verdict.SendPing(Side.CLIENT));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotBlameAPeerThatIsNotRead(Side side) {
        Liveness liveness = liveness(PINGS);
        LegState notRead = new LegState(false, START, 0, 0, at(0), at(0), false, 0);
        LegState readAgain = new LegState(true, at(35), 0, 0, at(0), at(0), false, 0);
        judge(liveness, 20, side, heard(0), heard(20));

        assertThat(judge(liveness, 31, side, notRead, heard(31))).isEqualTo(again(20));
        assertThat(judge(liveness, 40, side, readAgain, heard(40))).isEqualTo(again(15));
        assertThat(judge(liveness, 55, side, readAgain, heard(55)))
                .isEqualTo(new Verdict.SendPing(side));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotBlameAPeerThatWasNotReadSinceItsPing(Side side) {
        Liveness liveness = liveness(PINGS);
        judge(liveness, 20, side, heard(0), heard(20));
        LegState readAgain = new LegState(true, at(29), 0, 0, at(0), at(0), false, 0);

        assertThat(judge(liveness, 31, side, readAgain, heard(31))).isEqualTo(again(18));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotPingBehindWhatWaitsToBeWritten(Side side) {
        Liveness liveness = liveness(PINGS);

        assertThat(judge(liveness, 25, side, waitingFor(0, 100, 0), heard(25)))
                .isEqualTo(again(20));
        assertThat(judge(liveness, 26, side, heard(0), heard(26)))
                .isEqualTo(new Verdict.SendPing(side));
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAPeerThatReadsNothing(Side side) {
        Liveness liveness = liveness(keepalive(0, 0, 0, 60));

        assertThat(judge(liveness, 100, side, waitingFor(0, 0, 500), heard(0)))
                .isEqualTo(again(15));
        assertThat(judge(liveness, 110, side, waitingFor(0, 80, 600), heard(0)))
                .isEqualTo(again(15));
        assertThat(judge(liveness, 169, side, waitingFor(0, 90, 600), heard(0)))
                .isEqualTo(again(15));
        assertThat(judge(liveness, 170, side, waitingFor(0, 90, 600), heard(0)))
                .isEqualTo(
                        new Verdict.Silent(
                                side,
                                new Silence(Silence.Kind.READS_NOTHING, Duration.ofSeconds(60))));
    }

    @ParameterizedTest
    @EnumSource
    void hasPatienceWithAPeerThatReadsSlowly(Side side) {
        Liveness liveness = liveness(keepalive(0, 0, 0, 60));

        for (int i = 0; i < 10; i++) {
            assertThat(judge(liveness, 59 * i, side, waitingFor(0, 1000 - i, 500 + i), heard(0)))
                    .isEqualTo(again(15));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhatIsIdleOnBothLegs(Side side) {
        Liveness liveness = liveness(keepalive(0, 0, 60, 0));

        assertThat(judge(liveness, 60, side, heard(0), heard(30))).isEqualTo(again(30));
        assertThat(judge(liveness, 89, side, heard(0), heard(30))).isEqualTo(again(1));
        assertThat(judge(liveness, 90, side, heard(0), heard(30)))
                .isEqualTo(new Verdict.Idle(Duration.ofSeconds(60)));
    }

    @Test
    void isNotIdleBecauseOfControlFramesOrWhileDataIsOnItsWay() {
        Liveness liveness = liveness(keepalive(0, 0, 60, 0));
        LegState pinging = new LegState(true, START, 0, 0, at(59), at(0), false, 0);

        assertThat(liveness.judge(at(60), pinging, heard(0)))
                .isEqualTo(new Verdict.Idle(Duration.ofSeconds(60)));
        assertThat(liveness.judge(at(60), waitingFor(0, 1, 1), heard(0)))
                .isInstanceOf(LookAgain.class);
    }

    @ParameterizedTest
    @EnumSource
    void endsAFrameThatIsLeftUnfinished(Side side) {
        Liveness liveness = new Liveness(keepalive(0, 0, 0, 0), Duration.ofSeconds(8), START);

        assertThat(judge(liveness, 5, side, heard(5), heard(0))).isEqualTo(again(2));
        assertThat(judge(liveness, 14, side, holding(7), heard(0))).isEqualTo(again(1));
        assertThat(judge(liveness, 15, side, holding(7), heard(0)))
                .isEqualTo(new Verdict.Unfinished(side, "frame left unfinished for 8 s"));
    }

    @Test
    void isNotWantedWhereEveryRuleIsOff() {
        assertThat(liveness(keepalive(0, 0, 0, 0)).isWanted()).isFalse();
        assertThat(liveness(keepalive(0, 10, 0, 0)).isWanted()).isFalse();
        assertThat(liveness(keepalive(1, 0, 0, 0)).isWanted()).isTrue();
        assertThat(liveness(keepalive(0, 0, 1, 0)).isWanted()).isTrue();
        assertThat(liveness(keepalive(0, 0, 0, 1)).isWanted()).isTrue();
        assertThat(new Liveness(keepalive(0, 0, 0, 0), Duration.ofSeconds(1), START).isWanted())
                .isTrue();
    }
}
