package gatepost.gateway;

import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.MessageInflater;
import gatepost.protocol.Opcode;
import gatepost.protocol.Violation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Inflates a copy of the compressed messages that pass, to look at their text and their size; what
 * was inflated is not kept. Confined to the event loop of the connection.
 */
final class InflatedCopy implements Inspection {
    private final MessageInflater inflater;
    private final InflatedText inflated;
    private final Inspection others;
    private final ByteBuffer room;
    private boolean compressed;
    private long work;

    /**
     * @param others looks at messages that are not compressed
     * @param room where to inflate to; its octets mean nothing between two calls
     */
    InflatedCopy(
            MessageInflater inflater, InflatedText inflated, Inspection others, ByteBuffer room) {
        this.inflater = inflater;
        this.inflated = inflated;
        this.others = others;
        this.room = room;
    }

    @Override
    public @Nullable Objection inspect(InboundCheck check, ByteBuffer in, int from, int to) {
        long before = check.payloadRead() - (to - from);
        boolean ends = check.fin() && check.isBetweenFrames();
        if (check.opcode() != Opcode.CONTINUATION && before == 0) {
            compressed = check.compressed();
            inflated.begin(check);
        }
        if (!compressed) {
            return others.inspect(check, in, from, to);
        }
        inflater.feed(
                in.duplicate().limit(to).position(from), Mask.after(check.mask(), before), ends);
        while (true) {
            MessageInflater.Step step = inflater.next(room.clear());
            // A step can take long also where little comes of it.
            work += step == MessageInflater.Step.OUT_OF_ROOM ? room.capacity() : room.position();
            Objection objection = inflated.look(check, room);
            if (objection != null) {
                return objection;
            }
            switch (step) {
                case OUT_OF_ROOM -> {}
                case STARVED -> {
                    return null;
                }
                case MESSAGE -> {
                    return inflated.end(check);
                }
                case VIOLATION -> {
                    return InflatedText.broken(
                            check, Violation.COMPRESSED_DATA_CORRUPT, inflater.description());
                }
            }
        }
    }

    /** A measure for what was done so far: no less than the octets that were inflated. */
    long work() {
        return work;
    }

    @Override
    public void release() {
        inflater.release();
    }
}
