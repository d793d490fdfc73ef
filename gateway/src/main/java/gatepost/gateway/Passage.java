package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.protocol.Extension;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a connection from its handshakes.
 *
 * @param endpoint as in the configuration; absent where none was reached
 * @param clientAddress as in {@code 127.0.0.1:40000}
 */
record Passage(
        UUID id,
        Instant opened,
        Route route,
        Optional<Endpoint> endpoint,
        String clientAddress,
        Optional<String> subprotocol,
        Negotiation.Agreed agreed,
        HandshakeRecord handshake) {

    /** The record of the end. */
    Closure closure(LegRecord client, LegRecord upstream, Cause cause, Instant closed) {
        return new Closure(
                id,
                opened,
                closed,
                Optional.of(route.path().toString()),
                endpoint.map(Endpoint::uri),
                clientAddress,
                subprotocol.map(HandshakeRecord::shownSubprotocol),
                Extension.format(agreed.toClient()),
                handshake,
                client,
                upstream,
                cause);
    }
}
