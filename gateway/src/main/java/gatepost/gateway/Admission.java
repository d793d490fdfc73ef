package gatepost.gateway;

import java.util.List;

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
}
