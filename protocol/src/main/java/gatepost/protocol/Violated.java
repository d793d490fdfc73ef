package gatepost.protocol;

/**
 * The first thing in a peer's octets that breaks a rule. Nothing from {@code frame} on was or will
 * be processed (RFC 6455 §7.1.7).
 *
 * @param violation the rule
 * @param frame where the offending frame begins in the peer's octets; 0 is the first one behind the
 *     handshake
 * @param octet where the octet lies that decided, counted in the same way
 * @param header the frame's header as far as it had been read, in hex
 * @param description what was found, in words that fit into the reason of a Close frame, as in
 *     {@code reserved opcode 0x3}
 */
public record Violated(
        Violation violation, long frame, long octet, String header, String description) {}
