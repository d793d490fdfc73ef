package gatepost.gateway;

/** What a client's opening handshake came to. */
public enum HandshakeOutcome {
    /** Client and upstream are connected. */
    ACCEPTED,
    /** The client got its 101 and a Close frame that says why there is no more. */
    CLOSED,
    /** The request is a handshake that its route or a limit does not let in, and is told so. */
    REFUSED,
    /** The request is no handshake, or none that a route serves. */
    TURNED_AWAY,
    /** The client was told by HTTP that no endpoint gave a WebSocket connection. */
    UNAVAILABLE,
    /** The client gets the answer that the upstream gave instead of its 101. */
    ANSWERED,
    /** The client was gone before it could be answered. */
    GONE,
    /** The gateway stopped before there was an answer, and said so. */
    STOPPED,
    /** The gateway's own code failed. */
    FAULT
}
