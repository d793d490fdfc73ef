package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatepost.closing.TcpEnding;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SocketFailureTest {
    @Test
    void isNoFaultOfTheGatewayHoweverNettyThrowsIt() {
        IOException reset = new IOException("Connection reset by peer");

        assertThat(SocketFailure.is(reset)).isTrue();
        assertThat(SocketFailure.is(new UncheckedIOException(reset))).isTrue();
        assertThat(SocketFailure.is(new IllegalStateException(reset))).isFalse();
    }

    /** The numbers of Linux: ETIMEDOUT and what ICMP becomes; ECONNRESET, EPIPE. */
    @Test
    void tellsAConnectionThatTheSystemGaveUpFromAReset() {
        assumeTrue(Epoll.isAvailable()); // Its library has the numbers.
        assertThat(
                        IntStream.of(-110, -101, -113, -111, -92, -112, -64, -13)
                                .mapToObj(SocketFailureTest::epollSays))
                .extracting(SocketFailure::ending)
                .containsOnly(TcpEnding.TIMED_OUT);
        assertThat(IntStream.of(-104, -32).mapToObj(SocketFailureTest::epollSays))
                .extracting(SocketFailure::ending)
                .containsOnly(TcpEnding.RST);
        assertThat(SocketFailure.ending(new UncheckedIOException(epollSays(-110))))
                .isEqualTo(TcpEnding.TIMED_OUT);
        // As Netty tells what was still to be written.
        assertThat(
                        SocketFailure.ending(
                                new IOException("Channel output shutdown", epollSays(-110))))
                .isEqualTo(TcpEnding.TIMED_OUT);
        assertThat(SocketFailure.ending(new IOException("Connection reset by peer")))
                .isEqualTo(TcpEnding.RST);
    }

    private static IOException epollSays(int number) {
        return new Errors.NativeIoException("recvAddress", number);
    }
}
