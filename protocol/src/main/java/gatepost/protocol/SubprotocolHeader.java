package gatepost.protocol;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the Sec-WebSocket-Protocol lines of a request say (RFC 6455 §4.1, §4.3). */
sealed interface SubprotocolHeader {
    /**
     * The lines follow the grammar.
     *
     * @param subprotocols as preferred by the client; empty where there is no line
     */
    record Listed(List<String> subprotocols) implements SubprotocolHeader {
        public Listed {
            subprotocols = List.copyOf(subprotocols);
        }
    }

    /**
     * The lines break the grammar, or name a subprotocol twice.
     *
     * @param problem a short phrase, to be read behind the field's name
     */
    record Malformed(String problem) implements SubprotocolHeader {
        public Malformed {
            requireNonNull(problem, "problem");
        }
    }

    /** Reads all Sec-WebSocket-Protocol lines of a request. */
    static SubprotocolHeader of(Headers headers) {
        List<String> subprotocols = headers.elements(FieldName.SUBPROTOCOL);
        if (subprotocols.isEmpty() && headers.first(FieldName.SUBPROTOCOL).isPresent()) {
            return new Malformed("is empty");
        }
        Set<String> seen = new HashSet<>();
        for (String subprotocol : subprotocols) {
            if (!Token.isToken(subprotocol)) {
                return new Malformed("holds what is no token: " + Excerpt.of(subprotocol));
            }
            if (!seen.add(subprotocol)) {
                return new Malformed("names " + Excerpt.of(subprotocol) + " twice");
            }
        }
        return new Listed(subprotocols);
    }

    /**
     * A copy of what our own side wants to offer.
     *
     * @throws IllegalArgumentException where one is no token or stands there twice
     */
    static List<String> requireValid(List<String> subprotocols) {
        for (String subprotocol : subprotocols) {
            if (!Token.isToken(subprotocol)) {
                throw new IllegalArgumentException("not a token: " + Excerpt.of(subprotocol));
            }
        }
        if (Set.copyOf(subprotocols).size() < subprotocols.size()) {
            throw new IllegalArgumentException("a subprotocol twice in " + subprotocols);
        }
        return List.copyOf(subprotocols);
    }
}
