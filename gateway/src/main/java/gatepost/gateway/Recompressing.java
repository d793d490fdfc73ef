package gatepost.gateway;

import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.MessageInflater;
import gatepost.protocol.Opcode;
import gatepost.protocol.Violation;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages on between two legs on which compression was agreed on separately: inflates what
 * comes compressed, and compresses what goes where compression was agreed on. Confined to the event
 * loop of the connection.
 */
final class Recompressing implements Forwarding {
    /*
     * What came in one frame goes on in one, or, where it is larger than a chunk, in fragments.
     *
     * A few octets can inflate to very many. So the work stops, between two chunks, whenever the other
     * leg has enough to write, or when it has gone on for long enough. What was received waits until it
     * is asked for again.
     */

    /** After so many steps, of at most a chunk each, other connections have their turn. */
    private static final int MOST_STEPS = 64;

    private final InboundCheck check;
    private final MessageRules rules;
    private final Judge judge;
    private final Optional<MessageInflater> inflater;
    private final MessageWriter writer;
    private final InflatedText inflated;
    private final Inspection plainText;
    private final ByteBuffer room;
    private final OwnPings pings;
    private final BooleanSupplier takesMore;

    private final Deque<ByteBuf> received = new ArrayDeque<>();
    private @Nullable ByteBuffer in; // a view of the first of these

    private State state = State.SCANNING;

    // The message in progress.
    private boolean inflating;
    private boolean pieceEndsFrame;

    private final ByteBuffer control = ByteBuffer.allocate(125);
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
     * @param writer writes to the other leg
     * @param room where to inflate to; its octets mean nothing between two calls
     * @param pings what the gateway itself sent to the peer
     * @param takesMore whether the other leg has not enough to write
     */
    Recompressing(
            InboundCheck check,
            MessageRules rules,
            Judge judge,
            Optional<MessageInflater> inflater,
            MessageWriter writer,
            ByteBuffer room,
            OwnPings pings,
            BooleanSupplier takesMore) {
        this.check = check;
        this.rules = rules;
        this.judge = judge;
        this.inflater = inflater;
        this.writer = writer;
        this.inflated = new InflatedText(rules);
        this.plainText = Inspection.ofPlain(rules);
        this.room = room;
        this.pings = pings;
        this.takesMore = takesMore;
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
            case VIOLATION ->
                    objection = new Objection.Broken(check.violated(), check.octetsAround());
        }
        return step;
    }

    private void begin() {
        objection = judge.judge(check);
        switch (check.opcode()) {
            case TEXT, BINARY -> {
                inflating = check.compressed();
                // What a peer could have compressed and did not stays as it is.
                boolean deflating = writer.compresses() && (inflating || inflater.isEmpty());
                writer.begin(convertedType(), deflating);
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
            writer.write(piece, mask, endsFrame, endsFrame && check.fin());
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
                        && pings.takePayload(control.duplicate());
        if (!own) {
            writer.writeControl(check.opcode(), control);
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
                    InflatedText.broken(
                            check, Violation.COMPRESSED_DATA_CORRUPT, source.description());
        }
        if (objection != null) {
            return;
        }
        boolean more = step == MessageInflater.Step.OUT_OF_ROOM;
        writer.write(room.flip(), 0, !more && pieceEndsFrame, step == MessageInflater.Step.MESSAGE);
        if (!more) {
            state = State.SCANNING;
        }
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
        return writer.passed() + (check.payloadRead() > MessageWriter.CHUNK ? check.octets() : 0);
    }

    @Override
    public boolean holds() {
        return !check.isBetweenFrames();
    }

    @Override
    public void idle() {
        writer.idle();
    }

    @Override
    public void release() {
        received.forEach(ByteBuf::release);
        received.clear();
        in = null;
        releaseTools();
    }

    private void releaseTools() {
        inflater.ifPresent(MessageInflater::release);
        writer.release();
    }
}
