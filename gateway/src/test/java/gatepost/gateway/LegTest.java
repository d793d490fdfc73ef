package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LegTest {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final EmbeddedDuplexChannel channel = new EmbeddedDuplexChannel();
    private final List<String> told = new ArrayList<>();
    private final Leg leg =
            new Leg(
                    Side.UPSTREAM,
                    channel,
                    CLOSE_TIMEOUT,
                    new Leg.Listener() {
                        @Override
                        public void timedOut(Side side) {
                            told.add("timed out: " + side);
                        }

                        @Override
                        public void closeNotWritten(Side side) {
                            told.add("Close not written: " + side);
                        }
                    },
                    GatewayClock.SYSTEM);

    LegTest() {
        channel.freezeTime();
        channel.config().setAutoRead(false); // As while a handshake goes on.
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf octets(int count) {
        return Unpooled.buffer(count).writeZero(count);
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private String output() {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            hex.append(ByteBufUtil.hexDump(out));
            out.release();
        }
        return hex.toString();
    }

    @Test
    void isReadFromWhenItsHandshakeIsOver() {
        leg.beginReading();

        assertThat(channel.config().isAutoRead()).isTrue();
    }

    /** What came with the handshake may be more than the peer may send, or the other leg takes. */
    @Test
    void isNotReadWhereItsFirstOctetsForbidThat() {
        leg.slowDown(true);
        leg.beginReading();
        assertThat(channel.config().isAutoRead()).isFalse();

        leg.read(false);
        leg.slowDown(false);
        assertThat(channel.config().isAutoRead()).isFalse();

        leg.read(true);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whatIsWrittenGrowsOnlyWithWhatTheSocketTakes() {
        long before = leg.written();

        leg.write(octets(2000));
        leg.write(octets(10));
        assertThat(leg.written()).isEqualTo(before);
        assertThat(leg.unsent()).isGreaterThanOrEqualTo(2010);

        leg.flush();
        assertThat(leg.written()).isGreaterThanOrEqualTo(before + 2010);
        assertThat(leg.unsent()).isZero();
    }

    @Test
    void isBrokenWhenNothingCanBeWrittenAnyMore() {
        assertThat(leg.isBroken()).isFalse();

        channel.close();

        assertThat(leg.isBroken()).isTrue();
        assertThat(leg.unsent()).isZero();
        leg.write(octets(5)); // Is released, and changes nothing.
        assertThat(leg.written()).isZero();
    }

    @Test
    void shutsItsOutputDownBehindAClose() {
        leg.write(octets(2));
        leg.writeClose(new CloseFrame(1001, "bye"), 0);

        assertThat(output()).isEqualTo("0000" + "8885" + "00000000" + "03e9" + "627965");
        assertThat(channel.isOutputShutdown()).isTrue();
        assertThat(channel.isActive()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void closesWhereThePeerHasEndedBefore() {
        assertThat(leg.inputEnded()).isEqualTo(TcpEnding.FIN);
        leg.writeClose(new CloseFrame(1001, "bye"), 0);

        assertThat(channel.isActive()).isFalse();
        assertThat(leg.ending()).isEqualTo(TcpEnding.FIN);
    }

    @Test
    void tellsThatItsPeerDoesNotEnd() {
        leg.writeClose(new CloseFrame(1001, "bye"), 0);
        pass(CLOSE_TIMEOUT.minusMillis(1));
        assertThat(told).isEmpty();

        pass(Duration.ofMillis(1));

        assertThat(told).containsExactly("timed out: UPSTREAM");
        assertThat(leg.ending()).isEqualTo(TcpEnding.ABORTED);
    }

    @Test
    void tellsThatACloseDidNotGoOut() {
        channel.close();

        leg.writeClose(new CloseFrame(1001, "bye"), 0);

        assertThat(told).containsExactly("Close not written: UPSTREAM");
    }

    @Test
    void whyACloseDidNotGoOutIsHowTheConnectionEnded() {
        assumeTrue(Epoll.isAvailable()); // Its library has the numbers.
        channel.pipeline()
                .addFirst(
                        new ChannelOutboundHandlerAdapter() {
                            @Override
                            public void write(
                                    ChannelHandlerContext context,
                                    Object octets,
                                    ChannelPromise promise) {
                                ReferenceCountUtil.release(octets);
                                promise.setFailure(new NativeIoException("writev", -110));
                            }
                        });

        leg.writeClose(new CloseFrame(1001, "bye"), 0);

        assertThat(told).containsExactly("Close not written: UPSTREAM");
        assertThat(leg.inputEnded()).isEqualTo(TcpEnding.TIMED_OUT);
    }

    /** What fails behind the first failure is a consequence of it. */
    @Test
    void endedAsTheFirstFailureSays() {
        leg.failed(TcpEnding.TIMED_OUT);
        leg.failed(TcpEnding.RST);

        assertThat(leg.inputEnded()).isEqualTo(TcpEnding.TIMED_OUT);
        assertThat(leg.ending()).isEqualTo(TcpEnding.TIMED_OUT);
    }
}
