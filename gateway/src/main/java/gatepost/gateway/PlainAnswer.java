package gatepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.closing.Silence;
import gatepost.protocol.Header;
import gatepost.protocol.Headers;
import gatepost.protocol.RequestVerdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.time.Duration;

/** An HTTP answer of the gateway's own, after which the connection ends. */
record PlainAnswer(int status, String contentType, Headers headers, String body) {
    static final String SERVER = "gatepost";

    private static final int KIB = 1024;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** One line that says what is wrong; the gateway's name is put before it. */
    static PlainAnswer of(int status, String line) {
        return of(status, Headers.of(), line);
    }

    static PlainAnswer of(RequestVerdict.Refusal refusal) {
        return of(refusal.status(), refusal.headers(), refusal.body());
    }

    static PlainAnswer of(int status, Headers headers, String line) {
        return new PlainAnswer(status, TEXT, headers, SERVER + ": " + line + "\n");
    }

    static PlainAnswer of(Page page) {
        return new PlainAnswer(200, HTML, Headers.of("Cache-Control", "no-store"), page.html());
    }

    /** What a client is told whose request could not be read as HTTP. */
    static PlainAnswer toUnreadable(Throwable cause, Limits limits) {
        return switch (cause) {
            case TooLongHttpLineException _ -> of(414, "the request line is too long");
            case TooLongHttpHeaderException _ ->
                    of(431, "the header is larger than " + inWords(limits.headerSize()));
            default -> of(400, "this is not an HTTP/1.1 request");
        };
    }

    /** What a client is told whose request did not come in time. */
    static PlainAnswer tooSlow(Duration limit) {
        return of(408, "no complete request within " + Silence.inWords(limit));
    }

    private static String inWords(int octets) {
        return octets % KIB == 0 ? octets / KIB + " KiB" : octets + " octets";
    }

    static boolean asksForPage(HttpRequest request) {
        return request.uri().equals("/")
                && (request.method().equals(HttpMethod.GET)
                        || request.method().equals(HttpMethod.HEAD))
                && !request.headers()
                        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** The line that it says, without the gateway's name. */
    String line() {
        String text = body.strip();
        String named = SERVER + ": ";
        return text.startsWith(named) ? text.substring(named.length()) : text;
    }

    boolean isRefusal() {
        return status >= 400;
    }

    /**
     * @param head whether only the header was asked for
     */
    FullHttpResponse toResponse(boolean head) {
        ByteBuf content = Unpooled.copiedBuffer(body, UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        head ? Unpooled.EMPTY_BUFFER : content);
        HttpHeaders fields = response.headers();
        for (Header header : headers) {
            fields.add(header.name(), header.value());
        }
        fields.set(HttpHeaderNames.SERVER, SERVER);
        fields.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        fields.set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        // A refusal of the handshake says Connection: Upgrade beside it (RFC 9110 §15.5.22).
        fields.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    /** Makes an upstream's answer the last one on the client's connection. */
    static void makeLast(HttpResponse answer) {
        answer.setProtocolVersion(HttpVersion.HTTP_1_1);
        HttpHeaders headers = answer.headers();
        boolean chunked =
                headers.containsValue(
                        HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, true);
        HopByHop.remove(headers);
        if (chunked) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }

    @Override
    public String toString() {
        return status + " " + body.strip();
    }
}
