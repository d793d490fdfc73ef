package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client whose cable can be cut: from then on its system takes no packet of the connection any
 * more, so that it acknowledges none. Linux only.
 */
final class DeafClient implements AutoCloseable {
    /** SO_ATTACH_FILTER of SOL_SOCKET, which takes a struct of a length and a pointer. */
    private static final RawUnixChannelOption ATTACH_FILTER =
            new RawUnixChannelOption("SO_ATTACH_FILTER", 1, 26, 16);

    /** The one instruction "take 0 octets of the packet": BPF_RET, with no jumps. */
    private static final ByteBuf TAKE_NOTHING =
            Unpooled.directBuffer(8).writeShortLE(6).writeShortLE(0).writeIntLE(0);

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CompletableFuture<String> answered = new CompletableFuture<>();
    private final Channel channel;

    DeafClient(InetSocketAddress gateway) {
        ChannelFuture connected =
                new Bootstrap()
                        .group(group)
                        .channel(EpollSocketChannel.class)
                        // The buffers of the gateway under test are counted.
                        .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                        .handler(
                                new SimpleChannelInboundHandler<ByteBuf>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext context, ByteBuf octets) {
                                        answered.complete(octets.toString(US_ASCII));
                                    }
                                })
                        .connect(gateway)
                        .awaitUninterruptibly();
        channel = connected.channel();
        if (!connected.isSuccess()) {
            close();
            throw new AssertionError("the gateway takes no connection", connected.cause());
        }
    }

    /** Sends a request. */
    void ask(String request) {
        channel.writeAndFlush(Unpooled.copiedBuffer(request, US_ASCII));
    }

    /** The beginning of what came first. */
    String answer() {
        return RawUpstream.await(answered);
    }

    void cutCable() {
        ByteBuffer program = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        program.putShort(0, (short) 1).putLong(8, TAKE_NOTHING.memoryAddress());
        channel.config().setOption(ATTACH_FILTER, program);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
