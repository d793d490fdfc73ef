package gatepost.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The client's side of one opening handshake (RFC 6455 §4.1): the fields that ask for it, and the
 * check of the answer. Immutable.
 */
public final class ClientHandshake {
    private static final String WEBSOCKET = "websocket";
    private static final int SWITCHING_PROTOCOLS = 101;

    private final String key;
    private final List<String> subprotocols;
    private final List<Extension> extensions;

    /**
     * @param nonce 16 octets, random and new for each connection
     * @param subprotocols most preferred first; none to use no subprotocol
     * @param extensions most preferred first. Any may be offered, but of the answer only
     *     permessage-deflate is accepted.
     * @throws IllegalArgumentException where the nonce has not 16 octets, or a subprotocol is no
     *     token or stands there twice
     */
    public ClientHandshake(byte[] nonce, List<String> subprotocols, List<Extension> extensions) {
        this.key = OpeningKey.of(nonce);
        this.subprotocols = SubprotocolHeader.requireValid(subprotocols);
        this.extensions = List.copyOf(extensions);
    }

    /**
     * The fields of the request that belong to WebSocket: Upgrade, Connection, Sec-WebSocket-Key,
     * Sec-WebSocket-Version, and where offered Sec-WebSocket-Protocol and Sec-WebSocket-Extensions.
     * The caller adds Host.
     */
    public Headers request() {
        Headers request =
                Headers.of(
                        FieldName.UPGRADE,
                        WEBSOCKET,
                        FieldName.CONNECTION,
                        "Upgrade",
                        FieldName.KEY,
                        key,
                        FieldName.VERSION,
                        "13");
        if (!subprotocols.isEmpty()) {
            request = request.with(FieldName.SUBPROTOCOL, String.join(", ", subprotocols));
        }
        if (!extensions.isEmpty()) {
            request = request.with(FieldName.EXTENSIONS, Extension.format(extensions));
        }
        return request;
    }

    /** Judges the answer. The first rule that is broken decides. */
    public AnswerVerdict check(OpeningAnswer answer) {
        if (answer.status() != SWITCHING_PROTOCOLS) {
            return faulty(HandshakeFault.STATUS, "HTTP " + answer.status());
        }
        Headers headers = answer.headers();
        List<String> upgrades = headers.elements(FieldName.UPGRADE);
        if (upgrades.isEmpty()) {
            return faulty(HandshakeFault.UPGRADE_MISSING, "no Upgrade: websocket in the answer");
        }
        for (String upgrade : upgrades) {
            if (!Token.same(upgrade, WEBSOCKET)) {
                return faulty(
                        HandshakeFault.UPGRADE_MISSING,
                        "Upgrade is " + Excerpt.of(upgrade) + ", not websocket");
            }
        }
        if (!headers.hasToken(FieldName.CONNECTION, FieldName.UPGRADE)) {
            return faulty(
                    HandshakeFault.CONNECTION_MISSING, "no Connection: Upgrade in the answer");
        }
        List<String> accepts = headers.values(FieldName.ACCEPT);
        if (accepts.isEmpty()) {
            return faulty(HandshakeFault.ACCEPT_MISSING, "Sec-WebSocket-Accept is missing");
        }
        if (accepts.size() > 1) {
            return faulty(HandshakeFault.ACCEPT_REPEATED, "Sec-WebSocket-Accept is repeated");
        }
        if (!accepts.getFirst().equals(OpeningKey.accept(key))) {
            return faulty(HandshakeFault.ACCEPT_WRONG, "Sec-WebSocket-Accept is wrong");
        }
        return checkSubprotocol(headers);
    }

    private AnswerVerdict checkSubprotocol(Headers headers) {
        List<String> chosen = headers.values(FieldName.SUBPROTOCOL);
        if (chosen.isEmpty()) {
            return checkExtensions(headers, Optional.empty());
        }
        if (chosen.size() > 1 || headers.elements(FieldName.SUBPROTOCOL).size() > 1) {
            return faulty(
                    HandshakeFault.SUBPROTOCOL_REPEATED, "more than one subprotocol in the answer");
        }
        String subprotocol = chosen.getFirst();
        if (subprotocol.isEmpty()) {
            return faulty(
                    HandshakeFault.SUBPROTOCOL_NOT_OFFERED, "Sec-WebSocket-Protocol is empty");
        }
        if (!subprotocols.contains(subprotocol)) {
            return faulty(
                    HandshakeFault.SUBPROTOCOL_NOT_OFFERED,
                    "subprotocol " + Excerpt.of(subprotocol) + " was not offered");
        }
        return checkExtensions(headers, Optional.of(subprotocol));
    }

    private AnswerVerdict checkExtensions(Headers headers, Optional<String> subprotocol) {
        // More than one line is fine: §11.3.2 forbids it in an answer, but §4.2.2 allows it there.
        return switch (ExtensionHeader.parse(headers.values(FieldName.EXTENSIONS))) {
            case ExtensionHeader.Malformed malformed ->
                    faulty(
                            HandshakeFault.EXTENSION_MALFORMED,
                            FieldName.EXTENSIONS + ": " + malformed.description());
            case ExtensionHeader.Listed(List<Extension> accepted) ->
                    checkAccepted(accepted, subprotocol);
        };
    }

    private AnswerVerdict checkAccepted(List<Extension> accepted, Optional<String> subprotocol) {
        for (Extension extension : accepted) {
            String name = extension.name();
            if (!isOffered(name)) {
                return faulty(
                        HandshakeFault.EXTENSION_NOT_OFFERED,
                        "extension " + Excerpt.of(name) + " was not offered");
            }
            if (!name.equals(PermessageDeflate.NAME)) {
                return faulty(
                        HandshakeFault.EXTENSION_NOT_OFFERED,
                        "extension " + Excerpt.of(name) + " is not supported");
            }
        }
        if (accepted.size() > 1) {
            return faulty(
                    HandshakeFault.EXTENSION_REPEATED,
                    "extension " + PermessageDeflate.NAME + " is repeated");
        }
        for (Extension extension : accepted) {
            if (PermessageDeflate.readAnswer(extension, extensions)
                    instanceof PermessageDeflate.Reading.Invalid(String description)) {
                return faulty(HandshakeFault.EXTENSION_PARAMETERS, description);
            }
        }
        return new AnswerVerdict.Established(subprotocol, accepted);
    }

    private boolean isOffered(String name) {
        return extensions.stream().anyMatch(extension -> extension.name().equals(name));
    }

    private static AnswerVerdict faulty(HandshakeFault fault, String description) {
        return new AnswerVerdict.Faulty(fault, description);
    }
}
