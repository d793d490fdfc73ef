package gatepost.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a server makes of a request: a WebSocket handshake, or the answer that refuses it. */
public sealed interface RequestVerdict {
    /**
     * A client's opening handshake that follows RFC 6455 §4.2.1.
     *
     * @param key Sec-WebSocket-Key as on the wire
     * @param subprotocols as preferred by the client; empty where it asked for none
     * @param extensions as preferred by the client, also unknown ones and such with invalid
     *     parameters: to decline those is up to whoever accepts
     */
    record Offer(String key, List<String> subprotocols, List<Extension> extensions)
            implements RequestVerdict {
        /**
         * @throws IllegalArgumentException where the key is not 16 octets in base64, or a
         *     subprotocol is no token or stands there twice
         */
        public Offer {
            if (!OpeningKey.isValid(key)) {
                throw new IllegalArgumentException("not 16 octets in base64: " + Excerpt.of(key));
            }
            subprotocols = SubprotocolHeader.requireValid(subprotocols);
            extensions = List.copyOf(extensions);
        }
    }

    /**
     * The request is no opening handshake, or one that breaks the rules.
     *
     * @param status the HTTP status code to answer with: 400, 405 or 426
     * @param headers what the status demands to be sent with it; nothing about the body
     * @param body one line of printable ASCII, at most 120 characters, without a line end
     */
    record Refusal(int status, Headers headers, String body) implements RequestVerdict {
        public Refusal {
            requireNonNull(headers, "headers");
            requireNonNull(body, "body");
        }
    }
}
