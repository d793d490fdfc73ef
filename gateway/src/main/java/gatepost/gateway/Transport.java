package gatepost.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringAdaptiveBufferRingAllocator;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How sockets are driven, the one to prefer first. */
public enum Transport {
    EPOLL,
    IO_URING,
    NIO;

    /** The one group of buffers that io_uring receives into. */
    static final short BUFFER_GROUP = 1;

    private static final int RING_SIZE = 1024;
    private static final int COMPLETION_QUEUE_SIZE = 8192;
    private static final short BUFFER_RING_SIZE = 64;

    static {
        // A multishot receive goes on when reading was stopped: Netty arms it again whenever the
        // kernel ends it, as it does when the buffers run out. What one peer sends would pile up
        // here as long as the other does not read. Has to be set before Netty's class is loaded.
        System.setProperty("io.netty.iouring.recvMultiShotEnabled", "false");
    }

    /**
     * The first that this machine has, or the one asked for.
     *
     * @param wanted {@code io_uring}, {@code epoll} or {@code nio}
     * @throws IllegalArgumentException where that is not one of them, or not to be had here; the
     *     message is for people
     */
    public static Transport choose(Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return Arrays.stream(values()).filter(Transport::isAvailable).findFirst().orElse(NIO);
        }
        for (Transport transport : values()) {
            if (transport.toString().equals(wanted.get())) {
                if (!transport.isAvailable()) {
                    throw new IllegalArgumentException(transport + " is not available here");
                }
                return transport;
            }
        }
        throw new IllegalArgumentException(
                "no transport "
                        + wanted.get()
                        + "; there are "
                        + Arrays.stream(values())
                                .map(Transport::toString)
                                .collect(Collectors.joining(", ")));
    }

    boolean isAvailable() {
        return switch (this) {
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }

    IoHandlerFactory handlers() {
        return switch (this) {
            case IO_URING -> ioUring();
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    Class<? extends Channel> channel() {
        return switch (this) {
            case IO_URING -> IoUringSocketChannel.class;
            case EPOLL -> EpollSocketChannel.class;
            case NIO -> NioSocketChannel.class;
        };
    }

    /**
     * How TCP asks a silent peer whether it is there, where that can be said: when, and how often.
     */
    Map<ChannelOption<?>, Object> keepalive(int seconds, int probes) {
        return switch (this) {
            case IO_URING ->
                    Map.of(
                            IoUringChannelOption.TCP_KEEPIDLE, seconds,
                            IoUringChannelOption.TCP_KEEPINTVL, seconds,
                            IoUringChannelOption.TCP_KEEPCNT, probes);
            case EPOLL ->
                    Map.of(
                            EpollChannelOption.TCP_KEEPIDLE, seconds,
                            EpollChannelOption.TCP_KEEPINTVL, seconds,
                            EpollChannelOption.TCP_KEEPCNT, probes);
            case NIO -> Map.of(); // What the system does by default.
        };
    }

    /** How long what was sent may go unacknowledged, in milliseconds; Java itself cannot say it. */
    Optional<ChannelOption<Integer>> userTimeout() {
        return switch (this) {
            case IO_URING -> Optional.of(IoUringChannelOption.TCP_USER_TIMEOUT);
            case EPOLL -> Optional.of(EpollChannelOption.TCP_USER_TIMEOUT);
            case NIO -> Optional.empty();
        };
    }

    /** Whether received octets come in buffers of {@link #BUFFER_GROUP}. */
    boolean hasBufferRing() {
        return this == IO_URING && IoUring.isRegisterBufferRingSupported();
    }

    private static IoHandlerFactory ioUring() {
        IoUringIoHandlerConfig config =
                new IoUringIoHandlerConfig()
                        .setRingSize(RING_SIZE)
                        .setCqSize(COMPLETION_QUEUE_SIZE)
                        .setSingleIssuer(true);
        if (IO_URING.hasBufferRing()) {
            // A connection that waits for data holds no buffer: the kernel takes one when there is
            // any.
            config.setBufferRingConfig(
                    IoUringBufferRingConfig.builder()
                            .bufferGroupId(BUFFER_GROUP)
                            .bufferRingSize(BUFFER_RING_SIZE)
                            .batchSize(BUFFER_RING_SIZE / 2)
                            .allocator(new IoUringAdaptiveBufferRingAllocator())
                            .build());
        }
        return IoUringIoHandler.newFactory(config);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
