package gatepost.closing;

import gatepost.protocol.CloseCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How one connection ended, and what is known about why.
 *
 * @param id a UUID of version 7, so that ids sort by time
 * @param opened when the client's handshake was complete; its request, where it got no 101
 * @param closed when both legs were closed
 * @param route the path pattern of the route; absent where none served the request
 * @param endpoint the upstream's endpoint; absent where none was reached
 * @param clientAddress address and port, as in {@code 127.0.0.1:40000}
 * @param subprotocol as negotiated
 * @param extensions as negotiated, in the form of the header field; empty where there are none
 * @param handshake what the ends said of themselves
 * @param client what the client's leg did
 * @param upstream what the upstream's leg did
 * @param cause why the connection ended
 */
public record Closure(
        UUID id,
        Instant opened,
        Instant closed,
        Optional<String> route,
        Optional<String> endpoint,
        String clientAddress,
        Optional<String> subprotocol,
        String extensions,
        HandshakeRecord handshake,
        LegRecord client,
        LegRecord upstream,
        Cause cause) {
    /**
     * Whether it ended as connections are meant to: an end closed with 1000 or 1001, or without a
     * code; or the gateway stopped, or nobody had said anything for as long as the route allows. A
     * code of an application's own may be an error: only that application knows.
     */
    public boolean isNormal() {
        return switch (cause) {
            case Cause.ClientClosed _ -> isNormal(client.recordedCode());
            case Cause.UpstreamClosed _ -> isNormal(upstream.recordedCode());
            case Cause.IdleTimeout _, Cause.GatewayDraining _ -> true;
            case Cause.ClientViolation _,
                    Cause.UpstreamViolation _,
                    Cause.ClientRefused _,
                    Cause.UpstreamRefused _,
                    Cause.ClientLost _,
                    Cause.UpstreamLost _,
                    Cause.UpstreamUnavailable _,
                    Cause.HandshakeRefused _,
                    Cause.NoHandshake _,
                    Cause.GatewayFull _,
                    Cause.ClientSilent _,
                    Cause.UpstreamSilent _,
                    Cause.GatewayFault _ ->
                    false;
        };
    }

    private static boolean isNormal(int code) {
        return code == CloseCode.NORMAL_CLOSURE.number()
                || code == CloseCode.GOING_AWAY.number()
                || code == CloseCode.NO_STATUS_RECEIVED.number();
    }
}
