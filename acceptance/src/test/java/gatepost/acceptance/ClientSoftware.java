package gatepost.acceptance;

import java.util.List;

/** Clients of others. */
enum ClientSoftware {
    WS,
    WEBSOCKETS,
    JETTY,
    JDK,
    CHROMIUM;

    Peer start() {
        return switch (this) {
            case WS -> ProcessPeer.start(Peers.node(), "node/client.mjs");
            case WEBSOCKETS -> ProcessPeer.start(Peers.python(), "python/client.py");
            case JETTY -> new JettyClient();
            case JDK -> new JdkClient();
            case CHROMIUM -> Chromium.start(Peers.program("chromium"));
        };
    }

    /** Whether its user can cut a message into frames, and ping: not in a browser. */
    boolean controlsFrames() {
        return this != CHROMIUM;
    }

    /** Whether it can send a Close frame without a body: some always put 1000 there. */
    boolean closesWithoutCode() {
        return this != WEBSOCKETS && this != JDK;
    }

    /**
     * Whether it uses no context takeover where only the server asks for that (RFC 7692 §7.1.1.2).
     * Jetty 12.1 goes on as it has offered, whatever it is answered.
     */
    boolean keepsToTheAnswer() {
        return this != JETTY;
    }

    /**
     * What it tells of the extensions that it was answered.
     *
     * @param answered as in the header field
     */
    String tells(String answered) {
        return switch (this) {
            case WS -> answered.replaceAll(";.*", "");
            case WEBSOCKETS, JETTY, CHROMIUM -> answered;
            case JDK -> "";
        };
    }

    /** Whether it can offer permessage-deflate, and whether it can leave it. */
    List<Boolean> offers() {
        return switch (this) {
            case WS, WEBSOCKETS, JETTY -> List.of(true, false);
            case JDK -> List.of(false);
            case CHROMIUM -> List.of(true);
        };
    }

    /**
     * What can be recorded as its reply to a Close frame. Python's asyncio ends the connection when
     * the gateway shuts its output down behind the frame, at times before the reply is written.
     */
    List<String> repliesTo(int code) {
        String reply = Integer.toString(code);
        return this == WEBSOCKETS ? List.of(reply, "1006") : List.of(reply);
    }

    @Override
    public String toString() {
        return switch (this) {
            case WS -> "node ws";
            case WEBSOCKETS -> "Python websockets";
            case JETTY -> "Jetty";
            case JDK -> "java.net.http";
            case CHROMIUM -> "Chromium";
        };
    }
}
