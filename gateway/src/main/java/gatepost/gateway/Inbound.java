package gatepost.gateway;

import gatepost.closing.Cause.Loss;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.gateway.Liveness.LegState;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.DeflateTerms;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.MessageDeflater;
import gatepost.protocol.MessageInflater;
import gatepost.protocol.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is received on one leg, and where it goes. Confined to the event loop of the connection.
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class Inbound {
    private final Leg leg;
    private final Passage passage;
    private final SecureRandom random;
    private final LoopShare share;
    private final InboundCheck check;
    private final RateMeter rate;
    private final OwnPings pings;
    private final long openedAt;
    private @Nullable Forwarding forwarding;

    private final LastReceived received;
    private OptionalLong missing = OptionalLong.empty();
    private long dataReceivedAt;
    private long heldSince;

    // What the traffic of the event loop has of it already.
    private long framesCounted;
    private long messagesCounted;
    private long octetsCounted;

    // How it was before what is under way.
    private long dataBefore;
    private long progressBefore;
    private boolean heldBefore;

    // What is still to be done, or was.
    private boolean resumeDue;
    private boolean endDue;
    private boolean closed;

    /**
     * @param openedAt when the connection was complete
     */
    Inbound(Leg leg, Passage passage, SecureRandom random, LoopShare share, long openedAt) {
        this.leg = leg;
        this.passage = passage;
        this.random = random;
        this.share = share;
        this.openedAt = openedAt;
        Side side = leg.side();
        check = new InboundCheck(side.peer(), passage.agreed().on(side).isPresent());
        received = new LastReceived(check, openedAt);
        rate =
                new RateMeter(
                        side == Side.CLIENT ? passage.route().rate() : Rate.UNLIMITED,
                        System::nanoTime);
        pings =
                new OwnPings(
                        random,
                        System::nanoTime,
                        nanos -> share.observer().pingAnswered(side, Duration.ofNanos(nanos)));
        dataReceivedAt = openedAt;
    }

    Leg leg() {
        return leg;
    }

    InboundCheck check() {
        return check;
    }

    /** Lets what is received go on to the other leg. */
    void forwardTo(Leg to) {
        Side side = leg.side();
        Route route = passage.route();
        MessageRules rules = route.rules(side);
        Compression compression = route.extensions().compression();
        Optional<DeflateTerms> here = passage.agreed().on(side);
        Optional<DeflateTerms> there = passage.agreed().on(side.other());
        boolean inflated =
                switch (compression) {
                    case INSPECT, BRIDGE -> here.isPresent();
                    case TUNNEL, OFF -> false;
                };
        Judge judge = new Judge(rules, rate, inflated);
        Optional<MessageInflater> inflater =
                here.filter(terms -> inflated)
                        .map(terms -> new MessageInflater(terms.of(side.peer()), share.zlib()));
        if (compression == Compression.BRIDGE && (here.isPresent() || there.isPresent())) {
            forwarding = recompressing(to, rules, judge, inflater, there);
        } else if (inflater.isPresent()) {
            forwarding = inspecting(to, rules, judge, inflater.get());
        } else {
            forwarding =
                    inPlace(
                            to,
                            rules,
                            judge,
                            rules.convert() == Convert.BINARY_TO_TEXT
                                    ? Optional.of(Inspection.ofPlain(rules))
                                    : Optional.empty());
        }
    }

    private Forwarding recompressing(
            Leg to,
            MessageRules rules,
            Judge judge,
            Optional<MessageInflater> inflater,
            Optional<DeflateTerms> there) {
        Sender as = to.side().gateway();
        return new Recompressing(
                check,
                rules,
                judge,
                inflater,
                new MessageWriter(
                        there.map(terms -> new MessageDeflater(terms.of(as), share.zlib())),
                        rules.splitFramesAbove(),
                        as,
                        to.channel().alloc(),
                        random,
                        to::write),
                share.room(),
                pings,
                to::isWritable);
    }

    private Forwarding inspecting(
            Leg to, MessageRules rules, Judge judge, MessageInflater inflater) {
        InflatedCopy copy =
                new InflatedCopy(
                        inflater, new InflatedText(rules), Inspection.ofPlain(rules), share.room());
        return new ForwardingInTurns(inPlace(to, rules, judge, Optional.of(copy)), copy::work);
    }

    private Forwarding inPlace(
            Leg to, MessageRules rules, Judge judge, Optional<Inspection> inspection) {
        return new ForwardingInPlace(
                check,
                rules,
                judge,
                inspection,
                pings,
                passage.route().coalesceUpTo(),
                to.side().gateway(),
                to.channel().alloc(),
                to::write);
    }

    /** Takes over octets that go on to the other leg. */
    Forwarding.Outcome receive(ByteBuf octets) {
        Forwarding to = forwarding();
        long now = timeOf(octets);
        received.note(now);
        noteBefore(to);
        Forwarding.Outcome outcome = to.receive(octets);
        noteBehind(to, outcome, now);
        return outcome;
    }

    private void noteBefore(Forwarding to) {
        dataBefore = check.dataOctets();
        progressBefore = to.progress();
        heldBefore = to.holds();
    }

    private void noteBehind(Forwarding to, Forwarding.Outcome outcome, long now) {
        if (outcome == Forwarding.Outcome.CLOSE) {
            received.close();
        }
        if (check.dataOctets() != dataBefore) {
            dataReceivedAt = now;
        }
        if (!heldBefore || to.progress() != progressBefore) {
            heldSince = now;
        }
        count();
    }

    /** Adds what came since the last time to the traffic of the event loop. */
    private void count() {
        share.traffic()
                .received(
                        leg.side(),
                        check.frames() - framesCounted,
                        check.messages() - messagesCounted,
                        check.octets() - octetsCounted);
        framesCounted = check.frames();
        messagesCounted = check.messages();
        octetsCounted = check.octets();
    }

    /** Takes over octets that go nowhere any more, and looks for a Close among their frames. */
    InboundCheck.Step skip(ByteBuf octets) {
        received.note(timeOf(octets));
        try {
            ByteBuffer in = octets.internalNioBuffer(octets.readerIndex(), octets.readableBytes());
            InboundCheck.Step step;
            do {
                step = check.next(in);
            } while (step == InboundCheck.Step.HEADER || step == InboundCheck.Step.FRAME);
            if (step == InboundCheck.Step.CLOSE) {
                received.close();
            }
            return step;
        } finally {
            count();
            octets.release();
        }
    }

    /** When octets came that were just taken over: what fails here gives them up as well. */
    private long timeOf(ByteBuf octets) {
        try {
            return share.clock().nanoTime();
        } catch (RuntimeException e) {
            octets.release();
            throw e;
        }
    }

    /** Goes on with what {@link #waits}. */
    Forwarding.Outcome resume() {
        Forwarding to = forwarding();
        noteBefore(to);
        Forwarding.Outcome outcome = to.resume();
        noteBehind(to, outcome, share.clock().nanoTime());
        return outcome;
    }

    /** Notes that this is due; returns whether it was not before. */
    boolean isResumeNews() {
        boolean news = !resumeDue;
        resumeDue = true;
        return news;
    }

    /** Notes that it is no longer due. */
    void resumed() {
        resumeDue = false;
    }

    /** Notes that the peer's end is to be told behind what waits. */
    void holdEnd() {
        endDue = true;
    }

    /** Whether that is so. */
    boolean holdsEnd() {
        return endDue;
    }

    /** Notes that the peer's end is told. */
    void endTold() {
        endDue = false;
    }

    /** Notes that the leg's channel is closed; returns whether it was not before. */
    boolean isCloseNews() {
        boolean news = !closed;
        closed = true;
        return news;
    }

    boolean isClosed() {
        return closed;
    }

    /** Why something does not go on. */
    Objection objection() {
        return forwarding().objection();
    }

    /** Whether what is received can go on at all: there is another leg. */
    boolean isForwarded() {
        return forwarding != null;
    }

    private Forwarding forwarding() {
        if (forwarding == null) {
            throw new IllegalStateException("there is no other leg");
        }
        return forwarding;
    }

    /**
     * Whether something that was received could be written, as soon as the other leg can take it.
     */
    boolean waits() {
        return forwarding != null && forwarding.isWaiting();
    }

    /** Gives away all that waits, as {@link Forwarding#takeWaiting} does. */
    List<ByteBuf> takeWaiting() {
        List<ByteBuf> taken = new ArrayList<>();
        if (forwarding != null) {
            for (ByteBuf octets = forwarding.takeWaiting();
                    octets != null;
                    octets = forwarding.takeWaiting()) {
                taken.add(octets);
            }
        }
        return taken;
    }

    /** For how many nanoseconds the peer is to be slowed down for what it has sent so far. */
    long delay() {
        return rate.delay(check.messages(), check.octets());
    }

    /** Sends the peer a Ping. */
    void ping() {
        leg.write(Unpooled.wrappedBuffer(pings.next(leg.side().gateway(), random.nextInt())));
        leg.flush();
    }

    /** Gives up what may only be of use again, where nothing has come for so many nanoseconds. */
    void releaseIdle(long now, long after) {
        if (forwarding != null && now - dataReceivedAt >= after) {
            forwarding.idle();
        }
    }

    /** Gives up what is held. */
    void release() {
        if (forwarding != null) {
            forwarding.release();
        }
    }

    LegState state() {
        return new LegState(
                leg.isRead(),
                leg.readSince(),
                leg.unsent(),
                leg.written(),
                received.at(),
                dataReceivedAt,
                forwarding != null && forwarding.holds(),
                heldSince);
    }

    Loss loss(TcpEnding tcp) {
        return new Loss(tcp, !check.isBetweenFrames(), check.octets());
    }

    LegRecord record(Optional<CloseFrame> closeReceived, Optional<CloseFrame> closeSent) {
        return new LegRecord(
                closeReceived,
                closeSent,
                leg.ending(),
                check.frames(),
                check.messages(),
                check.octets(),
                check.largestMessage(),
                check.lastMessage(),
                missing.orElseGet(this::missing),
                received.any() ? Optional.of(instantOf(received.at())) : Optional.empty(),
                instantOf(leg.sentAt()),
                instantOf(leg.sentBefore()),
                instantOf(leg.endedAt()));
    }

    /** Keeps how much of a frame is missing: what comes from now on is not what was waited for. */
    void keepMissing() {
        missing = OptionalLong.of(missing());
    }

    private long missing() {
        return check.isInPayload() ? check.payloadLength() - check.payloadRead() : 0;
    }

    private Optional<Instant> instantOf(OptionalLong nanos) {
        return nanos.stream().mapToObj(this::instantOf).findFirst();
    }

    private Instant instantOf(long nanos) {
        return passage.opened().plus(Duration.ofNanos(nanos - openedAt));
    }
}
