package gatepost.closing;

/** Why an endpoint gave no WebSocket connection. */
public enum HandshakeFailure {
    /** The upstream has no endpoint that could be tried. */
    NO_ENDPOINT,
    /** The port is closed. */
    CONNECTION_REFUSED,
    /** TCP did not connect in time. */
    CONNECT_TIMEOUT,
    NO_ROUTE,
    /** TCP did not connect, for another reason. */
    CANNOT_CONNECT,
    /** It connected, and did not answer in time. */
    NO_ANSWER,
    /** It ended the connection before it had answered. */
    LOST_BEFORE_ANSWER,
    /** What it answered is not HTTP/1.1. */
    NOT_HTTP,
    /** It answered with another status than 101. */
    STATUS,
    /** Its 101 lacks what RFC 6455 §4.2.2 demands, or says it wrongly. */
    BAD_ANSWER,
    /** It agreed to a subprotocol that was not offered, or to several. */
    SUBPROTOCOL,
    /** It agreed to an extension that was not offered, or to parameters that do not fit. */
    EXTENSION,
    /** It did not agree to an extension that the route requires. */
    EXTENSION_MISSING
}
