package gatepost.gateway;

import gatepost.protocol.Headers;
import gatepost.protocol.OpeningRequest;
import gatepost.protocol.RequestVerdict;
import gatepost.protocol.ServerHandshake;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a request may come in, and where it goes then. Knows no channel. Safe for use by
 * all event loops.
 */
final class Reception {
    /** What becomes of a request. */
    sealed interface Decision {
        /** It is answered, and that is all. */
        record Answered(PlainAnswer answer) implements Decision {}

        /** It is a handshake that its route does not let in. */
        record Refused(Asked asked, Refusal refusal) implements Decision {}

        /** It may go to the upstream of its route. */
        record Admitted(Asked asked) implements Decision {}
    }

    private final List<Route> routes;
    private final Optional<Page> page;
    private final HandshakeRate rate;
    private final Occupancy occupancy;
    private final GatewayClock clock;

    /**
     * @param routes the first that matches a request serves it
     * @param page what a plain GET of {@code /} is answered with
     */
    Reception(
            List<Route> routes,
            Optional<Page> page,
            HandshakeRate rate,
            Occupancy occupancy,
            GatewayClock clock) {
        this.routes = routes;
        this.page = page;
        this.rate = rate;
        this.occupancy = occupancy;
        this.clock = clock;
    }

    /** Where this admits a client, {@link #left} has to be called when its connection ends. */
    Decision receive(HttpRequest request, ClientPrefix client) {
        if (request.protocolVersion().majorVersion() > 1) {
            return answered(400, "this is not an HTTP/1.1 request");
        }
        Optional<RequestTarget> target = RequestTarget.parse(request.uri());
        if (target.isEmpty()) {
            return answered(400, "the request target is not a plain path");
        }
        if (page.isPresent() && PlainAnswer.asksForPage(request)) {
            return new Decision.Answered(PlainAnswer.of(page.get()));
        }
        Optional<Route> route = route(host(request, target.get()), target.get().path());
        if (route.isEmpty()) {
            return answered(404, "no route for this host and path");
        }
        Headers headers = UpstreamHandshake.headers(request.headers());
        RequestVerdict verdict =
                ServerHandshake.check(
                        new OpeningRequest(
                                request.method().name(),
                                request.uri(),
                                request.protocolVersion().text(),
                                headers));
        return switch (verdict) {
            case RequestVerdict.Refusal refusal -> new Decision.Answered(PlainAnswer.of(refusal));
            case RequestVerdict.Offer offer ->
                    admit(
                            client,
                            headers,
                            new Asked(request, target.get(), offer, route.get(), clock.now()));
        };
    }

    private Decision admit(ClientPrefix client, Headers headers, Asked asked) {
        Admission admission = asked.route().admission();
        // A place comes last, because it is taken by asking for it.
        Optional<Refusal> refusal =
                rate.begin(client)
                        .or(() -> admission.refusal(headers, asked.offer().subprotocols()))
                        .or(() -> occupancy.enter(client));
        return refusal.isPresent()
                ? new Decision.Refused(asked, refusal.get())
                : new Decision.Admitted(asked.withOffer(admission.allowed(asked.offer())));
    }

    /** The connection of a client that was admitted has ended. */
    void left(ClientPrefix client) {
        occupancy.leave(client);
    }

    private static Decision answered(int status, String line) {
        return new Decision.Answered(PlainAnswer.of(status, line));
    }

    private static String host(HttpRequest request, RequestTarget target) {
        return RequestTarget.withoutPort(
                target.authority().orElseGet(() -> request.headers().get("Host", "")));
    }

    private Optional<Route> route(String host, String path) {
        return routes.stream().filter(route -> route.matches(host, path)).findFirst();
    }
}
