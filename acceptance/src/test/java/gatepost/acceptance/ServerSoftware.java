package gatepost.acceptance;

import java.util.List;
import java.util.stream.Stream;

/** Servers of others. */
enum ServerSoftware {
    WS,
    PLAIN_WS,
    WEBSOCKETS,
    JETTY,
    UNDERTOW;

    Peer start() {
        return switch (this) {
            case WS -> ProcessPeer.start(Peers.node(), "node/server.mjs");
            case PLAIN_WS -> ProcessPeer.start(Peers.node(), "node/server.mjs", "plain");
            case WEBSOCKETS -> ProcessPeer.start(Peers.python(), "python/server.py");
            case JETTY -> new JettyServer();
            case UNDERTOW -> new UndertowServer();
        };
    }

    /** Whether it has permessage-deflate. */
    boolean compresses() {
        return this != PLAIN_WS;
    }

    /** Whether it can send a Close frame without a body: some always put 1000 there. */
    boolean closesWithoutCode() {
        return this == WS || this == PLAIN_WS || this == JETTY;
    }

    /** Whether it reports a Close frame without a body as 1005: Undertow reports 1000. */
    boolean reportsThatThereWasNoCode() {
        return this != UNDERTOW;
    }

    /** What it can close with. Undertow takes 1012 and above for illegal, up to 2999. */
    List<Event.Closed> closes() {
        return Stream.of(
                        new Event.Closed(1000, ""),
                        new Event.Closed(1001, "restarting"),
                        new Event.Closed(1011, "a bug"),
                        new Event.Closed(1013, "try later"),
                        new Event.Closed(4000, "나중에 다시 시도하세요"))
                .filter(close -> this != UNDERTOW || close.code() != 1013)
                .toList();
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
            case PLAIN_WS -> "node ws without permessage-deflate";
            case WEBSOCKETS -> "Python websockets";
            case JETTY -> "Jetty";
            case UNDERTOW -> "Undertow";
        };
    }
}
