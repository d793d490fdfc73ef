package gatepost.gateway;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Passes the frames of one peer on to the other leg. Confined to the event loop of the connection.
 *
 * <p>Shaped by speed: {@code bench/README.md} compares it with other proxies.
 */
final class Forwarding {
    /*
     * The whole frames of a read go on as one slice of the buffer that they came in. What is cut at
     * the end is held until it is complete, so that the other leg always stands between two frames
     * and a Close can follow. A frame of more than coalesceUpTo octets would be held too long: it goes
     * on in pieces, each a fragment with a header of its own. The payload stays as it was; a piece of
     * a masked frame has the masking key turned to where the piece begins.
     */

    /** A piece of fewer octets is worth its header only at the end of its frame. */
    private static final int SMALLEST_PIECE = 4096;

    private final InboundCheck check;
    private final Sender as;
    private final ByteBufAllocator allocator;
    private final Consumer<ByteBuf> out;
    private final int coalesceUpTo;
    private final HeldFrame held;

    // The frame that goes on in pieces.
    private boolean splitting;
    private long pieceOffset;

    /**
     * @param coalesceUpTo frames of up to so many octets of payload go on whole
     * @param as in which role the gateway sends to the other leg
     * @param out takes over buffers that together are whole frames, in order
     */
    Forwarding(
            InboundCheck check,
            int coalesceUpTo,
            Sender as,
            ByteBufAllocator allocator,
            Consumer<ByteBuf> out) {
        this.check = check;
        this.coalesceUpTo = coalesceUpTo;
        this.as = as;
        this.allocator = allocator;
        this.out = out;
        held = new HeldFrame(allocator);
    }

    /**
     * Takes over what a peer sent and writes, without flushing, what can go on.
     *
     * @return {@code STARVED}; or {@code CLOSE} or {@code VIOLATION}, with everything before it
     *     written and the rest of the buffer dropped
     */
    InboundCheck.Step receive(ByteBuf octets) {
        ByteBuffer in = octets.internalNioBuffer(octets.readerIndex(), octets.readableBytes());
        int shift = octets.readerIndex() - in.position();
        int whole = octets.readerIndex();
        while (true) {
            check.passMessages(in, coalesceUpTo);
            if (check.isBetweenFrames()) {
                whole = in.position() + shift;
            }
            InboundCheck.Step step = check.next(in);
            int at = in.position() + shift;
            switch (step) {
                case HEADER -> {
                    if (check.payloadLength() > coalesceUpTo) {
                        passFrames(octets, whole);
                        beginPieces(octets, at);
                    }
                }
                case FRAME -> {
                    if (splitting) {
                        passPiece(octets, at, check.fin());
                        splitting = false;
                    }
                    whole = at;
                }
                case STARVED -> {
                    if (splitting) {
                        passOrHoldPiece(octets);
                    } else if (whole == octets.writerIndex() && octets.isReadable()) {
                        held.moveTo(out);
                        out.accept(octets);
                    } else {
                        passFrames(octets, whole);
                        hold(octets);
                    }
                    return step;
                }
                case CLOSE, VIOLATION -> {
                    passFrames(octets, whole);
                    held.release();
                    octets.release();
                    return step;
                }
            }
        }
    }

    /** Gives up what is held. */
    void release() {
        held.release();
    }

    private void passFrames(ByteBuf octets, int end) {
        if (end > octets.readerIndex()) {
            held.moveTo(out);
            pass(octets, end);
        }
    }

    /** What is held is the beginning of the header, which nobody needs any more. */
    private void beginPieces(ByteBuf octets, int payload) {
        held.release();
        octets.readerIndex(payload);
        splitting = true;
        pieceOffset = 0;
    }

    private void passOrHoldPiece(ByteBuf octets) {
        if (held.octets() + octets.readableBytes() >= SMALLEST_PIECE) {
            passPiece(octets, octets.writerIndex(), false);
            octets.release();
        } else {
            hold(octets);
        }
    }

    private void passPiece(ByteBuf octets, int end, boolean fin) {
        int length = held.octets() + end - octets.readerIndex();
        boolean first = pieceOffset == 0;
        ByteBuf header = allocator.directBuffer(FrameHeader.LONGEST);
        ByteBuffer fields = header.internalNioBuffer(0, FrameHeader.LONGEST);
        int start = fields.position();
        FrameHeader.write(
                fields,
                fin,
                first && check.compressed(),
                first ? check.opcode() : Opcode.CONTINUATION,
                length,
                as,
                Mask.after(check.mask(), pieceOffset));
        out.accept(header.writerIndex(fields.position() - start));
        held.moveTo(out);
        pass(octets, end);
        pieceOffset += length;
    }

    private void pass(ByteBuf octets, int end) {
        if (end > octets.readerIndex()) {
            out.accept(octets.readRetainedSlice(end - octets.readerIndex()));
        }
    }

    private void hold(ByteBuf octets) {
        if (octets.isReadable()) {
            held.add(octets);
        } else {
            octets.release();
        }
    }
}
