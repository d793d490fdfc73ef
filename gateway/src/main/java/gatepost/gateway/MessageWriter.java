package gatepost.gateway;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.Mask;
import gatepost.protocol.MessageDeflater;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as frames of the gateway's own, each with a header and a masking key of its own,
 * and compresses those that are to be. A frame larger than a chunk becomes fragments: a chunk is
 * the most that is held. Confined to the event loop of the connection.
 */
final class MessageWriter {
    /** The most payload of a frame. */
    static final int CHUNK = 16 * 1024;

    private final Optional<MessageDeflater> deflater;
    private final int chunkSize;
    private final Sender as;
    private final ByteBufAllocator allocator;
    private final Random random;
    private final Consumer<ByteBuf> out;
    private final ByteBuffer header = ByteBuffer.allocate(FrameHeader.LONGEST);

    // The message in progress.
    private Opcode type = Opcode.BINARY;
    private boolean deflating;
    private boolean begun;
    private @Nullable ByteBuf chunk;

    private long passed;

    /**
     * @param deflater where compressed messages may be sent
     * @param splitAbove the most payload of a frame where that is less than a chunk; 0 for no limit
     * @param as in which role the gateway sends
     * @param random makes masking keys (RFC 6455 §10.3)
     * @param out takes over whole frames, in order
     */
    MessageWriter(
            Optional<MessageDeflater> deflater,
            int splitAbove,
            Sender as,
            ByteBufAllocator allocator,
            Random random,
            Consumer<ByteBuf> out) {
        this.deflater = deflater;
        this.chunkSize = splitAbove == 0 ? CHUNK : Math.min(CHUNK, splitAbove);
        this.as = as;
        this.allocator = allocator;
        this.random = random;
        this.out = out;
    }

    /** Whether compressed messages may be sent. */
    boolean compresses() {
        return deflater.isPresent();
    }

    /** Begins a message; what was written of the one before is complete. */
    void begin(Opcode opcode, boolean compressed) {
        type = opcode;
        deflating = compressed;
        begun = false;
    }

    /**
     * Writes a piece of the message.
     *
     * @param mask the key for its first octet, 0 where it is not masked
     * @param endsFrame whether what was written so far is to go out, as far as it can
     * @param endsMessage whether the message is complete; its frame is then as well
     */
    void write(ByteBuffer piece, int mask, boolean endsFrame, boolean endsMessage) {
        if (deflating) {
            deflate(piece, mask, endsFrame, endsMessage);
        } else {
            copy(piece, mask);
        }
        if (endsFrame) {
            passChunk(endsMessage);
        }
    }

    /** Writes a control frame, also between the fragments of a message. */
    void writeControl(Opcode opcode, ByteBuffer payload) {
        ByteBuf frame = emptyFrame(payload.remaining());
        frame.writeBytes(payload);
        writeFrame(frame, opcode, true, false);
    }

    /** How many octets went out. */
    long passed() {
        return passed;
    }

    /** Gives up what is needed only to compress better what might still come. */
    void idle() {
        deflater.ifPresent(MessageDeflater::idle);
    }

    /** Gives up what is held. */
    void release() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
        deflater.ifPresent(MessageDeflater::release);
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
}
