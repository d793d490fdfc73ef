package gatepost.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an observer is told. */
final class SeenByObserver implements GatewayObserver {
    final List<HandshakeOutcome> handshakes = new CopyOnWriteArrayList<>();
    final List<Duration> delays = new CopyOnWriteArrayList<>();

    /** Of the threads that told of delays. */
    final List<String> loops = new CopyOnWriteArrayList<>();

    @Override
    public void handshakeEnded(HandshakeOutcome outcome) {
        handshakes.add(outcome);
    }

    @Override
    public void connected(Upstream upstream, Duration after) {
        throw new AssertionError("nothing is connected to");
    }

    @Override
    public void pingAnswered(Side side, Duration after) {
        throw new AssertionError("nobody is pinged");
    }

    @Override
    public void loopDelayed(Duration delay) {
        delays.add(delay);
        loops.add(Thread.currentThread().getName());
    }
}
