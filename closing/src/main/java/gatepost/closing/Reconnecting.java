package gatepost.closing;

/** Whether a client does well to connect again after a code, and how. */
public enum Reconnecting {
    /** Not by itself: the connection ended on purpose. */
    NO,
    AT_ONCE,
    /** With pauses that grow and vary at random. */
    WITH_BACK_OFF,
    /** The same would happen again until something is changed. */
    AFTER_REPAIR,
    /** As the library or application says that defined the code. */
    AS_DEFINED
}
