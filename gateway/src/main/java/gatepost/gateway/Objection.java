package gatepost.gateway;

import gatepost.protocol.CloseCode;
import gatepost.protocol.Violated;

/** Why what a peer sent does not go on, and its connection ends. */
sealed interface Objection {
    /** It breaks RFC 6455 or RFC 7692. */
    record Broken(Violated violated) implements Objection {}

    /**
     * It breaks a rule of the route.
     *
     * @param code what the peer is closed with
     * @param reason the rule and what was seen, as the peer is told; at most 100 octets
     */
    record Refused(CloseCode code, String reason) implements Objection {}
}
