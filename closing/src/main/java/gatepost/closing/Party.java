package gatepost.closing;

/** Who ended a connection. */
public enum Party {
    CLIENT,
    UPSTREAM,
    GATEWAY,
    /**
     * Neither end said anything, and a peer that vanished cannot be told from a path that broke.
     */
    NETWORK
}
