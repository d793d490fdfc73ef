package gatepost.gateway;

import gatepost.closing.TcpEnding;
import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Tells what a socket failed with from a fault of the gateway's own code, and how that ended the
 * connection.
 */
final class SocketFailure {
    /**
     * ETIMEDOUT, or what the last ICMP message said that came meanwhile: EHOSTUNREACH, ENETUNREACH,
     * ECONNREFUSED, ENOPROTOOPT, EHOSTDOWN, ENONET, EACCES. Numbers of Linux, as Netty has them.
     */
    private static final Set<Integer> GIVEN_UP =
            Set.of(-110, -113, -101, -111, -92, -112, -64, -13);

    private SocketFailure() {}

    /** Netty wraps what epoll says of a socket that the system has let go already. */
    static boolean is(Throwable thrown) {
        return thrown instanceof IOException || thrown instanceof UncheckedIOException;
    }

    /**
     * How the connection ended, where reading or writing failed with this. Who waits in vain for an
     * acknowledgement is told that the time was over, or what the last router had said of it; but
     * not by Java's own sockets, which have no numbers for that.
     */
    static TcpEnding ending(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof NativeIoException said && GIVEN_UP.contains(said.expectedErr())) {
                return TcpEnding.TIMED_OUT;
            }
        }
        return TcpEnding.RST;
    }
}
