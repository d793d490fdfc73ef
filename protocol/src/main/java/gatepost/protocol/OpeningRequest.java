package gatepost.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a client asks in its opening handshake (RFC 6455 §4.1), not yet checked.
 *
 * @param method as on the wire, with case
 * @param target the request-target as on the wire (RFC 9112 §3.2)
 * @param version as on the wire, such as {@code HTTP/1.1}
 */
public record OpeningRequest(String method, String target, String version, Headers headers) {
    public OpeningRequest {
        requireNonNull(method, "method");
        requireNonNull(target, "target");
        requireNonNull(version, "version");
        requireNonNull(headers, "headers");
    }
}
