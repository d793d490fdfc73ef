package gatepost.protocol;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/**
 * One element of Sec-WebSocket-Extensions: offered by a client or accepted by a server (RFC 6455
 * §9.1).
 *
 * @param name with case
 * @param parameters in their order; may repeat a name, which is the extension's matter
 */
public record Extension(String name, List<Parameter> parameters) {
    /**
     * @throws IllegalArgumentException where the name is no token
     */
    public Extension {
        requireToken(name);
        parameters = List.copyOf(parameters);
    }

    /**
     * One parameter of an extension.
     *
     * @param name with case
     * @param value without the quotes that it may have had on the wire
     */
    public record Parameter(String name, Optional<String> value) {
        /**
         * @throws IllegalArgumentException where the name or the value is no token; §9.1 demands
         *     that of values in quotes too, so that none needs them
         */
        public Parameter {
            requireToken(name);
            requireNonNull(value, "value");
            value.ifPresent(Extension::requireToken);
        }

        /** As on the wire. */
        @Override
        public String toString() {
            return value.map(text -> name + "=" + text).orElse(name);
        }
    }

    /** A field value with these extensions; empty without any, and then not to be sent. */
    public static String format(List<Extension> extensions) {
        return extensions.stream().map(Extension::toString).collect(joining(", "));
    }

    /** As on the wire. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (Parameter parameter : parameters) {
            text.append("; ").append(parameter);
        }
        return text.toString();
    }

    private static void requireToken(String text) {
        if (!Token.isToken(text)) {
            throw new IllegalArgumentException("not a token: " + Excerpt.of(text));
        }
    }
}
