package gatepost.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server's side of the opening handshake (RFC 6455 §4.2): which requests are one, and the
 * fields of the answer that accepts it. Stateless.
 */
public final class ServerHandshake {
    private static final String WEBSOCKET = "websocket";
    private static final String SUPPORTED_VERSION = "13";
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UPGRADE_REQUIRED = 426;

    /** A server that answers 426 has to say to what (RFC 9110 §15.5.22). */
    private static final Headers UPGRADE_TO_WEBSOCKET =
            Headers.of(FieldName.UPGRADE, WEBSOCKET, FieldName.CONNECTION, "Upgrade");

    private ServerHandshake() {}

    /**
     * Judges a request by RFC 6455 §4.2.1, and by what RFC 9112 demands of every request to be safe
     * to pass on. The first rule that is broken decides.
     */
    public static RequestVerdict check(OpeningRequest request) {
        Headers headers = request.headers();
        List<String> hosts = headers.values(FieldName.HOST);
        if (hosts.size() > 1) {
            return badRequest("Host is repeated");
        }
        if (hosts.isEmpty() && isHttp11OrHigher(request.version())) {
            return badRequest("Host is missing");
        }
        if (!hosts.stream().allMatch(ServerHandshake::looksLikeHost)) {
            return badRequest("Host is not a host and a port");
        }
        if (!headers.hasToken(FieldName.UPGRADE, WEBSOCKET)) {
            return new RequestVerdict.Refusal(
                    UPGRADE_REQUIRED,
                    UPGRADE_TO_WEBSOCKET,
                    "Upgrade: websocket is missing, and this is a WebSocket endpoint");
        }
        return checkUpgrade(request);
    }

    /** Judges a request that asks for a WebSocket. */
    private static RequestVerdict checkUpgrade(OpeningRequest request) {
        Headers headers = request.headers();
        if (!request.method().equals("GET")) {
            return new RequestVerdict.Refusal(
                    METHOD_NOT_ALLOWED,
                    Headers.of(FieldName.ALLOW, "GET"),
                    "Method is " + Excerpt.of(request.method()) + ", not GET");
        }
        if (!isHttp11OrHigher(request.version())) {
            return badRequest(
                    "Protocol is " + Excerpt.of(request.version()) + ", not HTTP/1.1 or higher");
        }
        if (!headers.hasToken(FieldName.CONNECTION, FieldName.UPGRADE)) {
            return badRequest("Connection has no token upgrade");
        }
        Optional<String> versionProblem = versionProblem(headers.values(FieldName.VERSION));
        if (versionProblem.isPresent()) {
            return new RequestVerdict.Refusal(
                    UPGRADE_REQUIRED,
                    UPGRADE_TO_WEBSOCKET.with(FieldName.VERSION, SUPPORTED_VERSION),
                    versionProblem.get());
        }
        // Whoever stands before or behind might take a body's octets for frames, or the reverse.
        if (headers.first(FieldName.TRANSFER_ENCODING).isPresent()) {
            return badRequest("Transfer-Encoding is not for a request without a body");
        }
        if (!headers.values(FieldName.CONTENT_LENGTH).stream().allMatch("0"::equals)) {
            return badRequest("Content-Length is not 0");
        }
        return checkNegotiation(headers);
    }

    private static RequestVerdict checkNegotiation(Headers headers) {
        List<String> keys = headers.values(FieldName.KEY);
        if (keys.isEmpty()) {
            return badRequest("Sec-WebSocket-Key is missing");
        }
        if (keys.size() > 1) {
            return badRequest("Sec-WebSocket-Key is repeated");
        }
        if (!OpeningKey.isValid(keys.getFirst())) {
            return badRequest("Sec-WebSocket-Key is not 16 octets in base64");
        }
        return switch (SubprotocolHeader.of(headers)) {
            case SubprotocolHeader.Malformed(String problem) ->
                    badRequest(FieldName.SUBPROTOCOL + " " + problem);
            case SubprotocolHeader.Listed(List<String> subprotocols) ->
                    switch (ExtensionHeader.parse(headers.values(FieldName.EXTENSIONS))) {
                        case ExtensionHeader.Malformed malformed ->
                                badRequest(
                                        FieldName.EXTENSIONS
                                                + " is malformed: "
                                                + malformed.description());
                        case ExtensionHeader.Listed(List<Extension> extensions) ->
                                new RequestVerdict.Offer(keys.getFirst(), subprotocols, extensions);
                    };
        };
    }

    /**
     * What is wrong with the version that the client wants. Also an absent or repeated one gets the
     * answer that names ours: §4.2.2 demands it of a server for any version that it does not
     * understand, §4.4 lets the client retry with it, and the handshakes of old drafts had none.
     */
    private static Optional<String> versionProblem(List<String> versions) {
        if (versions.isEmpty()) {
            return Optional.of("Sec-WebSocket-Version is missing");
        }
        if (versions.size() > 1) {
            return Optional.of("Sec-WebSocket-Version is repeated");
        }
        String version = versions.getFirst();
        return version.equals(SUPPORTED_VERSION)
                ? Optional.empty()
                : Optional.of("Sec-WebSocket-Version is " + Excerpt.of(version) + ", not 13");
    }

    /** {@code HTTP/}, a digit, a point and a digit (RFC 9112 §2.3), and not less than 1.1. */
    private static boolean isHttp11OrHigher(String version) {
        return version.length() == 8
                && version.startsWith("HTTP/")
                && Token.isDigit(version.charAt(5))
                && version.charAt(6) == '.'
                && Token.isDigit(version.charAt(7))
                && version.substring(5).compareTo("1.1") >= 0;
    }

    /**
     * Whether the value could be {@code uri-host [":" port]} (RFC 9110 §7.2): it is not empty and
     * has only characters that may stand there. That keeps out what makes two readers of it
     * disagree: white space, slashes, an at sign.
     */
    private static boolean looksLikeHost(String host) {
        return !host.isEmpty()
                && host.chars()
                        .allMatch(character ->
                                Token.isLetterOrDigit((char) character)
                                        || "-._~!$&'()*+,;=%:[]".indexOf(character) >= 0);
    }

    private static RequestVerdict badRequest(String body) {
        return new RequestVerdict.Refusal(BAD_REQUEST, Headers.of(), body);
    }

    /**
     * The fields of the 101 that accepts an offer (RFC 6455 §4.2.2): Upgrade, Connection,
     * Sec-WebSocket-Accept, and where chosen Sec-WebSocket-Protocol and Sec-WebSocket-Extensions.
     *
     * @throws IllegalArgumentException where the subprotocol or an extension's name was not
     *     offered, or an extension stands there twice
     */
    public static Headers answer(
            RequestVerdict.Offer offer, Optional<String> subprotocol, List<Extension> extensions) {
        requireOffered(offer, subprotocol, extensions);
        Headers answer =
                UPGRADE_TO_WEBSOCKET.with(FieldName.ACCEPT, OpeningKey.accept(offer.key()));
        if (subprotocol.isPresent()) {
            answer = answer.with(FieldName.SUBPROTOCOL, subprotocol.get());
        }
        if (!extensions.isEmpty()) {
            answer = answer.with(FieldName.EXTENSIONS, Extension.format(extensions));
        }
        return answer;
    }

    private static void requireOffered(
            RequestVerdict.Offer offer, Optional<String> subprotocol, List<Extension> extensions) {
        if (subprotocol.isPresent() && !offer.subprotocols().contains(subprotocol.get())) {
            throw new IllegalArgumentException(
                    "subprotocol " + subprotocol.get() + " was not offered");
        }
        List<String> offered = offer.extensions().stream().map(Extension::name).toList();
        List<String> accepted = extensions.stream().map(Extension::name).toList();
        for (String name : accepted) {
            if (!offered.contains(name)) {
                throw new IllegalArgumentException("extension " + name + " was not offered");
            }
        }
        if (Set.copyOf(accepted).size() < accepted.size()) {
            throw new IllegalArgumentException("an extension twice in " + accepted);
        }
    }
}
