package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Cause.Loss;
import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.InboundCheck;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DuplexChannel;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: what arrives at one leg goes to the other, until something ends it. Confined to
 * the event loop that both legs live on.
 */
final class Relay implements Closing.Legs, Leg.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** What is received on one leg. */
    private static final class Inbound {
        private final Leg leg;
        private final InboundCheck check;
        private @Nullable Forwarding forwarding;
        private long lastReceived;
        private boolean closed;

        private Inbound(Leg leg, InboundCheck check) {
            this.leg = leg;
            this.check = check;
        }
    }

    private final Passage passage;
    private final Route route;
    private final SecureRandom random;
    private final ClosureListener closures;
    private final Closing closing = new Closing(this);
    private final Map<Side, Inbound> inbounds = new EnumMap<>(Side.class);
    private final long openedAt = System.nanoTime();

    private Relay(Passage passage, Route route, SecureRandom random, ClosureListener closures) {
        this.passage = passage;
        this.route = route;
        this.random = random;
        this.closures = closures;
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
            ClosureListener closures) {
        Relay relay = new Relay(passage, route, random, closures);
        Inbound fromClient = relay.add(Side.CLIENT, client);
        Inbound fromUpstream = relay.add(Side.UPSTREAM, upstream);
        fromClient.forwarding = relay.forwarding(fromClient, fromUpstream.leg);
        fromUpstream.forwarding = relay.forwarding(fromUpstream, fromClient.leg);
        return relay;
    }

    /** Takes a client whose upstream is not to be had, to tell it so. */
    static Relay without(
            Cause.UpstreamUnavailable unavailable,
            DuplexChannel client,
            Passage passage,
            Route route,
            SecureRandom random,
            ClosureListener closures) {
        Relay relay = new Relay(passage, route, random, closures);
        relay.add(Side.CLIENT, client);
        relay.closing.upstreamUnavailable(unavailable);
        return relay;
    }

    private Forwarding forwarding(Inbound from, Leg to) {
        return new Forwarding(
                from.check,
                route.coalesceUpTo(),
                to.side().gateway(),
                to.channel().alloc(),
                to::write);
    }

    private Inbound add(Side side, DuplexChannel channel) {
        Inbound inbound =
                new Inbound(
                        new Leg(side, channel, route.closeTimeout(), this),
                        new InboundCheck(side.peer(), passage.isCompressed()));
        inbounds.put(side, inbound);
        return inbound;
    }

    /** Takes over octets that a peer sent. */
    void received(Side side, ByteBuf octets) {
        Inbound inbound = inbound(side);
        inbound.lastReceived = System.nanoTime();
        InboundCheck.Step step =
                inbound.forwarding != null && closing.takesFrames(side.other())
                        ? inbound.forwarding.receive(octets)
                        : skip(inbound.check, octets);
        switch (step) {
            case CLOSE -> closing.closeRead(side, inbound.check.close());
            case VIOLATION -> closing.violated(side, inbound.check.violated());
            case STARVED -> {}
            case HEADER, FRAME -> throw new AssertionError("forwarding stopped at " + step);
        }
    }

    /** Looks for a Close among frames that nobody takes any more. */
    private static InboundCheck.Step skip(InboundCheck check, ByteBuf octets) {
        try {
            ByteBuffer in = octets.internalNioBuffer(octets.readerIndex(), octets.readableBytes());
            InboundCheck.Step step;
            do {
                step = check.next(in);
            } while (step == InboundCheck.Step.HEADER || step == InboundCheck.Step.FRAME);
            return step;
        } finally {
            octets.release();
        }
    }

    /** All that had arrived at a leg was taken. */
    void receiveComplete(Side side) {
        Inbound other = inbounds.get(side.other());
        if (other != null) {
            other.leg.flush();
        }
    }

    /** A leg can take more, or cannot: then its other end has to wait. */
    void writabilityChanged(Side side) {
        Inbound other = inbounds.get(side.other());
        if (other != null) {
            other.leg.read(inbound(side).leg.isWritable() || !closing.takesFrames(side));
        }
    }

    /** A peer sends no more. */
    void inputEnded(Side side) {
        Inbound inbound = inbound(side);
        closing.inputEnded(side, loss(inbound, inbound.leg.inputEnded()));
    }

    private static Loss loss(Inbound inbound, TcpEnding tcp) {
        return new Loss(tcp, !inbound.check.isBetweenFrames(), inbound.check.octets());
    }

    /** Reading from a leg, or writing to it, failed. */
    void failed(Side side) {
        inbound(side).leg.failed();
    }

    /** The gateway's own code failed. */
    void fault(Throwable thrown) {
        LOG.error("connection {} failed", passage.id(), thrown);
        closing.fault(thrown);
    }

    /** The gateway stops. */
    void drain() {
        closing.drain();
    }

    /** A leg's channel is closed. */
    void closed(Side side) {
        Inbound inbound = inbound(side);
        if (inbound.closed) {
            return;
        }
        inbound.closed = true;
        inbound.leg.closed();
        if (inbound.forwarding != null) {
            inbound.forwarding.release();
        }
        closing.inputEnded(side, loss(inbound, inbound.leg.ending()));
        if (inbounds.values().stream().allMatch(each -> each.closed)) {
            closures.closed(closure());
        }
    }

    @Override
    public void writeClose(Side side, CloseFrame frame) {
        inbound(side).leg.writeClose(frame, random.nextInt());
        // What was held for this leg is not needed any more, and what kept its other end waiting is
        // over. The leg itself goes on being read only as fast as the other one takes it.
        Inbound other = inbounds.get(side.other());
        if (other != null) {
            if (other.forwarding != null) {
                other.forwarding.release();
            }
            other.leg.read(true);
        }
    }

    @Override
    public void disconnect(Side side) {
        Inbound inbound = inbounds.get(side);
        if (inbound != null) {
            inbound.leg.disconnect();
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
        return passage.closure(record(Side.CLIENT), record(Side.UPSTREAM), cause);
    }

    private LegRecord record(Side side) {
        Inbound inbound = inbounds.get(side);
        if (inbound == null) {
            return LegRecord.NEVER_OPENED;
        }
        return new LegRecord(
                closing.received(side),
                closing.sent(side),
                inbound.leg.ending(),
                inbound.check.frames(),
                inbound.check.messages(),
                inbound.check.octets(),
                inbound.lastReceived == 0
                        ? Optional.empty()
                        : Optional.of(instantOf(inbound.lastReceived)));
    }

    private Instant instantOf(long nanos) {
        return passage.opened().plus(Duration.ofNanos(nanos - openedAt));
    }
}
