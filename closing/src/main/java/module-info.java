/** Why WebSocket connections end. */
@org.jspecify.annotations.NullMarked
module gatepost.closing {
    requires static org.jspecify;
    requires com.ibm.icu;
    requires transitive gatepost.protocol;

    exports gatepost.closing;
}
