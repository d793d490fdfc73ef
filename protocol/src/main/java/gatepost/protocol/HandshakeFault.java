package gatepost.protocol;

/** The rules that an answer to an opening handshake can break, so that the client has to fail. */
public enum HandshakeFault {
    /** The status is not 101. */
    STATUS("RFC 6455 §4.1"),
    /** Upgrade is missing, or names something else than websocket. */
    UPGRADE_MISSING("RFC 6455 §4.1"),
    /** Connection has no token upgrade. */
    CONNECTION_MISSING("RFC 6455 §4.1"),
    /** Sec-WebSocket-Accept is missing. */
    ACCEPT_MISSING("RFC 6455 §4.1"),
    /** Sec-WebSocket-Accept does not belong to the key. */
    ACCEPT_WRONG("RFC 6455 §4.1"),
    /** Sec-WebSocket-Accept stands there more than once. */
    ACCEPT_REPEATED("RFC 6455 §11.3.3"),
    /** Sec-WebSocket-Protocol is empty, or names what the client did not ask for. */
    SUBPROTOCOL_NOT_OFFERED("RFC 6455 §4.1"),
    /** Sec-WebSocket-Protocol stands there more than once, or names more than one. */
    SUBPROTOCOL_REPEATED("RFC 6455 §11.3.4"),
    /** Sec-WebSocket-Extensions breaks the grammar. */
    EXTENSION_MALFORMED("RFC 6455 §9.1"),
    /** Sec-WebSocket-Extensions names what the client did not ask for, or nobody here can do. */
    EXTENSION_NOT_OFFERED("RFC 6455 §4.1"),
    /** Two extensions want the same reserved bit. */
    EXTENSION_REPEATED("RFC 7692 §6"),
    /** Parameters are unknown, repeated or invalid, or fit no offer. */
    EXTENSION_PARAMETERS("RFC 7692 §7");

    private final String section;

    HandshakeFault(String section) {
        this.section = section;
    }

    /** Where the rule is written. */
    public String section() {
        return section;
    }
}
