package gatepost.gateway;

import java.time.Duration;

/**
 * How much clients may ask of the gateway as a whole. An address of version 6 counts with all that
 * have the same first 64 bits. No address is exempt.
 *
 * @param connections how many clients may be connected; 0 for no limit. A client counts from when
 *     its route has let it in until its TCP connection ends, so those that are refused or have not
 *     asked yet do not: what bounds these is {@code handshakeTimeout}
 * @param connectionsPerIp how many of one address; 0 for no limit
 * @param handshakesPerSecondPerIp how many handshakes one address may begin in a second, and at
 *     once; 0 for no limit. Each that a route serves counts, whether or not it is let in
 * @param headerSize the largest header of a request, in octets: all field lines without their line
 *     ends
 * @param handshakeTimeout how long a client may take from connecting until its request is complete
 */
public record Limits(
        int connections,
        int connectionsPerIp,
        int handshakesPerSecondPerIp,
        int headerSize,
        Duration handshakeTimeout) {

    /** What holds when nothing else is said. */
    public static final Limits DEFAULT = new Limits(0, 0, 0, 16 * 1024, Duration.ofSeconds(10));

    public Limits {
        if (connections < 0
                || connectionsPerIp < 0
                || handshakesPerSecondPerIp < 0
                || headerSize <= 0
                || !handshakeTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "not a limit among connections "
                            + connections
                            + ", connectionsPerIp "
                            + connectionsPerIp
                            + ", handshakesPerSecondPerIp "
                            + handshakesPerSecondPerIp
                            + ", headerSize "
                            + headerSize
                            + ", handshakeTimeout "
                            + handshakeTimeout);
        }
    }
}
