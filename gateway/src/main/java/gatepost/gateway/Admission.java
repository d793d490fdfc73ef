package gatepost.gateway;

import gatepost.closing.Rule;
import gatepost.protocol.Headers;
import gatepost.protocol.RequestVerdict;
import java.util.List;
import java.util.Optional;

/**
 * Which requests a route lets in.
 *
 * @param origins pages that may connect
 * @param subprotocols subprotocols that may be agreed on, in no order; empty for all. Others are
 *     not offered to the upstream, and who offers only others is not let in
 * @param fields header fields that a request has to have, and what of them the upstream gets
 * @param onRefusal how a client learns that it is not let in
 */
public record Admission(
        Origins origins, List<String> subprotocols, RequestFields fields, OnRefusal onRefusal) {

    /** Everybody. */
    public static final Admission OPEN =
            new Admission(Origins.ANY, List.of(), RequestFields.UNCHANGED, OnRefusal.HTTP);

    public Admission {
        subprotocols = List.copyOf(subprotocols);
    }

    /**
     * Why a handshake is not let in.
     *
     * @param headers of the request
     * @param offered subprotocols of the client
     */
    Optional<Refusal> refusal(Headers headers, List<String> offered) {
        return origins.refusal(headers.values("Origin"))
                .or(() -> fields.refusal(headers))
                .or(() -> subprotocolRefusal(offered));
    }

    /**
     * A server may accept without any of them (RFC 6455 §4.2.2), but a browser then fails the
     * connection and shows its page no reason. So this is refused, and as what the client has asked
     * for cannot be had, with 400.
     */
    private Optional<Refusal> subprotocolRefusal(List<String> offered) {
        return offered.isEmpty() || offered.stream().anyMatch(this::allows)
                ? Optional.empty()
                : Optional.of(
                        Refusal.ofClient(
                                Rule.SUBPROTOCOLS,
                                400,
                                "none of the subprotocols offered is allowed here"));
    }

    /** An offer of those subprotocols alone that may be agreed on. */
    RequestVerdict.Offer allowed(RequestVerdict.Offer offer) {
        return new RequestVerdict.Offer(
                offer.key(),
                offer.subprotocols().stream().filter(this::allows).toList(),
                offer.extensions());
    }

    private boolean allows(String subprotocol) {
        return subprotocols.isEmpty() || subprotocols.contains(subprotocol);
    }
}
