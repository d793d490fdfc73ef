package gatepost.closing;

/** How the TCP connection of a leg ended, seen from the gateway. */
public enum TcpEnding {
    /** There was none. */
    NEVER_OPENED,
    /** The peer ended its half in order. */
    FIN,
    /** The peer, or something that speaks for it, reset the connection. */
    RST,
    /**
     * The gateway's system gave it up: the peer's did not answer in the time that TCP allows, what
     * was sent to it or a probe of whether it is still there.
     */
    TIMED_OUT,
    /** The gateway ended it because the peer had not by the time limit. */
    ABORTED
}
