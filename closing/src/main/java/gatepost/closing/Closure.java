package gatepost.closing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How one connection ended, and what is known about why.
 *
 * @param id a UUID of version 7, so that ids sort by time
 * @param opened when the client's handshake was complete
 * @param closed when both legs were closed
 * @param route the path pattern of the route
 * @param endpoint the upstream's endpoint; absent where none was reached
 * @param clientAddress address and port, as in {@code 127.0.0.1:40000}
 * @param subprotocol as negotiated
 * @param extensions as negotiated, in the form of the header field; empty where there are none
 * @param client what the client's leg did
 * @param upstream what the upstream's leg did
 * @param cause why the connection ended
 */
public record Closure(
        UUID id,
        Instant opened,
        Instant closed,
        String route,
        Optional<String> endpoint,
        String clientAddress,
        Optional<String> subprotocol,
        String extensions,
        LegRecord client,
        LegRecord upstream,
        Cause cause) {}
