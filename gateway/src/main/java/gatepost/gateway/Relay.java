package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import gatepost.closing.LegRecord;
import gatepost.closing.Rule;
import gatepost.closing.Silence;
import gatepost.closing.TcpEnding;
import gatepost.gateway.Forwarding.Outcome;
import gatepost.gateway.Liveness.Verdict;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Violated;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DuplexChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: what arrives at one leg goes to the other, until something ends it. Confined to
 * the event loop that both legs live on.
 */
final class Relay implements Closing.Legs, Leg.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** How long memory of compression is kept for the next message, in nanoseconds. */
    private static final long COMPRESSION_KEPT = TimeUnit.SECONDS.toNanos(30);

    private final Passage passage;
    private final Route route;
    private final SecureRandom random;
    private final ClosureListener closures;
    private final LoopShare share;
    private final Liveness liveness;
    private final Closing closing = new Closing(this);
    private final Map<Side, Inbound> inbounds = new EnumMap<>(Side.class);
    private final long openedAt;
    private TimeWheel.@Nullable Timer look;
    private TimeWheel.@Nullable Timer slowed;
    private TimeWheel.@Nullable Timer idle;

    private Relay(
            Passage passage,
            Route route,
            SecureRandom random,
            ClosureListener closures,
            LoopShare share) {
        this.passage = passage;
        this.route = route;
        this.random = random;
        this.closures = closures;
        this.share = share;
        openedAt = share.clock().nanoTime();
        liveness = new Liveness(route.keepalive(), route.frameTimeout(), openedAt);
        share.traffic().opened();
    }

    /**
     * Joins two channels, whose handshakes are complete and whose pipelines now give their octets
     * to {@link LegHandler}s.
     */
    static Relay between(
            DuplexChannel client,
            DuplexChannel upstream,
            Passage passage,
            Route route,
            SecureRandom random,
            ClosureListener closures,
            LoopShare share) {
        Relay relay = new Relay(passage, route, random, closures, share);
        Inbound fromClient = relay.add(Side.CLIENT, client);
        Inbound fromUpstream = relay.add(Side.UPSTREAM, upstream);
        fromClient.forwardTo(fromUpstream.leg());
        fromUpstream.forwardTo(fromClient.leg());
        if (relay.liveness.isWanted()) {
            relay.look = share.timers().start(0, relay::look);
        }
        if (route.extensions().compression() == Compression.BRIDGE) {
            relay.idle = share.timers().start(COMPRESSION_KEPT, relay::releaseIdle);
        }
        return relay;
    }

    /** Takes a leg that gets no other, to tell its peer why. */
    static Relay alone(
            Side side,
            Cause why,
            CloseFrame frame,
            DuplexChannel channel,
            Passage passage,
            Route route,
            SecureRandom random,
            ClosureListener closures,
            LoopShare share) {
        Relay relay = new Relay(passage, route, random, closures, share);
        relay.add(side, channel);
        relay.closing.alone(side, why, frame);
        return relay;
    }

    private Inbound add(Side side, DuplexChannel channel) {
        Leg leg = new Leg(side, channel, route.closeTimeout(), this, share.clock());
        Inbound inbound = new Inbound(leg, passage, random, share, openedAt);
        inbounds.put(side, inbound);
        return inbound;
    }

    /** Begins to read a leg whose first octets came with its handshake. */
    void beginReading(Side side) {
        inbound(side).leg().beginReading();
    }

    /** Takes over octets that a peer sent. */
    void received(Side side, ByteBuf octets) {
        Inbound inbound = inbound(side);
        if (inbound.isForwarded() && takesFrames(side.other())) {
            Outcome outcome = inbound.receive(octets);
            slowDown(inbound);
            cameTo(inbound, outcome);
            if (waits(inbound)) {
                inbound.leg().read(false);
                resumeIfPossible(inbound);
            }
        } else {
            skipWaiting(inbound);
            skip(inbound, octets);
        }
    }

    /** Whether something can still be passed on to a leg. */
    private boolean takesFrames(Side side) {
        Inbound inbound = inbound(side);
        return closing.takesFrames(side) && !inbound.leg().isBroken() && !inbound.isClosed();
    }

    private void cameTo(Inbound inbound, Outcome outcome) {
        if (outcome == Outcome.STARVED) {
            return;
        }
        List<ByteBuf> behind = inbound.takeWaiting(); // Before what follows gives it up.
        try {
            found(inbound, outcome);
        } catch (RuntimeException e) {
            behind.forEach(ByteBuf::release);
            throw e;
        }
        skipAll(inbound, behind);
    }

    private void found(Inbound inbound, Outcome outcome) {
        Side side = inbound.leg().side();
        switch (outcome) {
            case STARVED -> throw new AssertionError("nothing was found");
            case CLOSE -> closeRead(side, inbound.check().close());
            case OBJECTION -> {
                switch (inbound.objection()) {
                    case Objection.Broken(Violated violated, String octets) ->
                            closing.violated(side, violated, octets);
                    case Objection.Refused refused -> closing.refused(side, refused);
                }
            }
        }
    }

    private void skipAll(Inbound inbound, List<ByteBuf> waiting) {
        Deque<ByteBuf> left = new ArrayDeque<>(waiting);
        try {
            while (!left.isEmpty()) {
                skip(inbound, left.remove());
            }
        } finally {
            left.forEach(ByteBuf::release);
        }
    }

    private void closeRead(Side side, CloseFrame close) {
        if (side == Side.CLIENT && close.code() == CloseCode.MANDATORY_EXTENSION.number()) {
            closing.closeRead(side, close, new Cause.ClientClosed(passage.agreed().inWords()));
        } else {
            closing.closeRead(side, close);
        }
    }

    private void slowDown(Inbound inbound) {
        long delay = inbound.delay();
        if (delay > 0 && closing.cause().isEmpty()) {
            inbound.leg().slowDown(true);
            cancel(slowed);
            slowed =
                    share.timers()
                            .start(
                                    delay,
                                    now -> {
                                        inbound.leg().slowDown(false);
                                        return TimeWheel.NEVER;
                                    });
        }
    }

    private void skip(Inbound inbound, ByteBuf octets) {
        Side side = inbound.leg().side();
        switch (inbound.skip(octets)) {
            case CLOSE -> closing.closeRead(side, inbound.check().close());
            case VIOLATION ->
                    closing.violated(
                            side, inbound.check().violated(), inbound.check().octetsAround());
            case STARVED -> {}
            case HEADER, FRAME -> throw new AssertionError("skipping stopped at a frame");
        }
    }

    private long look(long tick) {
        try {
            return notice();
        } catch (RuntimeException e) {
            fault(e);
            return TimeWheel.NEVER;
        }
    }

    /** Notices what should have happened by now. */
    private long notice() {
        long now = share.clock().nanoTime();
        while (closing.cause().isEmpty()) {
            switch (liveness.judge(
                    now, inbound(Side.CLIENT).state(), inbound(Side.UPSTREAM).state())) {
                case Verdict.LookAgain(long after) -> {
                    return after;
                }
                case Verdict.SendPing(Side side) -> inbound(side).ping();
                case Verdict.Silent(Side side, Silence silence) -> closing.silent(side, silence);
                case Verdict.Unfinished(Side side, String what) -> {
                    inbound(side).keepMissing();
                    closing.refused(side, new Objection.Refused(Rule.FRAME_TIMEOUT, what));
                }
                case Verdict.Idle(Duration limit) -> closing.idle(limit);
            }
        }
        return TimeWheel.NEVER;
    }

    private long releaseIdle(long tick) {
        long now = share.clock().nanoTime();
        inbounds.values().forEach(inbound -> inbound.releaseIdle(now, COMPRESSION_KEPT));
        return COMPRESSION_KEPT;
    }

    /** All that had arrived at a leg was taken. */
    void receiveComplete(Side side) {
        Inbound other = inbounds.get(side.other());
        if (other != null) {
            other.leg().flush();
        }
    }

    /** A leg can take more, or cannot: then its other end has to wait. */
    void writabilityChanged(Side side) {
        Inbound other = inbounds.get(side.other());
        if (other == null) {
            return;
        }
        boolean takesMore = inbound(side).leg().isWritable();
        if (takesMore && waits(other)) {
            resumeSoon(other);
        } else {
            other.leg().read(takesMore || !takesFrames(side));
        }
    }

    /** Whether more of what a peer sent could be written, as soon as the other leg can take it. */
    private boolean waits(Inbound inbound) {
        return inbound.waits() && takesFrames(inbound.leg().side().other());
    }

    /** Not at once: others on this event loop have their turn, however much waits here. */
    private void resumeSoon(Inbound inbound) {
        if (inbound.isResumeNews()) {
            inbound.leg().channel().eventLoop().execute(() -> resume(inbound));
        }
    }

    private void resumeIfPossible(Inbound inbound) {
        if (inbound(inbound.leg().side().other()).leg().isWritable()) {
            resumeSoon(inbound);
        }
    }

    private void resume(Inbound inbound) {
        inbound.resumed();
        try {
            goOn(inbound);
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    private void goOn(Inbound inbound) {
        Side side = inbound.leg().side();
        Leg other = inbound(side.other()).leg();
        if (waits(inbound)) {
            Outcome outcome = inbound.resume();
            other.flush();
            cameTo(inbound, outcome);
        }
        if (waits(inbound)) {
            resumeIfPossible(inbound);
            return;
        }
        skipWaiting(inbound);
        inbound.leg().read(other.isWritable() || !takesFrames(side.other()));
        if (inbound.holdsEnd()) {
            inbound.endTold();
            closing.inputEnded(side, inbound.loss(inbound.leg().ending()));
        }
    }

    /** What waited goes nowhere any more; but the peer's Close may be among it. */
    private void skipWaiting(Inbound inbound) {
        skipAll(inbound, inbound.takeWaiting());
    }

    /** A peer sends no more. What it sent and still waits goes before its end. */
    void inputEnded(Side side) {
        Inbound inbound = inbound(side);
        TcpEnding how = inbound.leg().inputEnded();
        if (waits(inbound)) {
            inbound.holdEnd();
        } else {
            skipWaiting(inbound);
            closing.inputEnded(side, inbound.loss(how));
        }
    }

    /** Reading from a leg, or writing to it, failed, because its connection ended so. */
    void failed(Side side, TcpEnding how) {
        Leg leg = inbound(side).leg();
        leg.failed(how);
        if (leg.isBroken()) {
            nothingGoesTo(side);
        }
    }

    /** The gateway's own code failed. */
    void fault(Throwable thrown) {
        LOG.error("connection {} failed", passage.id(), thrown);
        closing.fault(thrown);
    }

    /** The upstream did not agree to extensions that the route requires. */
    void extensionsMissing(List<String> names) {
        closing.extensionsMissing(names);
    }

    /** The gateway stops. */
    void drain() {
        closing.drain();
    }

    /** A leg's channel is closed. */
    void closed(Side side) {
        Inbound inbound = inbound(side);
        if (!inbound.isCloseNews()) {
            return;
        }
        inbound.leg().closed();
        if (waits(inbound)) {
            inbound.holdEnd();
        } else {
            skipWaiting(inbound);
            inbound.release();
            closing.inputEnded(side, inbound.loss(inbound.leg().ending()));
        }
        nothingGoesTo(side);
        if (inbounds.values().stream().allMatch(Inbound::isClosed)) {
            inbounds.values().forEach(Inbound::release);
            cancel(look);
            cancel(slowed);
            cancel(idle);
            share.traffic().closed();
            closures.closed(closure());
        }
    }

    private static void cancel(TimeWheel.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public boolean hasUnsent(Side side) {
        return inbound(side).leg().unsent() > 0;
    }

    @Override
    public void writeClose(Side side, CloseFrame frame) {
        Leg leg = inbound(side).leg();
        leg.writeClose(frame, random.nextInt());
        leg.slowDown(false); // What it still sends is only skipped.
        nothingGoesTo(side);
    }

    /**
     * What was held for a leg is not needed any more, and what kept its other end waiting is over.
     * The leg itself goes on being read only as fast as the other one takes it.
     */
    private void nothingGoesTo(Side side) {
        Inbound other = inbounds.get(side.other());
        if (other == null) {
            return;
        }
        if (other.waits() || other.holdsEnd()) {
            resumeSoon(other); // What waits goes nowhere now, and its end can be told.
        } else {
            other.release();
        }
        other.leg().read(true);
        other.leg().slowDown(false);
    }

    @Override
    public void disconnect(Side side) {
        Inbound inbound = inbounds.get(side);
        if (inbound != null) {
            inbound.leg().disconnect();
            nothingGoesTo(side);
        }
    }

    @Override
    public void timedOut(Side side) {
        closing.timedOut(side);
    }

    @Override
    public void closeNotWritten(Side side) {
        closing.closeNotWritten(side);
    }

    private Inbound inbound(Side side) {
        Inbound inbound = inbounds.get(side);
        if (inbound == null) {
            throw new AssertionError("there is no leg to the " + side);
        }
        return inbound;
    }

    private Closure closure() {
        Cause cause =
                closing.cause()
                        .orElseThrow(() -> new AssertionError("a connection ended without cause"));
        return passage.closure(
                record(Side.CLIENT), record(Side.UPSTREAM), cause, share.clock().now());
    }

    private LegRecord record(Side side) {
        Inbound inbound = inbounds.get(side);
        return inbound == null
                ? LegRecord.NEVER_OPENED
                : inbound.record(closing.received(side), closing.sent(side));
    }
}
