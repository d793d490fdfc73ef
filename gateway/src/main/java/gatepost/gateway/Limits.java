package gatepost.gateway;

import java.time.Duration;

/**
 * How much clients may ask of the gateway as a whole.
 *
 * @param connections how many clients may be connected; 0 for no limit
 * @param connectionsPerIp how many of one address; 0 for no limit
 * @param handshakesPerSecondPerIp how many handshakes one address may begin in a second, and at
 *     once; 0 for no limit
 * @param headerSize the largest header of a request, in octets
 * @param handshakeTimeout how long a client may take to send its request
 */
public record Limits(
        int connections,
        int connectionsPerIp,
        int handshakesPerSecondPerIp,
        int headerSize,
        Duration handshakeTimeout) {

    /** What holds when nothing else is said. */
    public static final Limits DEFAULT = new Limits(0, 0, 0, 16 * 1024, Duration.ofSeconds(10));
}
