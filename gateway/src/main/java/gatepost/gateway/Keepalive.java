package gatepost.gateway;

import java.time.Duration;

/**
 * How a peer that has vanished is noticed, on each leg by itself. A zero duration turns a rule off.
 *
 * @param pingEvery a peer of which nothing was received for so long is sent a Ping
 * @param answerWithin how long it may take to send anything then
 * @param idleTimeout how long neither peer may send anything but control frames
 * @param writeTimeout how long a peer may take nothing of what waits for it
 */
public record Keepalive(
        Duration pingEvery, Duration answerWithin, Duration idleTimeout, Duration writeTimeout) {

    /** What holds when nothing else is said. */
    public static final Keepalive DEFAULT =
            new Keepalive(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ZERO,
                    Duration.ofMinutes(1));
}
