package gatepost.gateway;

/**
 * What passes through a gateway, counted since its start, connections that are still open included.
 * The counts never go down, except {@code connections}. They are taken while the event loops go on
 * counting, so that one may already hold what another does not yet.
 *
 * @param connections how many are open at this moment, those among them that are being closed
 * @param fromClients what was received from clients
 * @param fromUpstreams what was received from upstreams
 */
public record Traffic(long connections, Received fromClients, Received fromUpstreams) {
    /** No gateway has run. */
    public static final Traffic NONE = new Traffic(0, Received.NOTHING, Received.NOTHING);

    /**
     * What came from the peers at one side, as in {@link gatepost.closing.LegRecord}.
     *
     * @param frames complete frames, control frames among them
     * @param messages complete data messages
     * @param octets behind the handshake, frame headers among them
     */
    public record Received(long frames, long messages, long octets) {
        private static final Received NOTHING = new Received(0, 0, 0);

        private Received plus(Received other) {
            return new Received(
                    frames + other.frames, messages + other.messages, octets + other.octets);
        }
    }

    Traffic plus(Traffic other) {
        return new Traffic(
                connections + other.connections,
                fromClients.plus(other.fromClients),
                fromUpstreams.plus(other.fromUpstreams));
    }
}
