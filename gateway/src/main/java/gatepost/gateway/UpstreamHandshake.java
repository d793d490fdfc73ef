package gatepost.gateway;

import gatepost.closing.HandshakeFailure;
import gatepost.protocol.AnswerVerdict;
import gatepost.protocol.ClientHandshake;
import gatepost.protocol.HandshakeFault;
import gatepost.protocol.Header;
import gatepost.protocol.Headers;
import gatepost.protocol.OpeningAnswer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opening handshake with one address of an endpoint (RFC 6455 §4.1). */
final class UpstreamHandshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamHandshake.class);

    /** What it comes to: exactly one of these. */
    interface Outcome {
        void established(
                DuplexChannel upstream, AnswerVerdict.Established handshake, HttpResponse answer);

        void refused(Channel upstream, HttpResponse answer);

        /** The channel is closed. */
        void failed(UpstreamFault fault);
    }

    private enum State {
        AWAITING_ANSWER,
        /** The answer is a valid 101; its end is due. */
        ACCEPTED,
        DONE
    }

    private final ClientHandshake handshake;
    private final HttpRequest request;
    private final Duration limit;
    private final PassStatuses passStatuses;
    private final Outcome outcome;
    private final FirstOctets first = new FirstOctets();

    private State state = State.AWAITING_ANSWER;
    private AnswerVerdict.@Nullable Established established;
    private @Nullable HttpResponse answer;
    private @Nullable Future<?> timer;

    UpstreamHandshake(
            ClientHandshake handshake,
            HttpRequest request,
            Duration limit,
            PassStatuses passStatuses,
            Outcome outcome) {
        this.handshake = handshake;
        this.request = request;
        this.limit = limit;
        this.passStatuses = passStatuses;
        this.outcome = outcome;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpRequestEncoder())
                .addLast(first)
                .addLast(new HttpResponseDecoder(HttpLimits.ofUpstream()))
                .addLast(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        timer =
                context.executor()
                        .schedule(
                                () ->
                                        fail(
                                                context,
                                                UpstreamFault.slow(
                                                        HandshakeFailure.NO_ANSWER,
                                                        "no answer",
                                                        limit)),
                                limit.toNanos(),
                                TimeUnit.NANOSECONDS);
        context.write(request, context.voidPromise());
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                judge(context, response);
            } else if (message instanceof LastHttpContent && state == State.ACCEPTED) {
                complete(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void judge(ChannelHandlerContext context, HttpResponse response) {
        if (state != State.AWAITING_ANSWER) {
            return;
        }
        int status = response.status().code();
        if (response.decoderResult().isFailure()) {
            fail(
                    context,
                    UpstreamFault.of(HandshakeFailure.NOT_HTTP, "no valid HTTP answer")
                            .sent(first.inHex()));
        } else if (passStatuses.contains(status)) {
            done();
            context.pipeline().remove(first);
            context.pipeline().remove(this);
            outcome.refused(context.channel(), response);
        } else if (status >= 200 || status == 101) {
            OpeningAnswer opening = openingAnswer(response);
            switch (handshake.check(opening)) {
                case AnswerVerdict.Established agreed -> {
                    state = State.ACCEPTED;
                    established = agreed;
                    answer = response;
                }
                case AnswerVerdict.Faulty faulty ->
                        fail(
                                context,
                                UpstreamFault.of(failure(faulty.fault()), faulty.description())
                                        .answered(status, opening.headers(), first.bodyInHex()));
            }
        } // Any other 1xx only says that the answer is still to come (RFC 9110 §15.2).
    }

    private void complete(ChannelHandlerContext context) {
        if (established == null || answer == null) {
            throw new AssertionError("accepted without an answer");
        }
        done();
        ChannelPipeline pipeline = context.pipeline();
        // What the client sent early goes out at once, and not as HTTP.
        pipeline.remove(HttpRequestEncoder.class);
        pipeline.remove(first);
        outcome.established((DuplexChannel) context.channel(), established, answer);
        pipeline.remove(this);
        // What came in the same segment as the answer are frames; they go on from here.
        pipeline.remove(HttpResponseDecoder.class);
    }

    private static OpeningAnswer openingAnswer(HttpResponse response) {
        return new OpeningAnswer(response.status().code(), headers(response.headers()));
    }

    static Headers headers(HttpHeaders headers) {
        return Headers.of(
                StreamSupport.stream(headers.spliterator(), false)
                        .map(field -> new Header(field.getKey(), field.getValue()))
                        .toList());
    }

    private static HandshakeFailure failure(HandshakeFault fault) {
        return switch (fault) {
            case STATUS -> HandshakeFailure.STATUS;
            case UPGRADE_MISSING,
                    CONNECTION_MISSING,
                    ACCEPT_MISSING,
                    ACCEPT_WRONG,
                    ACCEPT_REPEATED ->
                    HandshakeFailure.BAD_ANSWER;
            case SUBPROTOCOL_NOT_OFFERED, SUBPROTOCOL_REPEATED -> HandshakeFailure.SUBPROTOCOL;
            case EXTENSION_MALFORMED,
                    EXTENSION_NOT_OFFERED,
                    EXTENSION_REPEATED,
                    EXTENSION_PARAMETERS ->
                    HandshakeFailure.EXTENSION;
        };
    }

    private void lost(ChannelHandlerContext context) {
        fail(
                context,
                UpstreamFault.of(
                                HandshakeFailure.LOST_BEFORE_ANSWER,
                                "connection lost before an answer")
                        .sent(first.inHex()));
    }

    private void fail(ChannelHandlerContext context, UpstreamFault fault) {
        if (state == State.DONE) {
            return;
        }
        done();
        context.close();
        outcome.failed(fault);
    }

    private void done() {
        state = State.DONE;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Foreign.TLS) {
            fail(
                    context,
                    UpstreamFault.of(HandshakeFailure.NOT_HTTP, "no valid HTTP answer")
                            .sent(first.inHex()));
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            lost(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost(context);
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (!SocketFailure.is(thrown)) {
            LOG.error("handshake with an upstream failed", thrown);
        }
        if (state == State.DONE) {
            context.close();
        }
        lost(context);
    }
}
