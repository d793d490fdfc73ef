/** The WebSocket protocol without input and output: RFC 6455 and RFC 7692. */
@org.jspecify.annotations.NullMarked
module gatepost.protocol {
    requires static org.jspecify;

    exports gatepost.protocol;
}
