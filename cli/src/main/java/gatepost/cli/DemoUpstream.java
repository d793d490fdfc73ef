package gatepost.cli;

import gatepost.protocol.CloseCode;
import java.util.Locale;
import java.util.Optional;

/** The servers of the demo: two that are well, and one for each way to fail. */
enum DemoUpstream {
    ECHO("echoes every message"),
    CLOSES("closes with a code of its own"),
    REFUSES("answers the handshake with 500"),
    DOWN("is down"),
    DROPS("drops TCP in the middle of a message"),
    BROKEN("sends a broken frame");

    private final String does;

    DemoUpstream(String does) {
        this.does = does;
    }

    /**
     * What a client is told at the end.
     *
     * @param code as in a CloseEvent of a browser: 1006 where no Close frame came
     */
    record Ending(int code, String reason) {
        /** What a server may choose that closes properly. */
        static final Ending OF_ITS_OWN = new Ending(4001, "closing time");

        private static final Ending UNEXPLAINED =
                new Ending(CloseCode.ABNORMAL_CLOSURE.number(), "");

        private static Ending badGateway(String fault) {
            return new Ending(CloseCode.BAD_GATEWAY.number(), "upstream: " + fault);
        }

        @Override
        public String toString() {
            return reason.isEmpty() ? code + ", no reason" : code + " " + reason;
        }
    }

    /** As in a configuration. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the gateway has it. */
    String path() {
        return "/" + title();
    }

    /** Completes the sentence that begins with "a server that". */
    String does() {
        return does;
    }

    /** How a connection through Gatepost ends; empty where the client decides. */
    Optional<Ending> throughGatepost() {
        return switch (this) {
            case ECHO -> Optional.empty();
            case CLOSES -> Optional.of(Ending.OF_ITS_OWN);
            case REFUSES -> Optional.of(Ending.badGateway("HTTP 500"));
            case DOWN -> Optional.of(Ending.badGateway("connection refused"));
            case DROPS -> Optional.of(Ending.badGateway("connection lost"));
            case BROKEN -> Optional.of(Ending.badGateway("reserved opcode 0x3"));
        };
    }

    /** How a connection straight to it ends, or through a proxy that only relays octets. */
    Optional<Ending> without() {
        return switch (this) {
            case ECHO, CLOSES -> throughGatepost();
            case REFUSES, DOWN, DROPS, BROKEN -> Optional.of(Ending.UNEXPLAINED);
        };
    }
}
