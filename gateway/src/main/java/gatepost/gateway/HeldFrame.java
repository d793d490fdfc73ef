package gatepost.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The octets of a frame that is not complete yet, in the order in which they came. Owns its
 * buffers. Confined to the event loop of the connection.
 *
 * <p>A large piece is kept as it is; a smaller one is copied, so that a peer that sends octet by
 * octet does not make the gateway keep a read buffer for each.
 */
final class HeldFrame {
    private static final int LARGE = 4096;

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(2);
    private boolean lastIsCopy;
    private int octets;

    HeldFrame(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    int octets() {
        return octets;
    }

    /** The first of these octets. */
    byte first() {
        ByteBuf piece = pieces.getFirst();
        return piece.getByte(piece.readerIndex());
    }

    void setFirst(int octet) {
        ByteBuf piece = pieces.getFirst();
        piece.setByte(piece.readerIndex(), octet);
    }

    /** Copies the last so many of these octets, all of which came in small pieces. */
    void copyLast(int length, ByteBuffer to) {
        if (length > 0) {
            ByteBuf piece = pieces.getLast();
            piece.getBytes(piece.writerIndex() - length, to.slice(to.position(), length));
            to.position(to.position() + length);
        }
    }

    /** Takes over a buffer whose readable octets come next. */
    void add(ByteBuf piece) {
        int length = piece.readableBytes();
        octets += length;
        if (length >= LARGE) {
            pieces.add(piece);
            lastIsCopy = false;
            return;
        }
        try {
            if (!lastIsCopy) {
                pieces.add(allocator.directBuffer(length));
                lastIsCopy = true;
            }
            pieces.getLast().writeBytes(piece);
        } finally {
            piece.release();
        }
    }

    /** Hands all buffers over, in order. */
    void moveTo(Consumer<ByteBuf> out) {
        for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            out.accept(piece);
        }
        forget();
    }

    /** Gives everything up. */
    void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        forget();
    }

    private void forget() {
        octets = 0;
        lastIsCopy = false;
    }
}
