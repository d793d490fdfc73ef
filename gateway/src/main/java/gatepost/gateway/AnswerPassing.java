package gatepost.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes the body of an upstream's answer on to the client, no faster than the client takes it.
 * Confined to the event loop of both.
 */
final class AnswerPassing extends ChannelInboundHandlerAdapter {
    /** How it ends. */
    interface Outcome {
        /** The whole answer is on its way; the upstream's channel is closed. */
        void passed(LastHttpContent end);

        /** The upstream did not send the rest, or not in time; its channel is closed. */
        void broken();
    }

    private final Channel client;
    private final Duration limit;
    private final Outcome outcome;
    private @Nullable Future<?> timer;
    private boolean done;

    AnswerPassing(Channel client, Duration limit, Outcome outcome) {
        this.client = client;
        this.limit = limit;
        this.outcome = outcome;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        startTimer(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (done || !(message instanceof HttpContent content)) {
            ReferenceCountUtil.release(message);
        } else if (content.decoderResult().isFailure()) {
            content.release();
            fail(context);
        } else if (content instanceof LastHttpContent last) {
            finish(context);
            outcome.passed(last);
        } else {
            client.write(content, client.voidPromise());
            startTimer(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        client.flush();
        if (!done && !client.isWritable()) {
            stopTimer(); // It is the client now who takes its time.
            context.channel().config().setAutoRead(false);
        }
    }

    /** Goes on because the client can take more. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Resume.NOW) {
            context.channel().config().setAutoRead(true);
            startTimer(context);
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            // Where the body goes on until the connection ends, the decoder has told the end
            // before.
            fail(context);
        }
    }

    /** The event that tells an upstream's channel that the client can take more. */
    enum Resume {
        NOW
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void startTimer(ChannelHandlerContext context) {
        stopTimer();
        timer =
                context.executor()
                        .schedule(() -> fail(context), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void fail(ChannelHandlerContext context) {
        if (!done) {
            finish(context);
            outcome.broken();
        }
    }

    private void finish(ChannelHandlerContext context) {
        done = true;
        stopTimer();
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context);
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        fail(context);
    }
}
