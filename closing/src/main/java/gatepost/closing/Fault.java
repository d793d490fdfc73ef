package gatepost.closing;

/** Which end is to be looked at, where a connection ended with a code. */
public enum Fault {
    NOBODY,
    /** Whoever sent the Close frame. */
    SENDER,
    /** Whoever received the Close frame. */
    RECEIVER,
    CLIENT,
    SERVER,
    /** The server behind a gateway. */
    UPSTREAM,
    /** The code does not tell: it has to be found out. */
    UNKNOWN,
    /** What the library or application says that defined the code. */
    AS_DEFINED
}
