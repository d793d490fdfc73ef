package gatepost.gateway;

/** How the type of a peer's data messages is changed on their way; their payload stays. */
public enum Convert {
    NOTHING,
    TEXT_TO_BINARY,
    /** Its payload has to be UTF-8, which RFC 6455 §5.6 demands of text. */
    BINARY_TO_TEXT
}
