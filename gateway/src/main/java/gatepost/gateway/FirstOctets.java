package gatepost.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps what a peer sent first, so that it can be shown where it is no handshake. Stands before the
 * decoder of HTTP and is removed with it. What begins like TLS goes no further: it is told as
 * {@link Foreign#TLS}, once. Confined to the event loop of its channel.
 */
final class FirstOctets extends ChannelInboundHandlerAdapter {
    /** As much as shows which protocol it is. */
    private static final int SHOWN = 32;

    private static final int MOST = 1024;

    /** A capital letter, and somewhere behind it a question mark. */
    private static final Pattern BEGINNING_OF_REQUEST =
            Pattern.compile("((?:4[1-9a-f]|5[0-9a])(?:[0-9a-f]{2})*?3f).*");

    private static final String END_OF_HEADER = "\r\n\r\n";

    private byte[] octets = {};
    private boolean tls;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf received && octets.length < MOST) {
            int kept = octets.length;
            int more = Math.min(received.readableBytes(), MOST - kept);
            octets = Arrays.copyOf(octets, kept + more);
            received.getBytes(received.readerIndex(), octets, kept, more);
        }
        if (tls) {
            ReferenceCountUtil.release(message);
        } else if (isTls()) {
            tls = true;
            ReferenceCountUtil.release(message);
            context.fireUserEventTriggered(Foreign.TLS);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** A record of a handshake, of version 3.x (RFC 8446 §5.1); no line of HTTP begins so. */
    private boolean isTls() {
        return octets.length >= 2 && octets[0] == 0x16 && octets[1] == 0x03;
    }

    /** The first of them, in hex, up to a query. */
    String inHex() {
        return withoutQuery(hex(0, Math.min(octets.length, SHOWN)));
    }

    /**
     * Octets in hex, up to the query of what may be a request of HTTP: that may hold a secret. What
     * begins with another octet than a method does goes on to its end.
     */
    static String withoutQuery(String hex) {
        Matcher request = BEGINNING_OF_REQUEST.matcher(hex);
        return request.matches() ? request.group(1) : hex;
    }

    /** The first ones of the body behind an HTTP header, in hex. */
    String bodyInHex() {
        int end = new String(octets, ISO_8859_1).indexOf(END_OF_HEADER);
        int from = end < 0 ? octets.length : end + END_OF_HEADER.length();
        return hex(from, Math.min(octets.length, from + 4 * SHOWN));
    }

    private String hex(int from, int to) {
        return HexFormat.of().formatHex(octets, from, to);
    }
}
