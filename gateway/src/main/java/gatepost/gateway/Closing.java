package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Cause.Loss;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.Silence;
import gatepost.closing.TcpEnding;
import gatepost.gateway.ClosingState.Step;
import gatepost.gateway.Objection.Refused;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Violated;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each leg is told when something ends the connection: the table of {@code
 * docs/closing.md}. Knows no channel and no clock; what it decides is done by {@link Legs}. The
 * first thing that happens is the cause; what follows from it is not.
 */
final class Closing {
    /** What is done to the legs. */
    interface Legs {
        /** Writes a Close frame as the last thing that is written to a leg. */
        void writeClose(Side side, CloseFrame frame);

        /** Ends a leg's TCP connection, unless a Close frame is still on its way out. */
        void disconnect(Side side);

        /** Whether something waits to be written to a leg, which its peer does not take. */
        boolean hasUnsent(Side side);
    }

    private final Legs legs;
    private final Map<Side, ClosingState> states = new EnumMap<>(Side.class);
    private final Map<Side, CloseFrame> received = new EnumMap<>(Side.class);
    private final Map<Side, CloseFrame> sent = new EnumMap<>(Side.class);
    private @Nullable Cause cause;

    Closing(Legs legs) {
        this.legs = legs;
        states.put(Side.CLIENT, ClosingState.OPEN);
        states.put(Side.UPSTREAM, ClosingState.OPEN);
    }

    ClosingState state(Side side) {
        return states.getOrDefault(side, ClosingState.CLOSED);
    }

    /** Whether frames may still be written to a leg. */
    boolean takesFrames(Side side) {
        return state(side).takesFrames();
    }

    /** Why the connection ends; absent as long as it does not. */
    Optional<Cause> cause() {
        return Optional.ofNullable(cause);
    }

    Optional<CloseFrame> received(Side side) {
        return Optional.ofNullable(received.get(side));
    }

    Optional<CloseFrame> sent(Side side) {
        return Optional.ofNullable(sent.get(side));
    }

    /** A peer sent a valid Close frame: it goes on to the other, whose own answers it. */
    void closeRead(Side side, CloseFrame frame) {
        closeRead(side, frame, side.closed());
    }

    /**
     * The same.
     *
     * @param closed that it did, with more evidence than that
     */
    void closeRead(Side side, CloseFrame frame, Cause closed) {
        because(closed);
        received.put(side, frame);
        step(side, Step.CLOSE_READ);
        if (takesFrames(side.other())) {
            writeClose(side.other(), frame);
        } else if (state(side.other()) == ClosingState.CLOSED) {
            end(side, frame);
        }
    }

    /** A peer broke the protocol. */
    void violated(Side side, Violated violated, String octets) {
        because(side.violation(violated, octets));
        end(side, CloseFrame.of(violated.violation().closeCode(), violated.description()));
        end(side.other(), side.failed(violated.description()));
    }

    /** A peer broke a rule of the route. */
    void refused(Side side, Refused refused) {
        because(side.refused(refused.rule(), refused.reason()));
        end(side, CloseFrame.of(refused.rule().closeCode(), refused.reason()));
        end(side.other(), side.failed(refused.reason()));
    }

    /** A peer gave no sign of life, or took nothing. */
    void silent(Side side, Silence silence) {
        because(side.silent(silence));
        String what = silence.description();
        end(side.other(), side.failed(what));
        if (legs.hasUnsent(side)) {
            step(side, Step.TRANSPORT_ENDED);
            legs.disconnect(side);
        } else {
            end(side, side.silence(what));
        }
    }

    /** Neither peer sent a message for too long. */
    void idle(Duration limit) {
        because(new Cause.IdleTimeout(limit));
        CloseFrame idle = CloseFrame.of(CloseCode.GOING_AWAY, "idle for " + Silence.inWords(limit));
        end(Side.CLIENT, idle);
        end(Side.UPSTREAM, idle);
    }

    /** The upstream did not agree to extensions that the route requires. */
    void extensionsMissing(List<String> names) {
        because(
                new Cause.UpstreamUnavailable(
                        HandshakeFailure.EXTENSION_MISSING, notAgreedTo(names), 1));
        end(Side.UPSTREAM, mandatory(names));
        end(Side.CLIENT, Side.UPSTREAM.failed(notAgreedTo(names)));
    }

    /** What an upstream is told that did not agree to extensions (RFC 6455 §7.4.1). */
    static CloseFrame mandatory(List<String> names) {
        return CloseFrame.of(CloseCode.MANDATORY_EXTENSION, String.join(", ", names));
    }

    static String notAgreedTo(List<String> names) {
        return "did not agree to " + String.join(", ", names);
    }

    /** A peer's octets ended, without a Close frame or behind it. */
    void inputEnded(Side side, Loss loss) {
        boolean halfClosed = loss.tcp() == TcpEnding.FIN && state(side) == ClosingState.CLOSE_READ;
        if (halfClosed) {
            return; // Its Close came before; the answer is still due.
        }
        if (state(side) == ClosingState.OPEN) {
            because(side.lost(loss));
        }
        gone(side);
    }

    /** A peer did not answer a Close frame in time. */
    void timedOut(Side side) {
        gone(side);
    }

    /** A leg's connection broke before its Close frame went out. */
    void closeNotWritten(Side side) {
        sent.remove(side);
    }

    /** A leg was accepted only to be told this; there never was another. */
    void alone(Side side, Cause why, CloseFrame frame) {
        because(why);
        step(side.other(), Step.TRANSPORT_ENDED);
        end(side, frame);
    }

    /** The gateway stops. */
    void drain() {
        because(new Cause.GatewayDraining());
        CloseFrame goingAway = CloseFrame.of(CloseCode.GOING_AWAY, "gateway: shutting down");
        end(Side.CLIENT, goingAway);
        end(Side.UPSTREAM, goingAway);
    }

    /** The gateway's own code failed. What was thrown is never told to a peer. */
    void fault(Throwable thrown) {
        because(new Cause.GatewayFault(thrown.toString()));
        CloseFrame internal = CloseFrame.of(CloseCode.INTERNAL_ERROR, "gateway: internal error");
        end(Side.CLIENT, internal);
        end(Side.UPSTREAM, internal);
    }

    private void gone(Side side) {
        gone(side, "connection lost");
    }

    private void gone(Side side, String what) {
        step(side, Step.TRANSPORT_ENDED);
        end(side.other(), side.failed(what));
        legs.disconnect(side);
    }

    /** Ends a leg with a Close frame, or with the answer to the one that its peer has sent. */
    private void end(Side side, CloseFrame frame) {
        switch (state(side)) {
            case OPEN -> writeClose(side, frame);
            case CLOSE_READ -> writeClose(side, received.getOrDefault(side, frame));
            case CLOSE_WRITTEN, CLOSED -> {}
        }
    }

    private void writeClose(Side side, CloseFrame frame) {
        sent.put(side, frame);
        step(side, Step.CLOSE_WRITTEN);
        legs.writeClose(side, frame);
    }

    private void because(Cause first) {
        if (cause == null) {
            cause = first;
        }
    }

    private void step(Side side, Step step) {
        states.put(side, state(side).after(step));
    }
}
