package gatepost.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a server answers to an opening handshake (RFC 6455 §4.2.2), not yet checked.
 *
 * @param status the HTTP status code
 */
public record OpeningAnswer(int status, Headers headers) {
    public OpeningAnswer {
        requireNonNull(headers, "headers");
    }
}
