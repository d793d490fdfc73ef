package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketsTest {
    static Stream<Transport> available() {
        return Arrays.stream(Transport.values()).filter(Transport::isAvailable);
    }

    @ParameterizedTest
    @MethodSource("available")
    void haveTheSystemNoticeAPeerThatVanished(Transport transport) throws Exception {
        MultiThreadIoEventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(1, transport.handlers());
        Sockets sockets = new Sockets(transport);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel =
                    sockets.connector((EventLoop) loops.next(), Duration.ofSeconds(5))
                            .handler(new ChannelInboundHandlerAdapter())
                            .connect((InetSocketAddress) server.getLocalSocketAddress())
                            .syncUninterruptibly()
                            .channel();
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            transport
                    .keepalive(60, 3)
                    .forEach((option, value) ->
                            assertThat((Object) channel.config().getOption(option))
                                    .isEqualTo(value));

            sockets.limitUnacknowledged(channel, Duration.ZERO);
            assertUserTimeout(transport, channel, 0);
            sockets.limitUnacknowledged(channel, Duration.ofSeconds(3));
            assertUserTimeout(transport, channel, 6000);

            // A peer may be gone before anybody was told.
            channel.close().syncUninterruptibly();
            assertThatCode(() -> sockets.limitUnacknowledged(channel, Duration.ofSeconds(3)))
                    .doesNotThrowAnyException();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static void assertUserTimeout(Transport transport, Channel channel, int millis) {
        Optional<ChannelOption<Integer>> option = transport.userTimeout();
        if (option.isPresent()) {
            assertThat(channel.config().getOption(option.get())).isEqualTo(millis);
        }
    }
}
