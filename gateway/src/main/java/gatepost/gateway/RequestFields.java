package gatepost.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done with the header fields of a client's handshake. Names are compared without case.
 *
 * @param require fields that a request has to have: with this value, or with any
 * @param set fields that the upstream gets in place of what the client sent
 * @param strip fields that the upstream does not get
 */
public record RequestFields(
        Map<String, Optional<String>> require, Map<String, String> set, List<String> strip) {

    /** All pass as they are. */
    public static final RequestFields UNCHANGED = new RequestFields(Map.of(), Map.of(), List.of());

    public RequestFields {
        require = Map.copyOf(require);
        set = Map.copyOf(set);
        strip = List.copyOf(strip);
    }
}
