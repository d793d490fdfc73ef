package gatepost.gateway;

/** Who negotiates permessage-deflate (RFC 7692). */
public enum Compression {
    /** Both ends with each other; compressed frames pass unread. */
    TUNNEL,
    /** Nobody: what the client offers does not reach the upstream. */
    OFF
}
