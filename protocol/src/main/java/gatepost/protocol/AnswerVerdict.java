package gatepost.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** What a client makes of the answer to its opening handshake. */
public sealed interface AnswerVerdict {
    /**
     * The WebSocket connection is open (RFC 6455 §4.1).
     *
     * @param subprotocol one of the offered, or none
     * @param extensions as accepted: permessage-deflate with parameters that fit an offer, or none
     */
    record Established(Optional<String> subprotocol, List<Extension> extensions)
            implements AnswerVerdict {
        public Established {
            requireNonNull(subprotocol, "subprotocol");
            extensions = List.copyOf(extensions);
        }
    }

    /**
     * The client has to fail the connection.
     *
     * @param description a short phrase in plain words for the reason of a Close frame, such as
     *     {@code HTTP 500}: printable ASCII, at most 90 octets; what the peer wrote is cut
     */
    record Faulty(HandshakeFault fault, String description) implements AnswerVerdict {
        public Faulty {
            requireNonNull(fault, "fault");
            requireNonNull(description, "description");
        }
    }
}
