package gatepost.gateway;

import gatepost.protocol.Headers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;

/**
 * The 101 that a client gets: the gateway's own handshake, and what else the upstream's 101 said.
 */
final class SwitchingAnswer {
    private SwitchingAnswer() {}

    static HttpResponse of(Headers handshake, HttpHeaders fromUpstream) {
        HttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        Unpooled.EMPTY_BUFFER);
        HttpHeaders headers = answer.headers();
        headers.set(fromUpstream);
        HopByHop.remove(headers);
        for (String name : List.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith("sec-websocket-")) {
                headers.remove(name);
            }
        }
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        if (!headers.contains(HttpHeaderNames.SERVER)) {
            headers.set(HttpHeaderNames.SERVER, PlainAnswer.SERVER);
        }
        handshake.forEach(header -> headers.add(header.name(), header.value()));
        return answer;
    }
}
