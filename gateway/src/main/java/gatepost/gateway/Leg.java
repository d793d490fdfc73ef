package gatepost.gateway;

import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import gatepost.protocol.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection of one leg: what is written to it, and how it ends without losing a Close
 * frame. Confined to its event loop.
 *
 * <p>After a Close frame was written out, the output is shut down, and input is read on until the
 * peer ends it or {@code closeTimeout} is over. To close at once would answer what the peer sends
 * meanwhile with RST, and a RST makes the peer's system forget what was not read, the Close frame
 * among it.
 */
final class Leg {
    /** What a leg that was closed tells. */
    interface Listener {
        /** The peer did not end the connection in time. */
        void timedOut(Side side);

        /** The Close frame did not go out: the connection broke before. */
        void closeNotWritten(Side side);
    }

    private static final int SMALL = 1024;

    private final Side side;
    private final DuplexChannel channel;
    private final Duration closeTimeout;
    private final Listener listener;
    private final GatewayClock clock;

    private long readSince;
    private boolean otherIsFull;
    private boolean overRate;
    private long accepted;
    private boolean closeDue;
    private @Nullable TcpEnding failure;
    private @Nullable TcpEnding ending;
    private long endedAt;
    private boolean writtenSinceFlush;
    private int sends; // As far as two.
    private long sentAt;
    private long sentBefore;
    private long unsentBefore;
    private @Nullable Future<?> timer;

    Leg(
            Side side,
            DuplexChannel channel,
            Duration closeTimeout,
            Listener listener,
            GatewayClock clock) {
        this.side = side;
        this.channel = channel;
        this.closeTimeout = closeTimeout;
        this.listener = listener;
        this.clock = clock;
        readSince = clock.nanoTime();
    }

    Side side() {
        return side;
    }

    Channel channel() {
        return channel;
    }

    /** Takes over a buffer of whole frames, to be written with the next {@link #flush}. */
    void write(ByteBuf frames) {
        long before = unsent();
        channel.write(isBetterCopied(frames) ? copyOf(frames) : frames, channel.voidPromise());
        accepted += unsent() - before; // As Netty counts them, which is more than there are.
        writtenSinceFlush = true;
    }

    /** Few octets that have to wait would keep the whole buffer that they came in. */
    private boolean isBetterCopied(ByteBuf frames) {
        return frames.readableBytes() <= SMALL && unsent() > 0;
    }

    private ByteBuf copyOf(ByteBuf frames) {
        try {
            return channel.alloc().directBuffer(frames.readableBytes()).writeBytes(frames);
        } finally {
            frames.release();
        }
    }

    void flush() {
        if (writtenSinceFlush) {
            writtenSinceFlush = false;
            noteSent();
        }
        channel.flush();
    }

    private void noteSent() {
        sends = Math.min(sends + 1, 2);
        sentBefore = sentAt;
        sentAt = clock.nanoTime();
    }

    /** When octets were last given to the socket, as {@link System#nanoTime}; empty where none. */
    OptionalLong sentAt() {
        return sends > 0 ? OptionalLong.of(sentAt) : OptionalLong.empty();
    }

    /** When they were before that; empty where they were not. */
    OptionalLong sentBefore() {
        return sends > 1 ? OptionalLong.of(sentBefore) : OptionalLong.empty();
    }

    /** When its TCP connection ended, as {@link System#nanoTime}; empty where it has not. */
    OptionalLong endedAt() {
        return ending == null ? OptionalLong.empty() : OptionalLong.of(endedAt);
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Lets the peer's octets come, or stay where they are until there is room for them. */
    void read(boolean wanted) {
        boolean wasRead = isRead();
        otherIsFull = !wanted;
        readChanged(wasRead);
    }

    /** Has the peer wait, or no longer, because it sends faster than it may. */
    void slowDown(boolean wanted) {
        boolean wasRead = isRead();
        overRate = wanted;
        readChanged(wasRead);
    }

    /** Whether the peer's octets may come. */
    boolean isRead() {
        return !otherIsFull && !overRate && !hasEnded();
    }

    /** Begins to read, unless something keeps it from that already. */
    void beginReading() {
        readChanged(false);
    }

    /** Whether nothing can be written any more, as writing has failed. */
    boolean isBroken() {
        return channel.unsafe().outboundBuffer() == null;
    }

    /** Since when they may, where they may; as {@link System#nanoTime}. */
    long readSince() {
        return readSince;
    }

    private void readChanged(boolean wasRead) {
        if (!wasRead && isRead()) {
            readSince = clock.nanoTime();
        }
        // Behind the end there is nothing to read, and epoll may have let the socket go already.
        if (hasEnded() || channel.isInputShutdown() || !channel.isOpen()) {
            return;
        }
        try {
            channel.config().setAutoRead(isRead());
        } catch (UncheckedIOException e) {
            // The system has let the socket go; that its input has ended follows.
            failedWith(TcpEnding.RST);
        }
    }

    /** Writes a Close frame behind all that was written before, and nothing ever after. */
    void writeClose(CloseFrame frame, int mask) {
        closeDue = true;
        startTimer();
        channel.writeAndFlush(
                        Unpooled.wrappedBuffer(FrameHeader.close(frame, side.gateway(), mask)))
                .addListener(written -> closeWritten(Optional.ofNullable(written.cause())));
    }

    private void closeWritten(Optional<Throwable> cause) {
        closeDue = false;
        cause.ifPresent(why -> {
            failedWith(SocketFailure.ending(why));
            listener.closeNotWritten(side);
        });
        if (ending == null) {
            startTimer(); // The peer's time to answer begins now.
            channel.shutdownOutput();
        } else {
            channel.close();
        }
    }

    /**
     * Notes that reading or writing failed, and how that ends the connection. What the peer had
     * sent before may still be there, so this is not the end of its input: that comes when all of
     * it was read.
     */
    void failed(TcpEnding how) {
        failedWith(how);
        read(true);
    }

    /** The system says only once why; what fails behind that is a consequence. */
    private void failedWith(TcpEnding how) {
        if (failure == null) {
            failure = how;
        }
    }

    /** Notes that the peer's input has ended; returns how. */
    TcpEnding inputEnded() {
        return ended(failure == null ? TcpEnding.FIN : failure);
    }

    /** Whether the peer's input has ended. */
    boolean hasEnded() {
        return ending != null;
    }

    /** How the TCP connection ended; that the gateway had to end it, unless the peer did before. */
    TcpEnding ending() {
        return ended(failure == null ? TcpEnding.ABORTED : failure);
    }

    private TcpEnding ended(TcpEnding how) {
        if (ending == null) {
            ending = how;
            endedAt = clock.nanoTime();
        }
        return ending;
    }

    /** Ends the connection, or lets {@link #closeWritten} do it where a Close is on its way out. */
    void disconnect() {
        ending(); // What fails because of this is not how it ended.
        if (!closeDue || ending != TcpEnding.FIN) {
            channel.close();
        }
    }

    private void startTimer() {
        closed();
        unsentBefore = unsent();
        timer =
                channel.eventLoop()
                        .schedule(this::timeOver, closeTimeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A peer that takes what was written before its Close, however slowly, is not overdue. */
    private void timeOver() {
        if (closeDue && unsent() < unsentBefore) {
            startTimer();
            return;
        }
        closeDue = false;
        ended(TcpEnding.ABORTED);
        listener.timedOut(side);
    }

    /** A number that grows with what is written to the socket. */
    long written() {
        return accepted - unsent();
    }

    /** How many octets wait to be written. */
    long unsent() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }

    /** Stops waiting for anything: the channel is closed. */
    void closed() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
