package gatepost.closing;

import static java.util.Objects.requireNonNull;

import gatepost.protocol.CloseCode;

/** A rule of the gateway's own that a peer can break; RFC 6455 knows nothing of it. */
public enum Rule {
    /** The type of a message. */
    ACCEPT("accept", CloseCode.UNSUPPORTED_DATA),
    /** A binary message that is to go on as text has to be UTF-8. */
    CONVERT("convert", CloseCode.INVALID_FRAME_PAYLOAD_DATA),
    MAX_FRAME_SIZE("max-frame-size", CloseCode.MESSAGE_TOO_BIG),
    MAX_MESSAGE_SIZE("max-message-size", CloseCode.MESSAGE_TOO_BIG),
    MESSAGES_PER_SECOND("rate.messages-per-second", CloseCode.POLICY_VIOLATION),
    BYTES_PER_SECOND("rate.bytes-per-second", CloseCode.POLICY_VIOLATION),
    FRAME_TIMEOUT("frame-timeout", CloseCode.POLICY_VIOLATION),
    ORIGINS("origins", CloseCode.POLICY_VIOLATION),
    REQUIRED_FIELDS("headers.require", CloseCode.POLICY_VIOLATION),
    SUBPROTOCOLS("subprotocols", CloseCode.POLICY_VIOLATION),
    CONNECTIONS_PER_IP("limits.connections-per-ip", CloseCode.POLICY_VIOLATION),
    HANDSHAKES_PER_SECOND_PER_IP("limits.handshakes-per-second-per-ip", CloseCode.POLICY_VIOLATION);

    private final String key;
    private final CloseCode closeCode;

    Rule(String key, CloseCode closeCode) {
        this.key = requireNonNull(key);
        this.closeCode = requireNonNull(closeCode);
    }

    /** The key of the configuration that sets it: of a route, where it does not say otherwise. */
    public String key() {
        return key;
    }

    /** What a peer is closed with that breaks it. */
    public CloseCode closeCode() {
        return closeCode;
    }
}
