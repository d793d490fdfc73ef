package gatepost.gateway;

import gatepost.closing.Silence;
import java.time.Duration;

/**
 * Notices that a peer has vanished, or that nobody says anything any more. Judges what it is told
 * of both legs; knows no channel and no clock. All times are nanoseconds, as of {@link
 * System#nanoTime}. One for each connection, confined to its event loop.
 */
final class Liveness {
    /** What is to be done. */
    sealed interface Verdict {
        /**
         * Nothing, until then.
         *
         * @param after nanoseconds
         */
        record LookAgain(long after) implements Verdict {}

        /** A peer is to be sent a Ping. */
        record SendPing(Side side) implements Verdict {}

        /** A peer has given no sign of life, or has read nothing, for too long. */
        record Silent(Side side, Silence silence) implements Verdict {}

        /** A peer has left a frame unfinished for too long. */
        record Unfinished(Side side, String what) implements Verdict {}

        /** Neither peer has sent a message for too long. */
        record Idle(Duration limit) implements Verdict {}
    }

    /**
     * What is known of a leg at a moment.
     *
     * @param read whether its peer is read: it need not wait for the other end, or for its rate
     * @param readSince since when, where it is
     * @param unsent how many octets wait to be written
     * @param written how many octets were written so far
     * @param receivedAt when octets were last received, of whatever frames
     * @param dataReceivedAt when octets of data frames were last received
     * @param holds whether the beginning of a frame, or of a piece of one, waits for its rest
     * @param heldSince since when, where it does
     */
    record LegState(
            boolean read,
            long readSince,
            long unsent,
            long written,
            long receivedAt,
            long dataReceivedAt,
            boolean holds,
            long heldSince) {}

    /** What is remembered of a leg between two looks. */
    private final class Watch {
        private final Side side;
        private boolean pinged;
        private long pingedAt;
        private boolean hadUnsent;
        private long written;
        private long progressAt;
        private long readSince;

        private Watch(Side side, long now) {
            this.side = side;
            progressAt = now;
        }

        private Verdict judge(long now, LegState leg) {
            remember(now, leg);
            if (left(now, progressAt, rules.writeTimeout()) <= 0) {
                return new Verdict.Silent(
                        side, new Silence(Silence.Kind.READS_NOTHING, rules.writeTimeout()));
            }
            long heldFor =
                    leg.holds()
                            ? left(now, later(leg.heldSince(), readSince), frameTimeout)
                            : FOREVER;
            if (heldFor <= 0) {
                return new Verdict.Unfinished(
                        side, "frame left unfinished for " + Silence.inWords(frameTimeout));
            }
            if (pinged && !rules.answerWithin().isZero()) {
                long answer = left(now, pingedAt, rules.answerWithin());
                return answer > 0
                        ? new Verdict.LookAgain(Math.min(answer, heldFor))
                        : new Verdict.Silent(
                                side,
                                new Silence(Silence.Kind.NO_ANSWER_TO_PING, rules.answerWithin()));
            }
            long heard = later(leg.receivedAt(), readSince);
            long quiet = left(now, pinged ? later(heard, pingedAt) : heard, rules.pingEvery());
            if (quiet > 0) {
                return new Verdict.LookAgain(Math.min(quiet, heldFor));
            }
            if (leg.unsent() > 0) {
                // A Ping would only wait as well; whether this is read shows if the peer is there.
                return new Verdict.LookAgain(Math.min(rules.pingEvery().toNanos(), heldFor));
            }
            pinged = true;
            pingedAt = now;
            return new Verdict.SendPing(side);
        }

        private void remember(long now, LegState leg) {
            if (!hadUnsent || leg.written() != written) {
                progressAt = now;
                written = leg.written();
            }
            hadUnsent = leg.unsent() > 0;
            // Before that it cannot have said anything: what it said was not read.
            readSince = leg.read() ? leg.readSince() : now;
            pinged = pinged && later(leg.receivedAt(), readSince) - pingedAt < 0;
        }
    }

    private static final long FOREVER = Long.MAX_VALUE;

    private final Keepalive rules;
    private final Duration frameTimeout;
    private final long mostBetweenLooks;
    private final Watch client;
    private final Watch upstream;

    Liveness(Keepalive rules, Duration frameTimeout, long now) {
        this.rules = rules;
        this.frameTimeout = frameTimeout;
        // When something began to wait is seen at the first look behind it.
        mostBetweenLooks = Math.min(limit(rules.writeTimeout()), limit(frameTimeout)) / 4;
        client = new Watch(Side.CLIENT, now);
        upstream = new Watch(Side.UPSTREAM, now);
    }

    /** Whether there is anything to look for. */
    boolean isWanted() {
        return !(rules.pingEvery().isZero()
                && rules.idleTimeout().isZero()
                && rules.writeTimeout().isZero()
                && frameTimeout.isZero());
    }

    /** What is to be done now. To be asked again after a Ping was sent. */
    Verdict judge(long now, LegState clientLeg, LegState upstreamLeg) {
        Verdict ofClient = client.judge(now, clientLeg);
        if (!(ofClient instanceof Verdict.LookAgain(long clientAfter))) {
            return ofClient;
        }
        Verdict ofUpstream = upstream.judge(now, upstreamLeg);
        if (!(ofUpstream instanceof Verdict.LookAgain(long upstreamAfter))) {
            return ofUpstream;
        }
        boolean inFlight = clientLeg.unsent() > 0 || upstreamLeg.unsent() > 0;
        long idle =
                left(
                        now,
                        later(clientLeg.dataReceivedAt(), upstreamLeg.dataReceivedAt()),
                        rules.idleTimeout());
        if (idle <= 0 && !inFlight) {
            return new Verdict.Idle(rules.idleTimeout());
        }
        long after = Math.min(Math.min(clientAfter, upstreamAfter), mostBetweenLooks);
        long whenIdle = idle > 0 ? idle : rules.idleTimeout().toNanos() / 4;
        return new Verdict.LookAgain(Math.min(after, whenIdle));
    }

    /** How long something may still go on; for ever where there is no limit. */
    private static long left(long now, long since, Duration limit) {
        return limit.isZero() ? FOREVER : limit.toNanos() - (now - since);
    }

    private static long limit(Duration duration) {
        return duration.isZero() ? FOREVER : duration.toNanos();
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
