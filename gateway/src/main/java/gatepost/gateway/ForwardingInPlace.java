package gatepost.gateway;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes frames on as they are, where they lie. Confined to the event loop of the connection.
 *
 * <p>Shaped by speed: {@code bench/README.md} compares it with other proxies.
 */
final class ForwardingInPlace implements Forwarding {
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
    private final Judge judge;
    private final Convert convert;
    private final Optional<Inspection> inspection;
    private final OwnPings pings;
    private final Sender as;
    private final ByteBufAllocator allocator;
    private final Consumer<ByteBuf> out;
    private final Consumer<ByteBuf> writer = this::write;
    private final int wholeUpTo;
    private final int largestPiece;
    private final int unjudgedUpTo;
    private final boolean unjudgedText;
    private final boolean unjudgedBinary;
    private final HeldFrame held;

    // The frame that goes on in pieces.
    private boolean splitting;
    private long pieceOffset;

    private long passed;
    private @Nullable Objection objection;
    private @Nullable ByteBuf rest; // of what was received, behind which nothing goes on

    /**
     * @param rules what becomes of what the peer sends
     * @param judge the same rules: what of it goes on at all
     * @param inspection looks at the payload of data frames before it goes on
     * @param pings what the gateway itself sent to the peer
     * @param coalesceUpTo frames of up to so many octets of payload go on whole
     * @param as in which role the gateway sends to the other leg
     * @param out takes over buffers that together are whole frames, in order
     */
    ForwardingInPlace(
            InboundCheck check,
            MessageRules rules,
            Judge judge,
            Optional<Inspection> inspection,
            OwnPings pings,
            int coalesceUpTo,
            Sender as,
            ByteBufAllocator allocator,
            Consumer<ByteBuf> out) {
        this.check = check;
        this.judge = judge;
        this.convert = rules.convert();
        this.inspection = inspection;
        this.pings = pings;
        this.as = as;
        this.allocator = allocator;
        this.out = out;
        largestPiece = rules.splitFramesAbove() == 0 ? Integer.MAX_VALUE : rules.splitFramesAbove();
        wholeUpTo = Math.min(coalesceUpTo, largestPiece);
        unjudgedUpTo = inspection.isPresent() ? -1 : judge.unjudgedUpTo(wholeUpTo);
        unjudgedText = judge.accepts(Opcode.TEXT) && convert != Convert.TEXT_TO_BINARY;
        unjudgedBinary = judge.accepts(Opcode.BINARY) && convert != Convert.BINARY_TO_TEXT;
        held = new HeldFrame(allocator);
    }

    @Override
    public Outcome receive(ByteBuf octets) {
        ByteBuffer in = octets.internalNioBuffer(octets.readerIndex(), octets.readableBytes());
        int shift = octets.readerIndex() - in.position();
        int whole = octets.readerIndex();
        while (true) {
            check.passMessages(in, unjudgedUpTo, unjudgedText, unjudgedBinary);
            if (check.isBetweenFrames()) {
                whole = in.position() + shift;
            }
            int from = in.position();
            InboundCheck.Step step = check.next(in);
            int at = in.position() + shift;
            switch (step) {
                case HEADER -> {
                    objection = judge.judge(check);
                    if (objection != null) {
                        return stop(octets, whole, at, Outcome.OBJECTION);
                    }
                    if (check.payloadLength() > wholeUpTo) {
                        passFrames(octets, whole);
                        beginPieces(octets, at);
                    } else if (type() != check.opcode()) {
                        changeType(octets, whole);
                    }
                }
                case FRAME -> {
                    if (isObjectedTo(in, from)) {
                        return stop(octets, whole, at, Outcome.OBJECTION);
                    }
                    if (splitting) {
                        passPiece(octets, at, check.fin());
                        splitting = false;
                    } else if (isOwnPong(octets, at)) {
                        passFrames(octets, whole);
                        held.release();
                        octets.readerIndex(at);
                    }
                    whole = at;
                }
                case STARVED -> {
                    if (check.isInPayload() && isObjectedTo(in, from)) {
                        return stop(octets, whole, at, Outcome.OBJECTION);
                    }
                    if (splitting) {
                        passOrHoldPiece(octets);
                    } else if (whole == octets.writerIndex() && octets.isReadable()) {
                        held.moveTo(writer);
                        write(octets);
                    } else {
                        passFrames(octets, whole);
                        hold(octets);
                    }
                    return Outcome.STARVED;
                }
                case CLOSE -> {
                    return stop(octets, whole, at, Outcome.CLOSE);
                }
                case VIOLATION -> {
                    objection = new Objection.Broken(check.violated(), check.octetsAround());
                    return stop(octets, whole, at, Outcome.OBJECTION);
                }
            }
        }
    }

    /** What follows is kept: a Close may be among it. */
    private Outcome stop(ByteBuf octets, int whole, int at, Outcome outcome) {
        passFrames(octets, whole);
        held.release();
        if (at < octets.writerIndex()) {
            rest = octets.readerIndex(at);
        } else {
            octets.release();
        }
        return outcome;
    }

    /** Looks at the payload that was gone over last. */
    private boolean isObjectedTo(ByteBuffer in, int from) {
        if (inspection.isEmpty()) {
            return false;
        }
        objection =
                switch (check.opcode()) {
                    case TEXT, BINARY, CONTINUATION ->
                            inspection.get().inspect(check, in, from, in.position());
                    case CLOSE, PING, PONG -> null;
                };
        return objection != null;
    }

    /** The type that the frame goes on as. */
    private Opcode type() {
        return switch (convert) {
            case NOTHING -> check.opcode();
            case TEXT_TO_BINARY -> check.opcode() == Opcode.TEXT ? Opcode.BINARY : check.opcode();
            case BINARY_TO_TEXT -> check.opcode() == Opcode.BINARY ? Opcode.TEXT : check.opcode();
        };
    }

    /**
     * The frame begins behind the last whole one here, or, where there is none, with what is held.
     */
    private void changeType(ByteBuf octets, int whole) {
        if (held.octets() > 0 && whole == octets.readerIndex()) {
            held.setFirst(changed(held.first()));
        } else {
            octets.setByte(whole, changed(octets.getByte(whole)));
        }
    }

    private int changed(int first) {
        return first ^ check.opcode().number() ^ type().number();
    }

    /** Whether the frame that ends here answers a Ping of the gateway: nobody else asked for it. */
    private boolean isOwnPong(ByteBuf octets, int end) {
        if (check.opcode() != Opcode.PONG || !pings.expectPong(check.payloadLength())) {
            return false;
        }
        ByteBuffer payload = ByteBuffer.allocate(OwnPings.PAYLOAD);
        int here = Math.min(OwnPings.PAYLOAD, end - octets.readerIndex());
        held.copyLast(OwnPings.PAYLOAD - here, payload);
        octets.getBytes(end - here, payload);
        payload.flip();
        for (int i = 0; i < OwnPings.PAYLOAD; i++) {
            payload.put(i, (byte) (payload.get(i) ^ Mask.after(check.mask(), i)));
        }
        return pings.takePayload(payload);
    }

    @Override
    public Objection objection() {
        if (objection == null) {
            throw new IllegalStateException("there is no objection");
        }
        return objection;
    }

    @Override
    public long progress() {
        return passed;
    }

    @Override
    public boolean holds() {
        return splitting || !check.isBetweenFrames();
    }

    private void write(ByteBuf frames) {
        passed += frames.readableBytes();
        out.accept(frames);
    }

    /** Never: what comes goes on at once, however much waits on the other leg. */
    @Override
    public boolean isWaiting() {
        return false;
    }

    @Override
    public Outcome resume() {
        return Outcome.STARVED;
    }

    @Override
    public @Nullable ByteBuf takeWaiting() {
        ByteBuf taken = rest;
        rest = null;
        return taken;
    }

    @Override
    public void idle() {}

    @Override
    public void release() {
        held.release();
        if (rest != null) {
            rest.release();
            rest = null;
        }
        inspection.ifPresent(Inspection::release);
    }

    private void passFrames(ByteBuf octets, int end) {
        if (end > octets.readerIndex()) {
            held.moveTo(writer);
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
        int octetsHere = held.octets() + octets.readableBytes();
        if (octetsHere >= Math.min(SMALLEST_PIECE, largestPiece)) {
            passPiece(octets, octets.writerIndex(), false);
            octets.release();
        } else {
            hold(octets);
        }
    }

    private void passPiece(ByteBuf octets, int end, boolean fin) {
        int length = held.octets() + end - octets.readerIndex();
        if (length <= largestPiece) {
            writePieceHeader(length, fin);
            held.moveTo(writer);
            pass(octets, end);
            return;
        }
        held.moveTo(piece -> {
            passInParts(piece, piece.writerIndex(), false);
            piece.release();
        });
        passInParts(octets, end, fin);
    }

    private void passInParts(ByteBuf octets, int end, boolean fin) {
        while (end > octets.readerIndex()) {
            int length = Math.min(largestPiece, end - octets.readerIndex());
            int partEnd = octets.readerIndex() + length;
            writePieceHeader(length, fin && partEnd == end);
            pass(octets, partEnd);
        }
    }

    private void writePieceHeader(int length, boolean fin) {
        boolean first = pieceOffset == 0;
        ByteBuf header = allocator.directBuffer(FrameHeader.LONGEST);
        ByteBuffer fields = header.internalNioBuffer(0, FrameHeader.LONGEST);
        int start = fields.position();
        FrameHeader.write(
                fields,
                fin,
                first && check.compressed(),
                first ? type() : Opcode.CONTINUATION,
                length,
                as,
                Mask.after(check.mask(), pieceOffset));
        write(header.writerIndex(fields.position() - start));
        pieceOffset += length;
    }

    private void pass(ByteBuf octets, int end) {
        if (end > octets.readerIndex()) {
            write(octets.readRetainedSlice(end - octets.readerIndex()));
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
