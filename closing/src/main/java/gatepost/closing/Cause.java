package gatepost.closing;

import gatepost.protocol.Violated;

/** Why a connection ended, with the evidence. */
public sealed interface Cause {
    /** Who ended the connection. */
    Party endedBy();

    /** What shows that it was so: one line of English for logs; may hold what a peer sent. */
    String evidence();

    /** The client sent a valid Close frame first. */
    record ClientClosed() implements Cause {
        @Override
        public Party endedBy() {
            return Party.CLIENT;
        }

        @Override
        public String evidence() {
            return "the client sent a Close frame";
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

    /** The client broke RFC 6455. */
    record ClientViolation(Violated violated) implements Cause {
        @Override
        public Party endedBy() {
            return Party.CLIENT;
        }

        @Override
        public String evidence() {
            return describe(violated);
        }
    }

    /** The upstream broke RFC 6455. */
    record UpstreamViolation(Violated violated) implements Cause {
        @Override
        public Party endedBy() {
            return Party.UPSTREAM;
        }

        @Override
        public String evidence() {
            return describe(violated);
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
     * @param fault what was wrong with the last one tried, as the client is told
     * @param attempts how many endpoints were tried
     */
    record UpstreamUnavailable(String fault, int attempts) implements Cause {
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
            return (tcp == TcpEnding.FIN ? "FIN" : "RST")
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
