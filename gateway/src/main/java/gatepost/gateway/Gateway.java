package gatepost.gateway;

import gatepost.closing.ClosureListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A running gateway. Safe for use by any thread. */
public final class Gateway implements AutoCloseable {
    private Gateway() {}

    /**
     * Binds every listener and begins to accept.
     *
     * @param page what a plain HTTP GET of {@code /} is answered with; a request for anything else
     *     that is no WebSocket handshake is told so
     * @throws BindFailedException where an address cannot be had; then nothing is left running
     */
    public static Gateway start(Settings settings, ClosureListener closures, Optional<Page> page)
            throws BindFailedException {
        return new Gateway();
    }

    /** The addresses that are listened on, in the order of the settings, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return List.of();
    }

    /**
     * Stops accepting, closes every connection with 1001, and returns when all have ended or the
     * drain timeout is over. To be called once; blocks.
     */
    @Override
    public void close() {}

    /** An address that could not be listened on. */
    public static final class BindFailedException extends IOException {
        private static final long serialVersionUID = 1;

        BindFailedException(InetSocketAddress address, Throwable cause) {
            super("cannot listen on " + address + ": " + cause.getMessage(), cause);
        }
    }
}
