package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.Silence;
import gatepost.protocol.Headers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Why an endpoint gave no WebSocket connection.
 *
 * @param what in words that fit into the reason of a Close frame, as in {@code connection refused}
 * @param answer adds what the endpoint answered to what is recorded of the handshake
 */
record UpstreamFault(HandshakeFailure failure, String what, UnaryOperator<HandshakeRecord> answer) {
    static UpstreamFault of(HandshakeFailure failure, String what) {
        return new UpstreamFault(failure, what, UnaryOperator.identity());
    }

    static UpstreamFault slow(HandshakeFailure failure, String what, Duration limit) {
        return of(failure, what + " within " + Silence.inWords(limit));
    }

    /** The same of an endpoint that answered with this. */
    UpstreamFault answered(int status, Headers fields, String body) {
        return new UpstreamFault(
                failure, what, record -> record.answered(status, fields).withOctets(body));
    }

    /** The same of an endpoint that sent these octets, in hex. */
    UpstreamFault sent(String octets) {
        return new UpstreamFault(failure, what, record -> record.withOctets(octets));
    }

    /**
     * What a client is answered that wants to know by HTTP: 502, or 504 where the endpoint was too
     * slow.
     */
    int httpStatus() {
        return switch (failure) {
            case CONNECT_TIMEOUT, NO_ANSWER -> 504;
            case NO_ENDPOINT,
                    CONNECTION_REFUSED,
                    NO_ROUTE,
                    CANNOT_CONNECT,
                    LOST_BEFORE_ANSWER,
                    NOT_HTTP,
                    STATUS,
                    BAD_ANSWER,
                    SUBPROTOCOL,
                    EXTENSION,
                    EXTENSION_MISSING ->
                    502;
        };
    }

    Cause cause(int attempts) {
        return new Cause.UpstreamUnavailable(failure, what, attempts);
    }
}
