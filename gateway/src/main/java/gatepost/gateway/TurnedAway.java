package gatepost.gateway;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.TimeOrderedId;
import gatepost.protocol.Headers;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A client that was answered before any route could take it in, although it wanted a WebSocket
 * connection, or spoke something else than HTTP/1.1. What only asks for a page leaves no record.
 */
final class TurnedAway {
    private TurnedAway() {}

    /** What is recorded of a request; empty where it was for no WebSocket connection. */
    static Optional<HandshakeRecord> handshake(HttpRequest request, String firstOctets) {
        if (request.decoderResult().cause() instanceof PrematureChannelClosureException) {
            return Optional.empty(); // It left before it had said what it wants.
        }
        if (request.decoderResult().isFailure() || request.protocolVersion().majorVersion() != 1) {
            return Optional.of(HandshakeRecord.ofOctets(firstOctets));
        }
        Headers headers = UpstreamHandshake.headers(request.headers());
        return headers.hasToken("Upgrade", "websocket")
                ? Optional.of(
                        HandshakeRecord.ofRequest(
                                RequestTarget.parse(request.uri())
                                        .map(RequestTarget::path)
                                        .orElse(""),
                                headers))
                : Optional.empty();
    }

    static Closure closure(
            String clientAddress,
            HandshakeRecord handshake,
            PlainAnswer answer,
            Instant now,
            RandomGenerator random) {
        return new Closure(
                TimeOrderedId.at(now, random),
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                clientAddress,
                Optional.empty(),
                "",
                handshake,
                LegRecord.NEVER_OPENED,
                LegRecord.NEVER_OPENED,
                new Cause.NoHandshake(answer.status(), answer.line()));
    }
}
