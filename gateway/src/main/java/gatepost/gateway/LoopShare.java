package gatepost.gateway;

import gatepost.protocol.ZlibPool;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;

/**
 * What the connections of one event loop share, and nobody else touches.
 *
 * @param room where messages are inflated to; its octets mean nothing from one call to the next
 */
record LoopShare(TimeWheel timers, ZlibPool zlib, ByteBuffer room) {
    private static final int ROOM = 16 * 1024;
    private static final int IDLE_ZLIBS = 16;

    static LoopShare of(EventLoop loop) {
        return new LoopShare(
                new TimeWheel(loop), new ZlibPool(IDLE_ZLIBS), ByteBuffer.allocateDirect(ROOM));
    }
}
