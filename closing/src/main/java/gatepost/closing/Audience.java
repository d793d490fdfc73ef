package gatepost.closing;

/** Whom a step is for. */
public enum Audience {
    /** Whoever writes the client. */
    CLIENT,
    /** Whoever writes the server. */
    SERVER,
    /** Whoever runs the gateway and what stands around it. */
    OPERATOR
}
