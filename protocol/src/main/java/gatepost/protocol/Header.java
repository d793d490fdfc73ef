package gatepost.protocol;

import static java.util.Objects.requireNonNull;

/**
 * One field line of an HTTP message (RFC 9110 §5).
 *
 * @param name compared without regard to case
 * @param value without the white space around it
 */
public record Header(String name, String value) {
    public Header {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }
}
