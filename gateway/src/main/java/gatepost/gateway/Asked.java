package gatepost.gateway;

import gatepost.protocol.RequestVerdict;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;

/**
 * A handshake that a route serves.
 *
 * @param request as the client sent it
 * @param offer what of it the gateway goes on with
 * @param at when the request was complete
 */
record Asked(
        HttpRequest request,
        RequestTarget target,
        RequestVerdict.Offer offer,
        Route route,
        Instant at) {

    Asked withOffer(RequestVerdict.Offer other) {
        return new Asked(request, target, other, route, at);
    }
}
