package gatepost.gateway;

import java.time.Duration;

/**
 * Why an endpoint gave no WebSocket connection.
 *
 * @param what in words that fit into the reason of a Close frame, as in {@code connection refused}
 * @param httpStatus what a client is answered that wants to know by HTTP: 502, or 504 where the
 *     endpoint was too slow
 */
record UpstreamFault(String what, int httpStatus) {
    static UpstreamFault broken(String what) {
        return new UpstreamFault(what, 502);
    }

    static UpstreamFault slow(String what, Duration limit) {
        return new UpstreamFault(what + " within " + InWords.of(limit), 504);
    }
}
