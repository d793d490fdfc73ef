package gatepost.gateway;

/** Which types of data messages a peer may send (RFC 6455 §5.6). */
public enum Accept {
    TEXT,
    BINARY,
    ANY
}
