package gatepost.gateway;

import java.time.Duration;

/**
 * Told what a gateway does, one by one, as far as that is not too often for it; what is, is counted
 * ({@link Gateway#traffic}). How connections end is told to a {@link
 * gatepost.closing.ClosureListener}.
 *
 * <p>Called on event loops: it must return soon, must not block and must not throw. Calls may
 * overlap.
 */
public interface GatewayObserver {
    /** Nobody looks. */
    GatewayObserver NONE =
            new GatewayObserver() {
                @Override
                public void handshakeEnded(HandshakeOutcome outcome) {}

                @Override
                public void connected(Upstream upstream, Duration after) {}

                @Override
                public void pingAnswered(Side side, Duration after) {}

                @Override
                public void loopDelayed(Duration delay) {}
            };

    /** What a request to the gateway came to: once for each, except where it asks for a page. */
    void handshakeEnded(HandshakeOutcome outcome);

    /**
     * A TCP connection to an endpoint of an upstream was made.
     *
     * @param after how long that took
     */
    void connected(Upstream upstream, Duration after);

    /**
     * A peer answered a Ping of the gateway's own. One that is answered twice, or after another was
     * sent, is not told of.
     *
     * @param after how long that took
     */
    void pingAnswered(Side side, Duration after);

    /**
     * How late an event loop did what was due; told of each loop, twice a second. All connections
     * of the loop had to wait as long.
     */
    void loopDelayed(Duration delay);
}
