package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Cause.Loss;
import gatepost.closing.Rule;
import gatepost.closing.Silence;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Sender;
import gatepost.protocol.Violated;
import gatepost.protocol.Violation;

/** Which leg of a connection, and how each is spoken of. */
public enum Side {
    CLIENT(Sender.CLIENT, CloseCode.GOING_AWAY) {
        @Override
        Cause closed() {
            return new Cause.ClientClosed();
        }

        @Override
        Cause violation(Violated violated, String octets) {
            return new Cause.ClientViolation(
                    violated,
                    violated.violation() == Violation.TEXT_NOT_UTF8
                            ? octets // Text that is no request, however it begins.
                            : FirstOctets.withoutSecrets(octets));
        }

        @Override
        Cause lost(Loss loss) {
            return new Cause.ClientLost(loss);
        }

        @Override
        Cause refused(Rule rule, String reason) {
            return new Cause.ClientRefused(rule, reason);
        }

        @Override
        Cause silent(Silence silence) {
            return new Cause.ClientSilent(silence);
        }

        @Override
        CloseFrame silence(String what) {
            return CloseFrame.of(CloseCode.TIMEOUT, what);
        }
    },
    UPSTREAM(Sender.SERVER, CloseCode.BAD_GATEWAY) {
        @Override
        Cause closed() {
            return new Cause.UpstreamClosed();
        }

        @Override
        Cause violation(Violated violated, String octets) {
            return new Cause.UpstreamViolation(violated, octets);
        }

        @Override
        Cause lost(Loss loss) {
            return new Cause.UpstreamLost(loss);
        }

        @Override
        Cause refused(Rule rule, String reason) {
            return new Cause.UpstreamRefused(rule, reason);
        }

        @Override
        Cause silent(Silence silence) {
            return new Cause.UpstreamSilent(silence);
        }

        @Override
        CloseFrame silence(String what) {
            return CloseFrame.of(CloseCode.GOING_AWAY, what);
        }
    };

    private final Sender peer;
    private final CloseCode failure;

    Side(Sender peer, CloseCode failure) {
        this.peer = peer;
        this.failure = failure;
    }

    /** In which role the peer at this side sends. */
    Sender peer() {
        return peer;
    }

    /** In which role the gateway sends to this side. */
    Sender gateway() {
        return peer == Sender.CLIENT ? Sender.SERVER : Sender.CLIENT;
    }

    Side other() {
        return this == CLIENT ? UPSTREAM : CLIENT;
    }

    /** How the other side is told that this one failed, as in {@code upstream: connection lost}. */
    CloseFrame failed(String what) {
        return CloseFrame.of(failure, (this == CLIENT ? "client: " : "upstream: ") + what);
    }

    abstract Cause closed();

    abstract Cause violation(Violated violated, String octets);

    abstract Cause lost(Loss loss);

    abstract Cause refused(Rule rule, String reason);

    abstract Cause silent(Silence silence);

    /** What the peer at this side is told where it was silent, should it hear it. */
    abstract CloseFrame silence(String what);
}
