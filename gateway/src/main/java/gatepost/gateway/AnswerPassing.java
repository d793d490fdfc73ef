package gatepost.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes an upstream's own answer to a handshake on to the client, its body no faster than the
 * client takes it; then both connections end. Confined to the event loop of both.
 */
final class AnswerPassing extends ChannelInboundHandlerAdapter {
    private final DuplexChannel client;
    private final Channel upstream;
    private final Duration limit;
    private final Runnable ended;
    private final boolean endsWithConnection;
    private @Nullable Future<?> timer;
    private boolean done;

    private AnswerPassing(
            DuplexChannel client,
            Channel upstream,
            Duration limit,
            Runnable ended,
            boolean endsWithConnection) {
        this.client = client;
        this.upstream = upstream;
        this.limit = limit;
        this.ended = ended;
        this.endsWithConnection = endsWithConnection;
    }

    /**
     * Writes the head of an answer. Its body is what the upstream's channel reads from now on.
     *
     * @param limit how long the upstream may be silent before its body is complete
     * @param ended told once, when nothing more is taken from the upstream: the answer is on its
     *     way, or as much of it as came, or the client is gone
     */
    static AnswerPassing begin(
            DuplexChannel client,
            Channel upstream,
            HttpResponse answer,
            Duration limit,
            Runnable ended) {
        PlainAnswer.makeLast(answer);
        boolean endsWithConnection =
                !HttpUtil.isContentLengthSet(answer) && !HttpUtil.isTransferEncodingChunked(answer);
        client.write(answer, client.voidPromise());
        AnswerPassing passing =
                new AnswerPassing(client, upstream, limit, ended, endsWithConnection);
        upstream.pipeline().addLast(passing);
        return passing;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        startTimer();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (done || !(message instanceof HttpContent content)) {
            ReferenceCountUtil.release(message);
        } else if (content.decoderResult().isFailure()) {
            content.release();
            broken();
        } else if (content instanceof LastHttpContent last) {
            finish();
            Lingering.after(client.writeAndFlush(last), client, Route.DEFAULT_CLOSE_TIMEOUT);
        } else {
            client.write(content, client.voidPromise());
            startTimer();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        client.flush();
        if (!done && !client.isWritable()) {
            stopTimer(); // It is the client now who takes its time.
            upstream.config().setAutoRead(false);
        }
    }

    /** Goes on where the client can take more. */
    void clientWritabilityChanged() {
        if (!done && client.isWritable()) {
            upstream.config().setAutoRead(true);
            startTimer();
        }
    }

    /** Gives up: the client is gone. */
    void cancel() {
        upstream.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            // Where the body goes on until the connection ends, the decoder has told the end
            // before.
            broken();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void startTimer() {
        stopTimer();
        timer = upstream.eventLoop().schedule(this::broken, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The upstream did not send the rest, or not in time. */
    private void broken() {
        if (done) {
            return;
        }
        finish();
        if (!client.isOpen()) {
            return; // Nobody is left to be told, and no option can be set on what is closed.
        }
        // What did arrive may still be on its way; that it is not all shows by where it ends, or,
        // where that would show nothing, by a reset.
        if (endsWithConnection) {
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            client.flush();
            client.close();
        } else {
            Lingering.after(
                    client.writeAndFlush(Unpooled.EMPTY_BUFFER),
                    client,
                    Route.DEFAULT_CLOSE_TIMEOUT);
        }
    }

    private void finish() {
        done = true;
        stopTimer();
        upstream.close();
        ended.run(); // Whatever becomes of what is still to be written.
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        broken();
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        broken();
    }
}
