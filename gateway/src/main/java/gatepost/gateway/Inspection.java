package gatepost.gateway;

import gatepost.protocol.InboundCheck;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks at the payload of one peer's data frames before it goes on, without changing it. */
interface Inspection {
    /**
     * Looks at what was gone over of a data frame's payload.
     *
     * @param check at what it found last: the frame, or the part of it that is there, has just been
     *     gone over
     * @param from the index of the first octet in the buffer
     * @param to the index behind the last
     */
    @Nullable Objection inspect(InboundCheck check, ByteBuffer in, int from, int to);

    /** Gives up what is held for it. */
    default void release() {}

    /** What messages that are not compressed are looked at for. */
    static Inspection ofPlain(MessageRules rules) {
        return rules.convert() == Convert.BINARY_TO_TEXT
                ? new TextDemand()
                : (check, in, from, to) -> null;
    }
}
