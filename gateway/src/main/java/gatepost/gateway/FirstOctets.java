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

    /** A line as a request of HTTP begins with, however badly: a method, and what it is for. */
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(?s)([\\r\\n]*[A-Za-z]{3,20} +)([^?\\r\\n]*).*");

    private static final String END_OF_HEADER = "\r\n\r\n";
    private static final String INTERIM = "HTTP/1.1 1";

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

    /** The first of them, in hex, without what may be secret. */
    String inHex() {
        return withoutSecrets(hex(0, Math.min(octets.length, SHOWN)));
    }

    /**
     * Octets in hex. Of what may be a request of HTTP, only the method and the path: a query, the
     * name of a user before a host, and what follows the first line may be secrets.
     */
    static String withoutSecrets(String hex) {
        String text = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        Matcher request = REQUEST_LINE.matcher(text);
        if (!request.matches()) {
            return hex;
        }
        String target = request.group(2);
        String kept = request.group(1) + (target.contains("://") ? "" : target);
        return HexFormat.of().formatHex(kept.getBytes(ISO_8859_1));
    }

    /** The first ones of the body behind the header of an answer, in hex. */
    String bodyInHex() {
        String text = new String(octets, ISO_8859_1);
        int from = 0;
        boolean interim;
        do { // Behind one that is interim, another header follows (RFC 9110 §15.2).
            interim = text.startsWith(INTERIM, from);
            int end = text.indexOf(END_OF_HEADER, from);
            from = end < 0 ? octets.length : end + END_OF_HEADER.length();
        } while (interim && from < octets.length);
        return hex(from, Math.min(octets.length, from + 4 * SHOWN));
    }

    private String hex(int from, int to) {
        return HexFormat.of().formatHex(octets, from, to);
    }
}
