package gatepost.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells what a socket failed with from a fault of the gateway's own code. */
final class SocketFailure {
    private SocketFailure() {}

    /** Netty wraps what epoll says of a socket that the system has let go already. */
    static boolean is(Throwable thrown) {
        return thrown instanceof IOException || thrown instanceof UncheckedIOException;
    }
}
