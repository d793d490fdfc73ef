package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Rule;
import gatepost.protocol.CloseCode;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Headers;

/**
 * Why a handshake does not come in, and what its client is told.
 *
 * @param answer where the route refuses by HTTP
 * @param toClient where the route accepts and closes
 */
record Refusal(PlainAnswer answer, Cause cause, CloseFrame toClient) {
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** When a connection will have ended nobody knows; so soon is not too often. */
    private static final int SECONDS_UNTIL_A_PLACE = 5;

    /** The request is not one that may come in. */
    static Refusal forbidden(Rule rule, String reason) {
        return ofClient(rule, FORBIDDEN, reason);
    }

    static Refusal ofClient(Rule rule, int status, String reason) {
        return ofClient(rule, PlainAnswer.of(status, reason), reason);
    }

    /** The client's address begins handshakes too fast. */
    static Refusal tooFast(int perSecond) {
        // One more may come within a second, as so many may in one.
        return tooMany(
                Rule.HANDSHAKES_PER_SECOND_PER_IP,
                1,
                "handshakes from this address passed the limit of " + perSecond + " per second");
    }

    /** The client's address has as many connections as it may. */
    static Refusal tooManyConnections(int limit) {
        return tooMany(
                Rule.CONNECTIONS_PER_IP,
                SECONDS_UNTIL_A_PLACE,
                "connections from this address reached the limit of " + limit);
    }

    /** The gateway has as many connections as it may. */
    static Refusal full(int limit) {
        Cause cause = new Cause.GatewayFull(limit);
        return new Refusal(
                PlainAnswer.of(
                        SERVICE_UNAVAILABLE,
                        retryAfter(SECONDS_UNTIL_A_PLACE),
                        "full: " + cause.evidence()),
                cause,
                CloseFrame.of(CloseCode.TRY_AGAIN_LATER, "gateway: full"));
    }

    private static Refusal tooMany(Rule rule, int seconds, String reason) {
        return ofClient(
                rule, PlainAnswer.of(TOO_MANY_REQUESTS, retryAfter(seconds), reason), reason);
    }

    private static Refusal ofClient(Rule rule, PlainAnswer answer, String reason) {
        return new Refusal(
                answer,
                new Cause.ClientRefused(rule, reason),
                CloseFrame.of(CloseCode.POLICY_VIOLATION, "client: " + reason));
    }

    /** RFC 9110 §10.2.3. */
    private static Headers retryAfter(int seconds) {
        return Headers.of("Retry-After", Integer.toString(seconds));
    }
}
