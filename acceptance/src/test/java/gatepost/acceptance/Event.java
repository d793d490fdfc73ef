package gatepost.acceptance;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a {@link Peer} saw, as JSON where it runs in another process. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
sealed interface Event {
    /** The first event of every server. */
    record Listening(int port) implements Event {}

    /**
     * The handshake is complete.
     *
     * @param subprotocol empty where there is none
     * @param extensions as in the header field; empty where there are none, and where the library
     *     does not tell
     */
    record Opened(String subprotocol, String extensions) implements Event {}

    /** For clients: the handshake was answered with something else than 101. */
    record Refused(int status) implements Event {}

    /** For clients; a server echoes what it receives and says nothing. */
    record Text(String text) implements Event {}

    /** For clients; a server echoes what it receives and says nothing. */
    record Binary(String base64) implements Event {}

    record Pong(String payload) implements Event {}

    /**
     * The last event of every connection.
     *
     * @param wasClean as in browsers; in libraries that do not tell, whether the code is not 1006
     */
    record Closed(int code, String reason, boolean wasClean) implements Event {
        Closed(int code, String reason) {
            this(code, reason, code != 1006);
        }
    }
}
