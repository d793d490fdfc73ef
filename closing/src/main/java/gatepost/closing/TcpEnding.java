package gatepost.closing;

/** How the TCP connection of a leg ended, seen from the gateway. */
public enum TcpEnding {
    /** There was none. */
    NEVER_OPENED,
    /** The peer ended its half in order. */
    FIN,
    /** The peer, or something that speaks for it, reset the connection. */
    RST,
    /** The gateway ended it because the peer had not by the time limit. */
    ABORTED
}
