package gatepost.gateway;

import gatepost.protocol.ZlibPool;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;

/**
 * What the connections of one event loop share, and nobody else touches.
 *
 * @param room where messages are inflated to; its octets mean nothing from one call to the next
 * @param traffic may be read by others, too
 */
record LoopShare(
        TimeWheel timers,
        ZlibPool zlib,
        ByteBuffer room,
        LoopTraffic traffic,
        GatewayObserver observer,
        GatewayClock clock) {
    private static final int ROOM = 16 * 1024;
    private static final int IDLE_ZLIBS = 16;

    static LoopShare of(EventLoop loop, GatewayObserver observer, GatewayClock clock) {
        return new LoopShare(
                new TimeWheel(loop),
                new ZlibPool(IDLE_ZLIBS),
                ByteBuffer.allocateDirect(ROOM),
                new LoopTraffic(),
                observer,
                clock);
    }
}
