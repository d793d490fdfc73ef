package gatepost.gateway;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.MessageDeflater;
import gatepost.protocol.MessageInflater;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import gatepost.protocol.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages on between two legs on which compression was agreed on separately: inflates what
 * comes compressed, and compresses what goes where compression was agreed on. Confined to the event
 * loop of the connection.
 */
final class Recompressing implements Forwarding {
    /*
     * Every frame that goes on is the gateway's own, with a header and a masking key of its own. What
     * came in one frame goes on in one, or, where it is larger than a chunk, in fragments: a chunk is
     * the most that is held of what goes out.
     *
     * A few octets can inflate to very many. So the work stops, between two chunks, whenever the other
     * leg has enough to write, or when it has gone on for long enough. What was received waits until it
     * is asked for again.
     */

    /** The most payload of a frame that goes on. */
    private static final int CHUNK = 16 * 1024;

    /** After so many steps, of at most a chunk each, other connections have their turn. */
    private static final int MOST_STEPS = 64;

    private final InboundCheck check;
    private final MessageRules rules;
    private final Judge judge;
    private final Optional<MessageInflater> inflater;
    private final Optional<MessageDeflater> deflater;
    private final InflatedText inflated;
    private final Inspection plainText;
    private final ByteBuffer room;
    private final OwnPings pings;
    private final Sender as;
    private final ByteBufAllocator allocator;
    private final Random random;
    private final BooleanSupplier takesMore;
    private final Consumer<ByteBuf> out;
    private final int chunkSize;

    private final Deque<ByteBuf> received = new ArrayDeque<>();
    private @Nullable ByteBuffer in; // a view of the first of these

    private State state = State.SCANNING;

    // The message in progress.
    private boolean inflating;
    private boolean deflating;
    private boolean begun;
    private Opcode type = Opcode.BINARY;
    private boolean pieceEndsFrame;

    private final ByteBuffer control = ByteBuffer.allocate(125);
    private final ByteBuffer header = ByteBuffer.allocate(FrameHeader.LONGEST);
    private @Nullable ByteBuf chunk;
    private long passed;
    private @Nullable Objection objection;

    private enum State {
        SCANNING,
        /** A piece of a compressed message is fed to the inflater, which has more to give. */
        INFLATING
    }

    /**
     * @param rules what becomes of what the peer sends
     * @param judge the same rules: what of it goes on at all
     * @param inflater where the peer may compress
     * @param deflater where the other leg may be sent compressed messages
     * @param room where to inflate to; its octets mean nothing between two calls
     * @param pings what the gateway itself sent to the peer
     * @param as in which role the gateway sends to the other leg
     * @param random makes masking keys (RFC 6455 §10.3)
     * @param takesMore whether the other leg has not enough to write
     * @param out takes over whole frames, in order
     */
    Recompressing(
            InboundCheck check,
            MessageRules rules,
            Judge judge,
            Optional<MessageInflater> inflater,
            Optional<MessageDeflater> deflater,
            ByteBuffer room,
            OwnPings pings,
            Sender as,
            ByteBufAllocator allocator,
            Random random,
            BooleanSupplier takesMore,
            Consumer<ByteBuf> out) {
        this.check = check;
        this.rules = rules;
        this.judge = judge;
        this.inflater = inflater;
        this.deflater = deflater;
        this.inflated = new InflatedText(rules);
        this.plainText = Inspection.ofPlain(rules);
        this.room = room;
        this.pings = pings;
        this.as = as;
        this.allocator = allocator;
        this.random = random;
        this.takesMore = takesMore;
        this.out = out;
        chunkSize =
                rules.splitFramesAbove() == 0 ? CHUNK : Math.min(CHUNK, rules.splitFramesAbove());
    }

    @Override
    public Outcome receive(ByteBuf octets) {
        received.add(octets);
        return resume();
    }

    @Override
    public boolean isWaiting() {
        return !received.isEmpty();
    }

    @Override
    public Outcome resume() {
        int steps = 0;
        while (!received.isEmpty()) {
            ByteBuf octets = received.getFirst();
            ByteBuffer view = in;
            if (view == null) {
                view = octets.nioBuffer();
                in = view;
            }
            while (takesMore.getAsBoolean() && steps < MOST_STEPS) {
                steps++;
                InboundCheck.Step step = goOn(view);
                if (objection != null) {
                    return stop(Outcome.OBJECTION);
                }
                if (step == InboundCheck.Step.CLOSE) {
                    return stop(Outcome.CLOSE);
                }
                if (step == InboundCheck.Step.STARVED) {
                    received.removeFirst().release();
                    in = null;
                    break;
                }
            }
            if (in != null) {
                return Outcome.STARVED; // It waits.
            }
        }
        return Outcome.STARVED;
    }

    /** Does one step of work: up to a chunk of output, or up to the next border of frames. */
    private InboundCheck.Step goOn(ByteBuffer view) {
        if (state == State.INFLATING) {
            inflate();
            return InboundCheck.Step.FRAME;
        }
        int from = view.position();
        InboundCheck.Step step = check.next(view);
        switch (step) {
            case HEADER -> begin();
            case FRAME -> take(view, from, true);
            case STARVED -> {
                if (check.isInPayload() && view.position() > from) {
                    take(view, from, false);
                    return InboundCheck.Step.FRAME; // There may be more to do for it.
                }
            }
            case CLOSE -> {}
            case VIOLATION -> objection = new Objection.Broken(check.violated());
        }
        return step;
    }

    private void begin() {
        objection = judge.judge(check);
        switch (check.opcode()) {
            case TEXT, BINARY -> {
                inflating = check.compressed();
                // What a peer could have compressed and did not stays as it is.
                deflating = deflater.isPresent() && (inflating || inflater.isEmpty());
                begun = false;
                type = convertedType();
                inflated.begin(check);
            }
            case PING, PONG -> control.clear();
            case CONTINUATION, CLOSE -> {}
        }
    }

    private Opcode convertedType() {
        return switch (rules.convert()) {
            case NOTHING -> check.opcode();
            case TEXT_TO_BINARY -> Opcode.BINARY;
            case BINARY_TO_TEXT -> Opcode.TEXT;
        };
    }

    /** Takes what was gone over of a frame's payload. */
    private void take(ByteBuffer view, int from, boolean endsFrame) {
        int to = view.position();
        int mask = Mask.after(check.mask(), check.payloadRead() - (to - from));
        ByteBuffer piece = view.duplicate().limit(to).position(from);
        switch (check.opcode()) {
            case PING, PONG -> {
                takeControl(piece, mask, endsFrame);
                return;
            }
            case TEXT, BINARY, CONTINUATION, CLOSE -> {}
        }
        pieceEndsFrame = endsFrame;
        if (inflating) {
            inflater.orElseThrow().feed(piece, mask, endsFrame && check.fin());
            state = State.INFLATING;
            return;
        }
        objection = plainText.inspect(check, view, from, to);
        if (objection == null) {
            write(piece, mask, endsFrame, endsFrame && check.fin());
        }
    }

    private void takeControl(ByteBuffer piece, int mask, boolean endsFrame) {
        int from = control.position();
        control.put(piece);
        Mask.apply(control, from, control.position(), mask);
        if (!endsFrame) {
            return;
        }
        control.flip();
        boolean own =
                check.opcode() == Opcode.PONG
                        && pings.expectPong(check.payloadLength())
                        && pings.sentPayload(control.duplicate());
        if (!own) {
            ByteBuf frame = emptyFrame(control.remaining());
            frame.writeBytes(control);
            writeFrame(frame, check.opcode(), true, false);
        }
    }

    /** Inflates up to a chunk and passes it on. */
    private void inflate() {
        MessageInflater source = inflater.orElseThrow();
        MessageInflater.Step step = source.next(room.clear());
        objection = inflated.look(check, room);
        if (objection == null && step == MessageInflater.Step.MESSAGE) {
            objection = inflated.end(check);
        }
        if (objection == null && step == MessageInflater.Step.VIOLATION) {
            objection =
                    new Objection.Broken(
                            InflatedText.violated(
                                    check,
                                    Violation.COMPRESSED_DATA_CORRUPT,
                                    source.description()));
        }
        if (objection != null) {
            return;
        }
        boolean more = step == MessageInflater.Step.OUT_OF_ROOM;
        write(room.flip(), 0, !more && pieceEndsFrame, step == MessageInflater.Step.MESSAGE);
        if (!more) {
            state = State.SCANNING;
        }
    }

    /** Writes a piece of a message, compressed where that was agreed on. */
    private void write(ByteBuffer piece, int mask, boolean endsFrame, boolean endsMessage) {
        if (deflating) {
            deflate(piece, mask, endsFrame, endsMessage);
        } else {
            copy(piece, mask);
        }
        if (endsFrame) {
            passChunk(endsMessage);
        }
    }

    private void copy(ByteBuffer piece, int mask) {
        int key = mask;
        while (piece.hasRemaining()) {
            ByteBuf target = chunk();
            int length = Math.min(piece.remaining(), chunkSize - payloadLength(target));
            int from = target.writerIndex();
            target.writeBytes(piece.slice(piece.position(), length));
            piece.position(piece.position() + length);
            ByteBuffer copied = target.internalNioBuffer(from, length);
            Mask.apply(copied, copied.position(), copied.limit(), key);
            key = Mask.after(key, length);
            if (payloadLength(target) == chunkSize) {
                passChunk(false);
            }
        }
    }

    private void deflate(ByteBuffer piece, int mask, boolean endsFrame, boolean endsMessage) {
        MessageDeflater target = deflater.orElseThrow();
        target.feed(
                piece,
                mask,
                endsMessage
                        ? MessageDeflater.Then.END
                        : endsFrame ? MessageDeflater.Then.FLUSH : MessageDeflater.Then.MORE);
        MessageDeflater.Step step;
        do {
            ByteBuf part = chunk();
            ByteBuffer space =
                    part.internalNioBuffer(part.writerIndex(), chunkSize - payloadLength(part));
            int from = space.position();
            step = target.next(space);
            part.writerIndex(part.writerIndex() + space.position() - from);
            if (step == MessageDeflater.Step.OUT_OF_ROOM) {
                passChunk(false);
            }
        } while (step == MessageDeflater.Step.OUT_OF_ROOM);
    }

    private ByteBuf chunk() {
        ByteBuf current = chunk;
        if (current == null) {
            current = emptyFrame(chunkSize);
            chunk = current;
        }
        return current;
    }

    /** A buffer with room for a header before the payload. */
    private ByteBuf emptyFrame(int payload) {
        return allocator
                .directBuffer(FrameHeader.LONGEST + payload)
                .setIndex(FrameHeader.LONGEST, FrameHeader.LONGEST);
    }

    private static int payloadLength(ByteBuf frame) {
        return frame.writerIndex() - FrameHeader.LONGEST;
    }

    /**
     * Passes on what there is as a fragment; nothing where there is nothing, unless it is the last.
     */
    private void passChunk(boolean last) {
        if (last || (chunk != null && payloadLength(chunk) > 0)) {
            ByteBuf frame = chunk();
            chunk = null;
            writeFrame(frame, begun ? Opcode.CONTINUATION : type, last, deflating && !begun);
            begun = true;
        }
    }

    private void writeFrame(ByteBuf frame, Opcode opcode, boolean fin, boolean compressed) {
        int length = payloadLength(frame);
        int mask = as == Sender.CLIENT ? random.nextInt() : 0;
        FrameHeader.write(header.clear(), fin, compressed, opcode, length, as, mask);
        header.flip();
        ByteBuffer payload = frame.internalNioBuffer(FrameHeader.LONGEST, length);
        Mask.apply(payload, payload.position(), payload.limit(), mask);
        int start = FrameHeader.LONGEST - header.remaining();
        frame.readerIndex(start);
        frame.setBytes(start, header);
        passed += frame.readableBytes();
        out.accept(frame);
    }

    @Override
    public @Nullable ByteBuf takeWaiting() {
        ByteBuf octets = received.poll();
        if (octets != null && in != null) {
            octets.skipBytes(in.position());
            in = null;
        }
        return octets;
    }

    /** What was received behind that is kept: a Close may be among it. */
    private Outcome stop(Outcome outcome) {
        releaseTools();
        return outcome;
    }

    @Override
    public Objection objection() {
        if (objection == null) {
            throw new IllegalStateException("there is no objection");
        }
        return objection;
    }

    /** What compresses very well comes out late: of a large frame what came in counts as well. */
    @Override
    public long progress() {
        return passed + (check.payloadRead() > CHUNK ? check.octets() : 0);
    }

    @Override
    public boolean holds() {
        return !check.isBetweenFrames();
    }

    @Override
    public void idle() {
        deflater.ifPresent(MessageDeflater::idle);
    }

    @Override
    public void release() {
        received.forEach(ByteBuf::release);
        received.clear();
        in = null;
        releaseTools();
    }

    private void releaseTools() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
        inflater.ifPresent(MessageInflater::release);
        deflater.ifPresent(MessageDeflater::release);
    }
}
