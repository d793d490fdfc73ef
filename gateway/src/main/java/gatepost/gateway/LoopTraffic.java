package gatepost.gateway;

import gatepost.gateway.Traffic.Received;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what the connections of one event loop bring. Only that loop adds; any thread may read.
 */
final class LoopTraffic {
    /*
     * There is one writer, so that it costs a load and a store to add, as in a plain field. Nobody
     * waits for it, and it waits for nobody: what is read is a value that was there at some time,
     * and never an older one than was read before.
     */

    /** As far from each other that no two loops write to the same line of a cache. */
    private static final int PADDING = 16;

    private static final int CONNECTIONS = PADDING;
    private static final int CLIENT = CONNECTIONS + 1;
    private static final int UPSTREAM = CLIENT + 3;

    private final AtomicLongArray counts = new AtomicLongArray(UPSTREAM + 3 + PADDING);

    private void add(int index, long more) {
        counts.setOpaque(index, counts.getPlain(index) + more);
    }

    void opened() {
        add(CONNECTIONS, 1);
    }

    void closed() {
        add(CONNECTIONS, -1);
    }

    /** Counts what came from a peer since the last time. */
    void received(Side side, long frames, long messages, long octets) {
        int first = first(side);
        add(first, frames);
        add(first + 1, messages);
        add(first + 2, octets);
    }

    private static int first(Side side) {
        return side == Side.CLIENT ? CLIENT : UPSTREAM;
    }

    Traffic soFar() {
        return new Traffic(
                counts.getOpaque(CONNECTIONS), received(Side.CLIENT), received(Side.UPSTREAM));
    }

    private Received received(Side side) {
        int first = first(side);
        return new Received(
                counts.getOpaque(first), counts.getOpaque(first + 1), counts.getOpaque(first + 2));
    }
}
