package gatepost.protocol;

import gatepost.protocol.DeflateTerms.Compressor;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the compressed messages of one end of a connection (RFC 7692 §7.2.2), however they are
 * cut, and into no more room than it is given.
 *
 * <p>It is {@link #feed fed} a piece of payload and then asked for the {@link #next} octets until
 * the piece is used up. Whoever cannot take more stops asking, for as long as need be. Messages
 * that are not compressed are not fed.
 *
 * <p>Between messages it holds what the next one may refer to, on the heap: nothing without context
 * takeover, else at most the sender's window. Outside the heap it holds something within a message
 * only. Belongs to the event loop of its pool.
 */
public final class MessageInflater {
    /** What came of a step. In each there may have been output. */
    public enum Step {
        /** The room is used up, or enough was done for one step, and there may be more to come. */
        OUT_OF_ROOM,
        /** All that was fed is inflated and given out. */
        STARVED,
        /** The message is complete. What is fed next begins another one. */
        MESSAGE,
        /**
         * {@link Violation#COMPRESSED_DATA_CORRUPT}. From now on, this is found whatever follows.
         */
        VIOLATION
    }

    private enum State {
        WAITING,
        IN_PAYLOAD,
        IN_TAIL,
        VIOLATED,
        RELEASED
    }

    /*
     * A block that is marked as the last one of its stream may stand anywhere (§7.2.3.4), and zlib goes
     * on behind it only after a reset, which forgets the window. It cannot be asked for the window
     * either. So where context is taken over, the window is kept here as well, and zlib gets it back by
     * setDictionary, which a raw stream takes at any time. Then nothing is lost by giving zlib's own
     * away at the end of each message: that costs a reset and a copy of the window, below a microsecond
     * together, and frees 39 KiB for each end that is silent.
     *
     * zlib does not tell whether a message ended within a block. So what a sender leaves out of each
     * message is followed by a last, empty block. Where the message was whole, zlib is finished exactly
     * behind the one or the other.
     */

    /** What a sender cuts off (§7.2.1), and an empty block that is the last of its stream. */
    private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

    private static final int CUT_OFF = 4;

    /** To begin another stream costs much, and two octets of payload can ask for it. */
    private static final int MOST_STREAMS = 16;

    /** zlib before 1.2.9 takes a window of 8 bits for one of 9, and refers back accordingly. */
    private static final int LEAST_KEPT_BITS = 9;

    private final ZlibPool pool;
    private final MaskedPayload payload = new MaskedPayload();
    private @Nullable SlidingWindow window;
    private @Nullable Inflater inflater; // none at the beginning of a stream

    private State state = State.WAITING;
    private boolean last;
    private int tailRead;
    private String description = "";

    /**
     * @param sender what the end that compresses keeps to
     */
    public MessageInflater(Compressor sender, ZlibPool pool) {
        this.pool = pool;
        if (sender.contextTakeover()) {
            window = new SlidingWindow(1 << Math.max(LEAST_KEPT_BITS, sender.windowBits()));
        }
    }

    /**
     * Takes the next piece of a message.
     *
     * @param octets as they came, and possibly none; they have to stay as they are until all are
     *     taken, while the position moves
     * @param mask the key for the first of them, as in {@link InboundCheck#mask()}; 0 where they
     *     are not masked
     * @param last whether the message ends with it
     * @throws IllegalStateException where the piece before it is not used up, or after the release
     */
    public void feed(ByteBuffer octets, int mask, boolean last) {
        switch (state) {
            case WAITING -> {
                payload.set(octets, mask);
                this.last = last;
                state = State.IN_PAYLOAD;
            }
            case VIOLATED -> {}
            case IN_PAYLOAD, IN_TAIL, RELEASED ->
                    throw new IllegalStateException("cannot be fed: " + state);
        }
    }

    /**
     * Goes on inflating what was fed.
     *
     * @param out takes the octets at its position, which moves. Without room nothing happens.
     * @throws IllegalStateException after the release
     */
    public Step next(ByteBuffer out) {
        try {
            return switch (state) {
                case WAITING -> Step.STARVED;
                case IN_PAYLOAD -> inPayload(out);
                case IN_TAIL -> inTail(out);
                case VIOLATED -> Step.VIOLATION;
                case RELEASED -> throw new IllegalStateException("was released");
            };
        } catch (DataFormatException e) {
            return violate("compressed data is corrupt: " + e.getMessage());
        }
    }

    /**
     * What is corrupt, in words that fit into the reason of a Close frame; empty where nothing is.
     */
    public String description() {
        return description;
    }

    /** Gives up what it holds. Nothing can be asked of it any more. */
    public void release() {
        letGo();
        state = State.RELEASED;
    }

    private Step inPayload(ByteBuffer out) throws DataFormatException {
        int streams = 0;
        while (inflater != null || payload.hasRemaining()) {
            if (!out.hasRemaining()) {
                return Step.OUT_OF_ROOM;
            }
            Inflater zlib = zlib();
            int length = payload.copyTo(pool.scratch, Long.MAX_VALUE);
            zlib.setInput(pool.scratch, 0, length);
            inflate(zlib, out);
            payload.skip(length - zlib.getRemaining());
            if (zlib.finished()) {
                giveBack();
                if (++streams == MOST_STREAMS) {
                    return Step.OUT_OF_ROOM; // Enough for one step, though there may be room.
                }
            } else if (out.hasRemaining() && !payload.hasRemaining()) {
                break;
            }
        }
        if (!last) {
            state = State.WAITING;
            return Step.STARVED;
        }
        // A message of no octets at all, or whose last block says so, ends at a block's end. §7.2.1
        // demands one octet more, but some senders leave it out, and what they mean is clear.
        if (inflater == null) {
            return endMessage();
        }
        state = State.IN_TAIL;
        tailRead = 0;
        return inTail(out);
    }

    private Step inTail(ByteBuffer out) throws DataFormatException {
        if (!out.hasRemaining()) {
            return Step.OUT_OF_ROOM;
        }
        Inflater zlib = zlib();
        zlib.setInput(TAIL, tailRead, TAIL.length - tailRead);
        inflate(zlib, out);
        tailRead = TAIL.length - zlib.getRemaining();
        if (zlib.finished() && (tailRead == CUT_OFF || tailRead == TAIL.length)) {
            return endMessage();
        }
        if (!zlib.finished() && !out.hasRemaining()) {
            return Step.OUT_OF_ROOM;
        }
        return violate("compressed message ends within a block");
    }

    private Inflater zlib() {
        if (inflater == null) {
            inflater = pool.takeInflater();
            if (window != null) {
                window.preset(inflater);
            }
        }
        return inflater;
    }

    private void inflate(Inflater zlib, ByteBuffer out) throws DataFormatException {
        int from = out.position();
        int length = zlib.inflate(out);
        if (window != null) {
            window.append(out, from, length);
        }
    }

    private Step endMessage() {
        giveBack();
        state = State.WAITING;
        return Step.MESSAGE;
    }

    private Step violate(String words) {
        letGo();
        description = words;
        state = State.VIOLATED;
        return Step.VIOLATION;
    }

    private void letGo() {
        giveBack();
        payload.clear();
        window = null;
    }

    private void giveBack() {
        if (inflater != null) {
            pool.giveBack(inflater);
            inflater = null;
        }
    }
}
