package gatepost.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Brings what happens on a leg's channel to the relay. */
final class LegHandler extends ChannelInboundHandlerAdapter {
    private final Relay relay;
    private final Side side;

    LegHandler(Relay relay, Side side) {
        this.relay = relay;
        this.side = side;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        relay.received(side, (ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        relay.receiveComplete(side);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        relay.writabilityChanged(side);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            relay.inputEnded(side);
        } else if (event == Drain.NOW) {
            relay.drain();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        relay.closed(side);
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this one is inbound.
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (SocketFailure.is(thrown)) {
            relay.failed(side, SocketFailure.ending(thrown));
        } else {
            relay.fault(thrown);
        }
    }
}
