package gatepost.acceptance;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a {@link Peer} can be told to do, as JSON where it runs in another process. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "does")
sealed interface Command {
    /**
     * For clients: opens the next connection.
     *
     * @param subprotocols to offer
     */
    record Connect(String url, List<String> subprotocols, Deflate deflate) implements Command {}

    record SendText(String text) implements Command {}

    record SendBinary(String base64) implements Command {}

    /**
     * One text message, a frame for each fragment.
     *
     * @param complete whether the last fragment ends the message
     */
    record SendFragments(List<String> fragments, boolean complete) implements Command {}

    /** Text messages 0, 1, 2 and so on, without waiting for anything in between. */
    record SendNumbers(int count) implements Command {}

    record SendPing(String payload) implements Command {}

    record Close(int code, String reason) implements Command {}

    /** A Close frame without a body. */
    record CloseWithoutCode() implements Command {}

    /**
     * What a client asks for in its offer of permessage-deflate (RFC 7692 §7.1). Only node and
     * Python can ask for anything but the default, and Jetty for what is said of context takeover.
     *
     * @param offered whether there is an offer at all, which is not up to users of Chromium and
     *     java.net.http
     * @param serverMaxWindowBits 0 where nothing is asked for
     * @param clientMaxWindowBits 0 where it is left to the server
     */
    record Deflate(
            boolean offered,
            boolean serverNoContextTakeover,
            boolean clientNoContextTakeover,
            int serverMaxWindowBits,
            int clientMaxWindowBits) {
        static final Deflate DEFAULT = new Deflate(true, false, false, 0, 0);
        static final Deflate NONE = new Deflate(false, false, false, 0, 0);
    }
}
