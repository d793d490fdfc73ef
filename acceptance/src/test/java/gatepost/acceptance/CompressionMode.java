package gatepost.acceptance;

/** Who negotiates permessage-deflate on a route of an {@link Ensemble}. */
enum CompressionMode {
    TUNNEL("compression: tunnel"),
    INSPECT("compression: inspect"),
    BRIDGE("compression: bridge"),
    BRIDGE_WITH_TAKEOVER("compression: bridge, context-takeover: true");

    private final String keys;

    CompressionMode(String keys) {
        this.keys = keys;
    }

    /** What its route says of it. */
    String keys() {
        return keys;
    }

    /** The path of its route. */
    String path() {
        return "/" + name();
    }

    /** Whether the gateway negotiates with each end by itself. */
    boolean bridges() {
        return this == BRIDGE || this == BRIDGE_WITH_TAKEOVER;
    }
}
