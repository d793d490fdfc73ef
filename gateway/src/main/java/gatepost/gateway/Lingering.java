package gatepost.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection after an HTTP answer without losing it: shuts the output down, reads what still
 * comes, and closes when the client has (RFC 9112 §9.6).
 */
final class Lingering extends ChannelInboundHandlerAdapter {
    private final ChannelFuture lastWrite;

    private Lingering(ChannelFuture lastWrite) {
        this.lastWrite = lastWrite;
    }

    /** Lets a channel end after its last write; its handlers no longer get anything. */
    static void after(ChannelFuture lastWrite, DuplexChannel channel, Duration limit) {
        channel.pipeline().addFirst(new Lingering(lastWrite));
        Future<?> timer =
                channel.eventLoop()
                        .schedule(() -> channel.close(), limit.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
        lastWrite.addListener(written -> {
            if (channel.isInputShutdown() || !written.isSuccess()) {
                channel.close();
            } else {
                channel.shutdownOutput();
                channel.config().setAutoRead(true);
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && lastWrite.isDone()) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {}

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        context.close();
    }
}
