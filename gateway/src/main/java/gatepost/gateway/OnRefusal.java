package gatepost.gateway;

/** How a client learns that the gateway does not let it in. */
public enum OnRefusal {
    /** Its handshake is answered with 403, 429 or 503. */
    HTTP,
    /** Its handshake is accepted and closed with 1008 or 1013, which a browser can read. */
    CLOSE
}
