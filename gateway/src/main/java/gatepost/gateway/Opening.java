package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.TimeOrderedId;
import gatepost.protocol.AnswerVerdict;
import gatepost.protocol.CloseFrame;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client's opening handshake that a route serves, and what it comes to: a relay, or only a
 * record. Confined to the event loop of the client.
 */
final class Opening {
    private final Front front;
    private final DuplexChannel client;
    private final Asked asked;

    Opening(Front front, DuplexChannel client, Asked asked) {
        this.front = front;
        this.client = client;
        this.asked = asked;
    }

    Asked asked() {
        return asked;
    }

    Route route() {
        return asked.route();
    }

    Negotiation negotiation() {
        return new Negotiation(route().extensions(), asked.offer().extensions());
    }

    /** What is recorded of the client's request. */
    HandshakeRecord request() {
        return HandshakeRecord.ofRequest(
                asked.target().path(), UpstreamHandshake.headers(asked.request().headers()));
    }

    /** Joins the client and an upstream that accepted the handshake. */
    Relay relay(
            DuplexChannel upstream,
            Endpoint endpoint,
            AnswerVerdict.Established handshake,
            Negotiation.Agreed agreed,
            HttpResponse answer) {
        Relay relay =
                Relay.between(
                        client,
                        upstream,
                        passage(
                                Optional.of(endpoint),
                                handshake.subprotocol(),
                                agreed,
                                answered(answer)),
                        route(),
                        front.random(),
                        front.closures(),
                        front.share(client.eventLoop()));
        take(upstream, relay);
        Duration writeTimeout = route().keepalive().writeTimeout();
        front.sockets().limitUnacknowledged(client, writeTimeout);
        front.sockets().limitUnacknowledged(upstream, writeTimeout);
        return relay;
    }

    /** Takes the client alone, to close its connection. */
    Relay relayToClient(
            Cause cause,
            CloseFrame frame,
            Optional<String> subprotocol,
            Optional<Endpoint> endpoint,
            HandshakeRecord handshake) {
        return Relay.alone(
                Side.CLIENT,
                cause,
                frame,
                client,
                passage(endpoint, subprotocol, Negotiation.Agreed.NOTHING, handshake),
                route(),
                front.random(),
                front.closures(),
                front.share(client.eventLoop()));
    }

    /** Takes an upstream alone that did not agree to what the route requires, to tell it so. */
    void tellUpstream(
            DuplexChannel upstream,
            Endpoint endpoint,
            UpstreamFault fault,
            List<String> missing,
            HttpResponse answer) {
        take(
                upstream,
                Relay.alone(
                        Side.UPSTREAM,
                        fault.cause(1),
                        Closing.mandatory(missing),
                        upstream,
                        passage(
                                Optional.of(endpoint),
                                Optional.empty(),
                                Negotiation.Agreed.NOTHING,
                                answered(answer)),
                        route(),
                        front.random(),
                        front.closures(),
                        front.share(client.eventLoop())));
    }

    private void take(DuplexChannel upstream, Relay relay) {
        upstream.pipeline().addLast(new LegHandler(relay, Side.UPSTREAM));
        front.track(upstream);
    }

    /** What is recorded of the client's request and the upstream's answer. */
    HandshakeRecord answered(HttpResponse answer) {
        return request()
                .answered(answer.status().code(), UpstreamHandshake.headers(answer.headers()));
    }

    /** Records a connection that ended before it was one. */
    void record(Optional<Endpoint> endpoint, HandshakeRecord handshake, Cause cause) {
        front.closures()
                .closed(
                        passage(
                                        asked.at(),
                                        endpoint,
                                        Optional.empty(),
                                        Negotiation.Agreed.NOTHING,
                                        handshake)
                                .closure(
                                        LegRecord.NEVER_OPENED,
                                        LegRecord.NEVER_OPENED,
                                        cause,
                                        front.clock().now()));
    }

    private Passage passage(
            Optional<Endpoint> endpoint,
            Optional<String> subprotocol,
            Negotiation.Agreed agreed,
            HandshakeRecord handshake) {
        return passage(front.clock().now(), endpoint, subprotocol, agreed, handshake);
    }

    private Passage passage(
            Instant opened,
            Optional<Endpoint> endpoint,
            Optional<String> subprotocol,
            Negotiation.Agreed agreed,
            HandshakeRecord handshake) {
        return new Passage(
                TimeOrderedId.at(asked.at(), front.random()),
                opened,
                route(),
                endpoint,
                NetUtil.toSocketAddressString((InetSocketAddress) client.remoteAddress()),
                subprotocol,
                agreed,
                handshake);
    }
}
