package gatepost.closing;

import gatepost.protocol.Violated;
import java.time.Duration;

/** Why a connection ended, with the evidence. */
public sealed interface Cause {
    /** Who ended the connection. */
    Party endedBy();

    /** What shows that it was so: one line of English for logs; may hold what a peer sent. */
    String evidence();

    /** The client sent a valid Close frame first. */
    record ClientClosed(String evidence) implements Cause {
        /** There is no more to it than that. */
        public ClientClosed() {
            this("the client sent a Close frame");
        }

        @Override
        public Party endedBy() {
            return Party.CLIENT;
        }
    }

    /** The upstream sent a valid Close frame first. */
    record UpstreamClosed() implements Cause {
        @Override
        public Party endedBy() {
            return Party.UPSTREAM;
        }

        @Override
        public String evidence() {
            return "the upstream sent a Close frame";
        }
    }

    /**
     * The client broke RFC 6455.
     *
     * @param octets as in {@link gatepost.protocol.InboundCheck#octetsAround}
     */
    record ClientViolation(Violated violated, String octets) implements Cause {
        @Override
        public Party endedBy() {
            return Party.CLIENT;
        }

        @Override
        public String evidence() {
            return describe(violated);
        }
    }

    /**
     * The upstream broke RFC 6455.
     *
     * @param octets as in {@link gatepost.protocol.InboundCheck#octetsAround}
     */
    record UpstreamViolation(Violated violated, String octets) implements Cause {
        @Override
        public Party endedBy() {
            return Party.UPSTREAM;
        }

        @Override
        public String evidence() {
            return describe(violated);
        }
    }

    /**
     * The client broke a rule of the gateway, not of the protocol.
     *
     * @param reason the rule and what was seen, as the client is told
     */
    record ClientRefused(Rule rule, String reason) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return reason;
        }
    }

    /**
     * The upstream broke a rule of the gateway, not of the protocol.
     *
     * @param reason the rule and what was seen, as the upstream is told
     */
    record UpstreamRefused(Rule rule, String reason) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return reason;
        }
    }

    /** The client's TCP connection ended without a Close frame. */
    record ClientLost(Loss loss) implements Cause {
        @Override
        public Party endedBy() {
            return loss.tcp() == TcpEnding.FIN ? Party.CLIENT : Party.NETWORK;
        }

        @Override
        public String evidence() {
            return loss.describe();
        }
    }

    /** The upstream's TCP connection ended without a Close frame. */
    record UpstreamLost(Loss loss) implements Cause {
        @Override
        public Party endedBy() {
            return loss.tcp() == TcpEnding.FIN ? Party.UPSTREAM : Party.NETWORK;
        }

        @Override
        public String evidence() {
            return loss.describe();
        }
    }

    /**
     * No endpoint could be reached, or none gave a valid handshake.
     *
     * @param failure what was wrong with the last one tried
     * @param fault the same in words, as the client is told
     * @param attempts how many endpoints were tried
     */
    record UpstreamUnavailable(HandshakeFailure failure, String fault, int attempts)
            implements Cause {
        @Override
        public Party endedBy() {
            return Party.UPSTREAM;
        }

        @Override
        public String evidence() {
            return fault + (attempts > 1 ? " at the last of " + attempts + " endpoints" : "");
        }
    }

    /** The upstream answered the handshake with a status that the client is to see. */
    record HandshakeRefused(int status) implements Cause {
        @Override
        public Party endedBy() {
            return Party.UPSTREAM;
        }

        @Override
        public String evidence() {
            return "the upstream answered the handshake with HTTP " + status;
        }
    }

    /**
     * What the client sent is no opening handshake that the gateway could accept, or no route
     * serves it.
     *
     * @param status of the gateway's answer
     * @param reason what is wrong, as the client is told
     */
    record NoHandshake(int status, String reason) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return "answered with HTTP " + status + ": " + reason;
        }
    }

    /**
     * As many clients were connected as may be.
     *
     * @param connections how many that is
     */
    record GatewayFull(int connections) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return "connections reached the limit of " + connections;
        }
    }

    /** The client gave no sign of life, or took nothing of what waited for it. */
    record ClientSilent(Silence silence) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return silence.description();
        }
    }

    /** The upstream gave no sign of life, or took nothing of what waited for it. */
    record UpstreamSilent(Silence silence) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return silence.description();
        }
    }

    /**
     * Neither end sent a message for as long as the route allows.
     *
     * @param limit how long that is
     */
    record IdleTimeout(Duration limit) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return "no message from either end for " + limit.toMillis() + " ms";
        }
    }

    /** The gateway stops. */
    record GatewayDraining() implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return "the gateway stops";
        }
    }

    /**
     * The gateway's own code failed.
     *
     * @param fault what was thrown
     */
    record GatewayFault(String fault) implements Cause {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public String evidence() {
            return fault;
        }
    }

    /**
     * How a peer's TCP connection ended when it should not have.
     *
     * @param tcp how it ended
     * @param midFrame whether that was within a frame
     * @param octets how many octets the peer had sent behind the handshake
     */
    record Loss(TcpEnding tcp, boolean midFrame, long octets) {
        private String describe() {
            String how =
                    switch (tcp) {
                        case FIN -> "FIN";
                        case TIMED_OUT -> "no answer of the peer's system until TCP gave up,";
                        case RST, ABORTED, NEVER_OPENED -> "RST";
                    };
            return how
                    + (midFrame ? " within a frame" : " between frames")
                    + " after "
                    + octets
                    + " octets, without a Close frame";
        }
    }

    private static String describe(Violated violated) {
        return violated.description()
                + " ("
                + violated.violation().section()
                + ") at octet "
                + violated.octet()
                + ", frame header "
                + violated.header()
                + " at "
                + violated.frame();
    }
}
