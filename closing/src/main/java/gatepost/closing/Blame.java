package gatepost.closing;

/** Whose fault an ending is. */
public enum Blame {
    /** It is none. */
    NOBODY,
    CLIENT,
    /** The server behind the gateway. */
    SERVER,
    /** The gateway, or how it is configured. */
    GATEWAY,
    /** A proxy, load balancer or the like on the way. */
    BETWEEN,
    /** What carries packets. */
    NETWORK,
    /** What is recorded does not tell. */
    UNKNOWN
}
