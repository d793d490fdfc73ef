package gatepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.closing.Rule;
import gatepost.protocol.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        // Unlike Map.copyOf this keeps the order, in which the first that is missing is told.
        require = Collections.unmodifiableMap(new LinkedHashMap<>(require));
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        strip = List.copyOf(strip);
    }

    /**
     * Whether nobody else has a say in a field: it concerns one connection only, or the gateway
     * writes it itself.
     */
    public static boolean isGatewaysOwn(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return HopByHop.isNamed(lower) || UpstreamRequest.isReplaced(lower) || lower.equals("via");
    }

    /** Why a request with these fields may not come in. */
    Optional<Refusal> refusal(Headers headers) {
        return require.entrySet().stream()
                .flatMap(each ->
                        problem(each.getKey(), each.getValue(), headers.values(each.getKey()))
                                .stream())
                .findFirst()
                .map(reason -> Refusal.forbidden(Rule.REQUIRED_FIELDS, reason));
    }

    /** What was asked for is not told: it may be a secret. */
    private static Optional<String> problem(
            String name, Optional<String> wanted, List<String> values) {
        if (values.isEmpty()) {
            return Optional.of(name + " is missing");
        }
        // All of them, because nobody knows which one the upstream would go by.
        return wanted.isEmpty() || values.stream().allMatch(value -> same(wanted.get(), value))
                ? Optional.empty()
                : Optional.of(name + " is not what it has to be");
    }

    /** Takes as long whichever octet differs, so that nobody finds them one by one. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /** Does to the fields of a request what the upstream is to see of it. */
    void apply(HttpHeaders headers) {
        strip.forEach(headers::remove);
        set.forEach(headers::set);
    }
}
