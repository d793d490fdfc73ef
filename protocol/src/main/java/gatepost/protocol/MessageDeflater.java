package gatepost.protocol;

import gatepost.protocol.DeflateTerms.Compressor;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses messages for one end of a connection (RFC 7692 §7.2.1), however they are cut, and into
 * no more room than it is given. What comes out is the payload of the message's frames, which may
 * be cut anywhere.
 *
 * <p>It is {@link #feed fed} a piece of a message and then asked for the {@link #next} octets until
 * the piece is used up. Whoever cannot take more stops asking, for as long as need be.
 *
 * <p>It holds about 260 KiB outside the heap: within a message, and with context takeover also
 * between messages, until it is {@link #idle}. Belongs to the event loop of its pool.
 */
public final class MessageDeflater {
    /** What follows a piece. */
    public enum Then {
        /** More of the same message; what was fed so far may stay here. */
        MORE,
        /** More of the same message, but later; what was fed so far comes out whole. */
        FLUSH,
        /** Another message. */
        END
    }

    /** What came of a step. In each there may have been output. */
    public enum Step {
        /** The room is used up, but for a few octets, and there may be more to come. */
        OUT_OF_ROOM,
        /** All that was fed is taken, and where asked for also flushed. */
        STARVED,
        /** The message is complete. What is fed next begins another one. */
        MESSAGE
    }

    private enum State {
        WAITING,
        IN_PIECE,
        RELEASED
    }

    /*
     * zlib cannot be told through java.util.zip to use a window below 15 bits. But nothing refers back
     * over a full flush. So there is one after each 2^w octets, counted over all messages that may
     * refer to each other, and no distance is above 2^w.
     *
     * A flush ends with 00 00 FF FF, which is cut off at the end of a message. That it has ended is known
     * by room that is left over; before, its last octets may already be there. So while a message ends,
     * the last four octets are always held back.
     */

    /**
     * The least room that is used. zlib repeats the end of a flush for which less than seven octets
     * of room are left, and four are held back.
     */
    private static final int LEAST_ROOM = 16;

    private static final int CUT_OFF = 4;

    private final Compressor terms;
    private final ZlibPool pool;
    private final MaskedPayload payload = new MaskedPayload();
    private @Nullable Deflater deflater;

    private State state = State.WAITING;
    private Then then = Then.MORE;
    private boolean
            unflushed; // whether zlib has taken octets since the last flush or its beginning
    private long windowLeft;
    private final byte[] heldBack = new byte[CUT_OFF];
    private int held;

    /**
     * @param terms what the end that this compresses for keeps to
     */
    public MessageDeflater(Compressor terms, ZlibPool pool) {
        this.terms = terms;
        this.pool = pool;
        windowLeft = windowSize();
    }

    /**
     * Takes the next piece of a message.
     *
     * @param octets possibly none; they have to stay as they are until all are taken, while the
     *     position moves
     * @param mask the key for the first of them, as in {@link InboundCheck#mask()}; 0 where they
     *     are not masked
     * @throws IllegalStateException where the piece before it is not used up, or after the release
     */
    public void feed(ByteBuffer octets, int mask, Then then) {
        if (state != State.WAITING) {
            throw new IllegalStateException("cannot be fed: " + state);
        }
        payload.set(octets, mask);
        this.then = then;
        state = State.IN_PIECE;
    }

    /**
     * Goes on compressing what was fed.
     *
     * @param out takes the octets at its position, which moves. Where it has room for less than 16
     *     nothing happens.
     * @throws IllegalStateException after the release
     */
    public Step next(ByteBuffer out) {
        return switch (state) {
            case WAITING -> Step.STARVED;
            case IN_PIECE -> inPiece(out);
            case RELEASED -> throw new IllegalStateException("was released");
        };
    }

    /**
     * Gives up what later messages could refer to, and with it all memory outside the heap; they
     * are compressed afresh, which every peer understands. Does nothing while something is still to
     * come out: within a message that was not flushed.
     */
    public void idle() {
        if (state == State.WAITING && !unflushed) {
            giveBack();
        }
    }

    /** Gives up what it holds. Nothing can be asked of it any more. */
    public void release() {
        giveBack();
        payload.clear();
        state = State.RELEASED;
    }

    private Step inPiece(ByteBuffer out) {
        while (payload.hasRemaining()) {
            if (out.remaining() < LEAST_ROOM) {
                return Step.OUT_OF_ROOM;
            }
            if (windowLeft == 0) {
                flush(out);
            } else {
                deflate(out);
            }
        }
        return switch (then) {
            case MORE -> starve();
            case FLUSH -> inFlush(out);
            case END -> inEnd(out);
        };
    }

    private Step inFlush(ByteBuffer out) {
        if (!unflushed) {
            return starve();
        }
        boolean flushed = out.remaining() >= LEAST_ROOM && flush(out);
        return flushed ? starve() : Step.OUT_OF_ROOM;
    }

    private Step inEnd(ByteBuffer out) {
        if (out.remaining() < LEAST_ROOM) {
            return Step.OUT_OF_ROOM;
        }
        if (!unflushed) {
            out.put((byte) 0); // An empty block without its last four octets (§7.2.3.6).
            return endMessage();
        }
        out.put(heldBack, 0, held);
        boolean flushed = flush(out);
        int end = out.position() - CUT_OFF;
        out.get(end, heldBack).position(end);
        held = flushed ? 0 : CUT_OFF;
        return flushed ? endMessage() : Step.OUT_OF_ROOM;
    }

    private void deflate(ByteBuffer out) {
        Deflater zlib = zlib();
        zlib.setInput(pool.scratch, 0, payload.copyTo(pool.scratch, windowLeft));
        long before = zlib.getBytesRead();
        zlib.deflate(out, Deflater.NO_FLUSH);
        int taken = (int) (zlib.getBytesRead() - before);
        payload.skip(taken);
        windowLeft -= taken;
        unflushed = true;
    }

    /** Returns whether all that was taken is out. */
    private boolean flush(ByteBuffer out) {
        zlib().deflate(out, windowLeft == 0 ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH);
        if (!out.hasRemaining()) {
            return false;
        }
        unflushed = false;
        if (windowLeft == 0) {
            windowLeft = windowSize();
        }
        return true;
    }

    private Step starve() {
        state = State.WAITING;
        return Step.STARVED;
    }

    private Step endMessage() {
        state = State.WAITING;
        if (!terms.contextTakeover()) {
            giveBack();
        }
        return Step.MESSAGE;
    }

    private Deflater zlib() {
        if (deflater == null) {
            deflater = pool.takeDeflater();
        }
        return deflater;
    }

    private void giveBack() {
        if (deflater != null) {
            pool.giveBack(deflater);
            deflater = null;
        }
        windowLeft = windowSize();
    }

    private long windowSize() {
        return terms.windowBits() == PermessageDeflate.MOST_BITS
                ? Long.MAX_VALUE
                : 1L << terms.windowBits();
    }
}
