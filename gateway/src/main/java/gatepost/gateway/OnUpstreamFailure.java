package gatepost.gateway;

/** How a client learns that no upstream could be reached. */
public enum OnUpstreamFailure {
    /** Its handshake is accepted and closed with 1014 and a reason, which a browser can read. */
    CLOSE,
    /** Its handshake is answered with 502, 503 or 504. */
    HTTP
}
