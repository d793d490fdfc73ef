package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.HandshakeFailure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.TcpEnding;
import gatepost.protocol.AnswerVerdict;
import gatepost.protocol.ClientHandshake;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.Extension;
import gatepost.protocol.RequestVerdict;
import gatepost.protocol.ServerHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
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
final class HandshakeHandler extends ChannelInboundHandlerAdapter implements Connecting.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);
    private static final int NONCE_OCTETS = 16;

    private enum State {
        AWAITING_REQUEST,
        /** The request is complete; what it is answered is being found out. */
        ASKED,
        /** It does not come in, and is told so when octets are no longer read as HTTP. */
        REFUSED,
        /** The upstream's own answer is on its way to the client. */
        PASSING_ANSWER,
        DONE
    }

    private final Front front;
    private final DuplexChannel client;
    private final FirstOctets first = new FirstOctets();
    private final Queue<ByteBuf> early = new ArrayDeque<>();

    private State state = State.AWAITING_REQUEST;
    private @Nullable HttpRequest request;
    private @Nullable Connecting connecting;
    private @Nullable AnswerPassing passing;
    private @Nullable Opening opening;
    private @Nullable Refusal refusal;
    private @Nullable Future<?> timer;
    private boolean inputEnded;

    HandshakeHandler(Front front, DuplexChannel client) {
        this.front = front;
        this.client = client;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(first)
                .addLast(new HttpRequestDecoder(HttpLimits.of(front.limits())))
                .addLast(new HttpResponseEncoder())
                .addLast(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Duration limit = front.limits().handshakeTimeout();
        timer =
                context.executor()
                        .schedule(
                                () -> {
                                    refuseUnrecorded(PlainAnswer.tooSlow(limit));
                                    ended(HandshakeOutcome.TURNED_AWAY);
                                },
                                limit.toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
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
                stopTimer();
                if (received.decoderResult().isFailure()) {
                    turnAway(
                            received,
                            PlainAnswer.toUnreadable(
                                    received.decoderResult().cause(), front.limits()));
                } else {
                    handle(received); // A body is refused, not waited for.
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void handle(HttpRequest received) {
        if (client.remoteAddress() == null) {
            client.close(); // It was reset meanwhile, and io_uring did not ask before who it was.
            return;
        }
        ClientPrefix from = ClientPrefix.of(address().getAddress());
        switch (front.reception().receive(received, from)) {
            case Reception.Decision.Answered(PlainAnswer answer) -> turnAway(received, answer);
            case Reception.Decision.Refused(Asked refused, Refusal refusal) ->
                    refuse(refused, refusal);
            case Reception.Decision.Admitted(Asked admitted) -> {
                Reception reception =
                        front.reception(); // All that is kept as long as it is connected.
                client.closeFuture().addListener(_ -> reception.left(from));
                connect(admitted);
            }
        }
    }

    private void turnAway(HttpRequest received, PlainAnswer answer) {
        if (!answer.isRefusal()) {
            answer(answer);
            return;
        }
        ended(HandshakeOutcome.TURNED_AWAY);
        Optional<HandshakeRecord> handshake = TurnedAway.handshake(received, first.inHex());
        if (handshake.isPresent()) {
            answer(answer);
            recordTurnedAway(handshake.get(), answer);
        } else {
            refuseUnrecorded(answer);
        }
    }

    private void recordTurnedAway(HandshakeRecord handshake, PlainAnswer answer) {
        if (client.remoteAddress() == null) {
            return; // It was reset meanwhile, and io_uring did not ask before who it was.
        }
        front.closures()
                .closed(
                        TurnedAway.closure(
                                NetUtil.toSocketAddressString(address()),
                                handshake,
                                answer,
                                front.clock().now(),
                                front.random()));
    }

    private void refuse(Asked asked, Refusal why) {
        Opening refused = new Opening(front, client, asked);
        opening = refused;
        refusal = why;
        switch (refused.route().admission().onRefusal()) {
            case HTTP -> {
                answer(why.answer());
                ended(HandshakeOutcome.REFUSED);
                refused.record(Optional.empty(), refused.request(), why.cause());
            }
            case CLOSE -> {
                state = State.REFUSED;
                endHttp();
                // The decoder is still at work: it has to be done before frames can be read.
                client.eventLoop()
                        .execute(() -> {
                            if (state == State.REFUSED) {
                                acceptAndClose(
                                        why.cause(),
                                        why.toClient(),
                                        Optional.empty(),
                                        refused.request());
                            }
                        });
            }
        }
    }

    /** From here on, what comes is not HTTP any more, and has to wait. */
    private void endHttp() {
        client.config().setAutoRead(false);
        client.pipeline().remove(first);
        client.pipeline().remove(HttpRequestDecoder.class);
    }

    private void connect(Asked asked) {
        Opening admitted = new Opening(front, client, asked);
        opening = admitted;
        List<Extension> offered = admitted.negotiation().toUpstream();
        Connecting attempt =
                new Connecting(
                        front.sockets(),
                        client.eventLoop(),
                        front.pool(admitted.route()),
                        admitted.route().passStatuses(),
                        () -> new ClientHandshake(nonce(), asked.offer().subprotocols(), offered),
                        (endpoint, handshake) ->
                                UpstreamRequest.of(asked, address(), endpoint, handshake),
                        front.observer(),
                        this);
        connecting = attempt;
        state = State.ASKED;
        endHttp();
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
        if (state != State.ASKED) {
            upstream.close();
            return;
        }
        try {
            join(upstream, endpoint, handshake, answer);
        } catch (RuntimeException e) {
            // Thrown further, it would end the upstream's handshake, and nobody would tell the
            // client.
            upstream.close();
            failed(e);
        }
    }

    private void join(
            DuplexChannel upstream,
            Endpoint endpoint,
            AnswerVerdict.Established handshake,
            HttpResponse answer) {
        Opening wanted = opening();
        Negotiation negotiation = wanted.negotiation();
        List<String> missing = negotiation.missing(handshake.extensions());
        if (!missing.isEmpty() && wanted.route().onUpstreamFailure() == OnUpstreamFailure.HTTP) {
            UpstreamFault fault =
                    UpstreamFault.of(
                            HandshakeFailure.EXTENSION_MISSING, Closing.notAgreedTo(missing));
            answer(fault);
            ended(HandshakeOutcome.UNAVAILABLE);
            wanted.tellUpstream(upstream, endpoint, fault, missing, answer);
            return;
        }
        Negotiation.Agreed agreed = negotiation.agreed(handshake.extensions());
        // First, so that nothing that the client does with its 101 comes before the record.
        Relay relay = wanted.relay(upstream, endpoint, handshake, agreed, answer);
        accept(
                wanted.asked().offer(),
                new AnswerVerdict.Established(handshake.subprotocol(), agreed.toClient()),
                answer.headers());
        if (missing.isEmpty()) {
            ended(HandshakeOutcome.ACCEPTED);
        } else {
            ended(HandshakeOutcome.CLOSED);
            relay.extensionsMissing(missing);
        }
        handOver(relay);
    }

    @Override
    public void unavailable(UpstreamFault fault, int attempts, Optional<Endpoint> last) {
        if (state != State.ASKED) {
            return;
        }
        Cause cause = fault.cause(attempts);
        HandshakeRecord handshake = fault.answer().apply(opening().request());
        switch (opening().route().onUpstreamFailure()) {
            case CLOSE ->
                    acceptAndClose(cause, Side.UPSTREAM.failed(fault.what()), last, handshake);
            case HTTP -> {
                answer(fault);
                ended(HandshakeOutcome.UNAVAILABLE);
                opening().record(last, handshake, cause);
            }
        }
    }

    /** Tells the client in a way that also a page in a browser can read. */
    private void acceptAndClose(
            Cause cause, CloseFrame frame, Optional<Endpoint> endpoint, HandshakeRecord handshake) {
        RequestVerdict.Offer offer = opening().asked().offer();
        // A browser that offered subprotocols fails a connection that has none of them.
        Optional<String> subprotocol = offer.subprotocols().stream().findFirst();
        accept(
                offer,
                new AnswerVerdict.Established(subprotocol, List.of()),
                EmptyHttpHeaders.INSTANCE);
        ended(HandshakeOutcome.CLOSED);
        handOver(opening().relayToClient(cause, frame, subprotocol, endpoint, handshake));
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
        orFault(relay, () -> passOnEarly(relay));
        pipeline.remove(this);
        orFault(
                relay,
                () -> {
                    if (inputEnded) {
                        relay.inputEnded(Side.CLIENT);
                    } else {
                        relay.beginReading(Side.CLIENT);
                    }
                });
    }

    private void passOnEarly(Relay relay) {
        for (ByteBuf octets = early.poll(); octets != null; octets = early.poll()) {
            relay.received(Side.CLIENT, octets);
        }
        relay.receiveComplete(Side.CLIENT);
    }

    /** Does a part of handing over. Both legs are in place, so the relay closes where it fails. */
    private static void orFault(Relay relay, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            relay.fault(e);
        }
    }

    @Override
    public void refused(Channel upstream, Endpoint endpoint, HttpResponse answer) {
        if (state != State.ASKED) {
            upstream.close();
            return;
        }
        Cause cause = new Cause.HandshakeRefused(answer.status().code());
        HandshakeRecord handshake = opening().answered(answer); // Before it is changed.
        state = State.PASSING_ANSWER;
        ended(HandshakeOutcome.ANSWERED);
        front.track(upstream);
        passing =
                AnswerPassing.begin(
                        client,
                        upstream,
                        answer,
                        opening().route().upstream().handshakeTimeout(),
                        () -> {
                            state = State.DONE;
                            opening().record(Optional.of(endpoint), handshake, cause);
                        });
    }

    private void answer(UpstreamFault fault) {
        answer(PlainAnswer.of(fault.httpStatus(), "upstream: " + fault.what()));
    }

    private void answer(PlainAnswer answer) {
        state = State.DONE;
        stopTimer();
        boolean head = request != null && request.method().name().equals("HEAD");
        Lingering.after(
                client.writeAndFlush(answer.toResponse(head)), client, Route.DEFAULT_CLOSE_TIMEOUT);
    }

    private void ended(HandshakeOutcome outcome) {
        front.observer().handshakeEnded(outcome);
    }

    /** Of what is no connection there is no record, but a line in the log. */
    private void refuseUnrecorded(PlainAnswer answer) {
        LOG.info("refused {} {}", address(), answer);
        answer(answer);
    }

    private Refusal refusal() {
        if (refusal == null) {
            throw new AssertionError("nothing was refused");
        }
        return refusal;
    }

    private Opening opening() {
        if (opening == null) {
            throw new AssertionError("nothing was asked for");
        }
        return opening;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimer();
        early.forEach(ByteBuf::release);
        early.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (passing != null) {
            passing.clientWritabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        } else if (event == Drain.NOW) {
            drain();
        } else if (event == Foreign.TLS && state == State.AWAITING_REQUEST) {
            PlainAnswer answer = PlainAnswer.of(400, "TLS came, and this port speaks none");
            answer(answer);
            ended(HandshakeOutcome.TURNED_AWAY);
            recordTurnedAway(HandshakeRecord.ofOctets(first.inHex()), answer);
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
            case ASKED -> {
                if (connecting != null) {
                    connecting.cancel();
                }
                answer(
                        PlainAnswer.of(
                                HttpResponseStatus.SERVICE_UNAVAILABLE.code(), "shutting down"));
                ended(HandshakeOutcome.STOPPED);
                opening()
                        .record(Optional.empty(), opening().request(), new Cause.GatewayDraining());
            }
            case REFUSED, PASSING_ANSWER, DONE -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        State before = state;
        state = State.DONE;
        switch (before) {
            case AWAITING_REQUEST, DONE -> {}
            case ASKED -> {
                if (connecting != null) {
                    connecting.cancel();
                }
                ended(HandshakeOutcome.GONE);
                TcpEnding tcp = inputEnded ? TcpEnding.FIN : TcpEnding.RST;
                opening()
                        .record(
                                Optional.empty(),
                                opening().request(),
                                new Cause.ClientLost(new Cause.Loss(tcp, false, 0)));
            }
            case REFUSED -> {
                ended(HandshakeOutcome.GONE);
                opening().record(Optional.empty(), opening().request(), refusal().cause());
            }
            case PASSING_ANSWER -> {
                if (passing != null) {
                    passing.cancel();
                }
            }
        }
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (SocketFailure.is(thrown)) {
            client.close();
            return;
        }
        failed(thrown);
    }

    /** The gateway's own code failed. */
    private void failed(Throwable thrown) {
        LOG.error("handshake with {} failed", address(), thrown);
        switch (state) {
            case AWAITING_REQUEST -> {
                refuseUnrecorded(PlainAnswer.of(500, "internal error"));
                ended(HandshakeOutcome.FAULT);
            }
            case ASKED -> {
                if (connecting != null) {
                    connecting.cancel();
                }
                answer(PlainAnswer.of(500, "internal error"));
                ended(HandshakeOutcome.FAULT);
                opening()
                        .record(
                                Optional.empty(),
                                opening().request(),
                                new Cause.GatewayFault(thrown.toString()));
            }
            case REFUSED, PASSING_ANSWER, DONE -> client.close();
        }
    }
}
