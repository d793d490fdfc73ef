package gatepost.gateway;

/** Who negotiates permessage-deflate (RFC 7692). */
public enum Compression {
    /** Both ends with each other; compressed frames pass unread. */
    TUNNEL,
    /** Both ends with each other; the gateway inflates a copy, to check its text and its size. */
    INSPECT,
    /** The gateway with each end by itself: it compresses again, or for one of them only. */
    BRIDGE,
    /** Nobody: what the client offers does not reach the upstream. */
    OFF
}
