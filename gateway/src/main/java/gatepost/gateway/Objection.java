package gatepost.gateway;

import gatepost.closing.Rule;
import gatepost.protocol.Violated;

/** Why what a peer sent does not go on, and its connection ends. */
sealed interface Objection {
    /**
     * It breaks RFC 6455 or RFC 7692.
     *
     * @param octets as in {@link gatepost.protocol.InboundCheck#octetsAround}
     */
    record Broken(Violated violated, String octets) implements Objection {}

    /**
     * It breaks a rule of the route.
     *
     * @param reason the rule and what was seen, as the peer is told; at most 100 octets
     */
    record Refused(Rule rule, String reason) implements Objection {}
}
