package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.closing.TimeOrderedId;
import gatepost.protocol.AnswerVerdict;
import gatepost.protocol.ClientHandshake;
import gatepost.protocol.Extension;
import gatepost.protocol.OpeningRequest;
import gatepost.protocol.PermessageDeflate;
import gatepost.protocol.RequestVerdict;
import gatepost.protocol.ServerHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a client's opening handshake through: to a relay, or to an answer that says why not.
 * Confined to the event loop of the client.
 *
 * <p>Nothing that a client sends behind its handshake is read as HTTP or reaches an upstream before
 * that has accepted: it waits here, and nothing more is read meanwhile.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter
        implements Connecting.Outcome, AnswerPassing.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);
    private static final int NONCE_OCTETS = 16;

    private enum State {
        AWAITING_REQUEST,
        CONNECTING,
        /** The upstream's own answer is on its way to the client. */
        PASSING_ANSWER,
        DONE
    }

    private final Front front;
    private final DuplexChannel client;
    private final Queue<ByteBuf> early = new ArrayDeque<>();

    private State state = State.AWAITING_REQUEST;
    private @Nullable HttpRequest request;
    private @Nullable Connecting connecting;
    private @Nullable Channel passedFrom;
    private @Nullable Asked asked;
    private boolean inputEnded;
    private int refusedWith;
    private boolean endsWithConnection;

    /** What the client wants, once that is clear. */
    private record Asked(
            RequestVerdict.Offer offer, Route route, Instant at, Optional<Endpoint> endpoint) {
        private Asked of(Endpoint answering) {
            return new Asked(offer, route, at, Optional.of(answering));
        }
    }

    HandshakeHandler(Front front, DuplexChannel client) {
        this.front = front;
        this.client = client;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpRequestDecoder(HttpLimits.decoder()))
                .addLast(new HttpResponseEncoder())
                .addLast(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets) {
            early.add(octets);
            return;
        }
        try {
            if (state != State.AWAITING_REQUEST) {
                return;
            }
            if (message instanceof HttpRequest received) {
                request = received;
                if (received.decoderResult().isFailure()) {
                    answer(PlainAnswer.toUnreadable(received.decoderResult().cause()));
                } else {
                    handle(received); // A body is refused, not waited for.
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void handle(HttpRequest received) {
        Optional<RequestTarget> target = RequestTarget.parse(received.uri());
        if (target.isEmpty()) {
            answer(PlainAnswer.of(400, "the request target is not a plain path"));
            return;
        }
        RequestVerdict verdict =
                ServerHandshake.check(
                        new OpeningRequest(
                                received.method().name(),
                                received.uri(),
                                received.protocolVersion().text(),
                                UpstreamHandshake.headers(received.headers())));
        if (front.page().isPresent() && PlainAnswer.asksForPage(received)) {
            answer(PlainAnswer.of(front.page().get()));
            return;
        }
        Optional<Route> route = front.route(host(received, target.get()), target.get().path());
        if (route.isEmpty()) {
            answer(PlainAnswer.of(404, "no route for this host and path"));
            return;
        }
        switch (verdict) {
            case RequestVerdict.Refusal refusal -> answer(PlainAnswer.of(refusal));
            case RequestVerdict.Offer offer -> connect(received, target.get(), offer, route.get());
        }
    }

    private static String host(HttpRequest received, RequestTarget target) {
        return RequestTarget.withoutPort(
                target.authority().orElseGet(() -> received.headers().get("Host", "")));
    }

    private void connect(
            HttpRequest received, RequestTarget target, RequestVerdict.Offer offer, Route route) {
        state = State.CONNECTING;
        asked = new Asked(offer, route, Instant.now(), Optional.empty());
        client.config().setAutoRead(false);
        List<Extension> offered =
                switch (route.extensions().compression()) {
                    case TUNNEL, INSPECT ->
                            offer.extensions().stream()
                                    .filter(each -> each.name().equals(PermessageDeflate.NAME))
                                    .toList();
                    case BRIDGE, OFF -> List.of();
                };
        Connecting attempt =
                new Connecting(
                        front.sockets(),
                        client.eventLoop(),
                        front.pool(route),
                        route.passStatuses(),
                        () -> new ClientHandshake(nonce(), offer.subprotocols(), offered),
                        (endpoint, handshake) ->
                                UpstreamRequest.of(
                                        received, target, address(), endpoint, handshake),
                        this);
        connecting = attempt;
        // From here on, what comes is not HTTP any more.
        client.pipeline().remove(HttpRequestDecoder.class);
        attempt.start();
    }

    private byte[] nonce() {
        byte[] nonce = new byte[NONCE_OCTETS];
        front.random().nextBytes(nonce);
        return nonce;
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) client.remoteAddress();
    }

    @Override
    public void established(
            DuplexChannel upstream,
            Endpoint endpoint,
            AnswerVerdict.Established handshake,
            HttpResponse answer) {
        if (state != State.CONNECTING) {
            upstream.close();
            return;
        }
        Asked wanted = asked().of(endpoint);
        accept(wanted.offer(), handshake, answer.headers());
        Relay relay =
                Relay.between(
                        client,
                        upstream,
                        passage(wanted, handshake.subprotocol(), handshake.extensions()),
                        wanted.route(),
                        front.random(),
                        front.closures());
        upstream.pipeline().addLast(new LegHandler(relay, Side.UPSTREAM));
        front.track(upstream);
        handOver(relay);
    }

    @Override
    public void unavailable(UpstreamFault fault, int attempts) {
        if (state != State.CONNECTING) {
            return;
        }
        Asked wanted = asked();
        Cause.UpstreamUnavailable cause = new Cause.UpstreamUnavailable(fault.what(), attempts);
        switch (wanted.route().onUpstreamFailure()) {
            case CLOSE -> {
                // A browser that offered subprotocols fails a connection that has none of them.
                Optional<String> subprotocol = wanted.offer().subprotocols().stream().findFirst();
                AnswerVerdict.Established alone =
                        new AnswerVerdict.Established(subprotocol, List.of());
                accept(wanted.offer(), alone, EmptyHttpHeaders.INSTANCE);
                handOver(
                        Relay.without(
                                cause,
                                client,
                                passage(wanted, subprotocol, List.of()),
                                wanted.route(),
                                front.random(),
                                front.closures()));
            }
            case HTTP -> {
                answer(PlainAnswer.of(fault.httpStatus(), "upstream: " + fault.what()));
                record(wanted, cause);
            }
        }
    }

    /** Writes the 101; from there on, octets go out as they are. */
    private void accept(
            RequestVerdict.Offer offer, AnswerVerdict.Established handshake, HttpHeaders others) {
        HttpResponse accepted =
                SwitchingAnswer.of(
                        ServerHandshake.answer(
                                offer, handshake.subprotocol(), handshake.extensions()),
                        others);
        client.writeAndFlush(accepted, client.voidPromise());
        client.pipeline().remove(HttpResponseEncoder.class);
    }

    private void handOver(Relay relay) {
        state = State.DONE;
        ChannelPipeline pipeline = client.pipeline();
        LegHandler leg = new LegHandler(relay, Side.CLIENT);
        pipeline.addLast(leg);
        for (ByteBuf octets = early.poll(); octets != null; octets = early.poll()) {
            relay.received(Side.CLIENT, octets);
        }
        relay.receiveComplete(Side.CLIENT);
        pipeline.remove(this);
        if (inputEnded) {
            relay.inputEnded(Side.CLIENT);
        } else {
            client.config().setAutoRead(true);
        }
    }

    @Override
    public void refused(Channel upstream, Endpoint endpoint, HttpResponse answer) {
        if (state != State.CONNECTING) {
            upstream.close();
            return;
        }
        Asked wanted = asked().of(endpoint);
        asked = wanted;
        state = State.PASSING_ANSWER;
        refusedWith = answer.status().code();
        passedFrom = upstream;
        front.track(upstream);
        PlainAnswer.makeLast(answer);
        endsWithConnection =
                !HttpUtil.isContentLengthSet(answer) && !HttpUtil.isTransferEncodingChunked(answer);
        client.write(answer, client.voidPromise());
        upstream.pipeline()
                .addLast(
                        new AnswerPassing(
                                client, wanted.route().upstream().handshakeTimeout(), this));
    }

    @Override
    public void passed(LastHttpContent end) {
        state = State.DONE;
        Lingering.after(client.writeAndFlush(end), client, Route.DEFAULT_CLOSE_TIMEOUT);
        record(asked(), new Cause.HandshakeRefused(refusedWith));
    }

    @Override
    public void broken() {
        state = State.DONE;
        // What did arrive may still be on its way; that it is not all shows by where it ends, or,
        // where
        // that would show nothing, by a reset.
        if (endsWithConnection) {
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            client.flush();
            client.close();
        } else {
            linger();
        }
        record(asked(), new Cause.HandshakeRefused(refusedWith));
    }

    private void linger() {
        Lingering.after(
                client.writeAndFlush(Unpooled.EMPTY_BUFFER), client, Route.DEFAULT_CLOSE_TIMEOUT);
    }

    private void answer(PlainAnswer answer) {
        state = State.DONE;
        if (answer.isRefusal()) {
            LOG.info("refused {} {}", address(), answer);
        }
        boolean head = request != null && request.method().name().equals("HEAD");
        Lingering.after(
                client.writeAndFlush(answer.toResponse(head)), client, Route.DEFAULT_CLOSE_TIMEOUT);
    }

    private Asked asked() {
        if (asked == null) {
            throw new AssertionError("nothing was asked for");
        }
        return asked;
    }

    private Passage passage(
            Asked wanted, Optional<String> subprotocol, List<Extension> extensions) {
        InetSocketAddress address = address();
        return new Passage(
                TimeOrderedId.at(wanted.at(), front.random()),
                Instant.now(),
                wanted.route(),
                wanted.endpoint(),
                NetUtil.toSocketAddressString(address),
                subprotocol,
                extensions);
    }

    /** Records a connection that ended before it was one. */
    private void record(Asked wanted, Cause cause) {
        front.closures()
                .closed(
                        passage(wanted, Optional.empty(), List.of())
                                .closure(LegRecord.NEVER_OPENED, LegRecord.NEVER_OPENED, cause));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        early.forEach(ByteBuf::release);
        early.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (passedFrom != null && state == State.PASSING_ANSWER && client.isWritable()) {
            passedFrom.pipeline().fireUserEventTriggered(AnswerPassing.Resume.NOW);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        } else if (event == Drain.NOW) {
            drain();
        }
    }

    private void inputEnded() {
        inputEnded = true;
        if (state == State.AWAITING_REQUEST) {
            client.close();
        }
    }

    private void drain() {
        switch (state) {
            case AWAITING_REQUEST -> {
                if (request == null) {
                    client.close();
                }
            }
            case CONNECTING -> {
                if (connecting != null) {
                    connecting.cancel();
                }
                answer(
                        PlainAnswer.of(
                                HttpResponseStatus.SERVICE_UNAVAILABLE.code(), "shutting down"));
                record(asked(), new Cause.GatewayDraining());
            }
            case PASSING_ANSWER, DONE -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        State before = state;
        state = State.DONE;
        if (before == State.CONNECTING) {
            if (connecting != null) {
                connecting.cancel();
            }
            TcpEnding tcp = inputEnded ? TcpEnding.FIN : TcpEnding.RST;
            record(asked(), new Cause.ClientLost(new Cause.Loss(tcp, false, 0)));
        } else if (passedFrom != null) {
            passedFrom.close();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (thrown instanceof IOException) {
            client.close();
            return;
        }
        LOG.error("handshake with {} failed", address(), thrown);
        switch (state) {
            case AWAITING_REQUEST -> answer(PlainAnswer.of(500, "internal error"));
            case CONNECTING -> {
                if (connecting != null) {
                    connecting.cancel();
                }
                answer(PlainAnswer.of(500, "internal error"));
                record(asked(), new Cause.GatewayFault(thrown.toString()));
            }
            case PASSING_ANSWER, DONE -> client.close();
        }
    }
}
