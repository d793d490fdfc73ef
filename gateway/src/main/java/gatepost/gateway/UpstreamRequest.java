package gatepost.gateway;

import gatepost.protocol.ClientHandshake;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * The handshake that goes to an upstream in place of the client's: what the application sees stays,
 * what concerned the client's connection is replaced by the gateway's own.
 */
final class UpstreamRequest {
    private UpstreamRequest() {}

    static HttpRequest of(
            Asked asked, InetSocketAddress client, Endpoint endpoint, ClientHandshake handshake) {
        RequestTarget target = asked.target();
        HttpRequest request =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.GET,
                        endpoint.basePath() + target.path() + target.query());
        HttpHeaders headers = request.headers();
        headers.set(asked.request().headers());
        String host = target.authority().orElseGet(() -> headers.get(HttpHeaderNames.HOST, ""));
        // What the client lists may not take away what the route sets, and what the route sets may
        // not stand for what concerns the connection or for what the gateway says itself.
        HopByHop.removeListed(headers);
        headers.set(HttpHeaderNames.HOST, host);
        asked.route().admission().fields().apply(headers);
        if (!headers.contains(HttpHeaderNames.HOST)) {
            headers.set(HttpHeaderNames.HOST, host);
        }
        HopByHop.removeNamed(headers);
        removeReplaced(headers);

        handshake.request().forEach(header -> headers.add(header.name(), header.value()));
        String address = withoutZone(client.getAddress().getHostAddress());
        // No proxy in front is trusted: what a client claims here would be believed by the
        // upstream.
        headers.set("X-Forwarded-For", address);
        headers.set("X-Forwarded-Proto", "http");
        headers.set("X-Forwarded-Host", host);
        headers.set("Forwarded", forwarded(client, address, host));
        headers.add(HttpHeaderNames.VIA, "1.1 gatepost");
        return request;
    }

    private static void removeReplaced(HttpHeaders headers) {
        for (String name : List.copyOf(headers.names())) {
            if (isReplaced(name.toLowerCase(Locale.ROOT))) {
                headers.remove(name);
            }
        }
    }

    /** Whether the gateway says a field itself, in lower case, whatever the client said. */
    static boolean isReplaced(String lower) {
        return lower.startsWith("sec-websocket-")
                || lower.startsWith("x-forwarded-")
                || lower.equals("forwarded")
                || lower.equals("content-length");
    }

    /** The zone of a link-local address means nothing to others. */
    private static String withoutZone(String address) {
        int percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }

    /** RFC 7239 §4: an address of version 6 stands in brackets and quotes, as does a port. */
    private static String forwarded(InetSocketAddress client, String address, String host) {
        String node =
                client.getAddress() instanceof Inet6Address ? "\"[" + address + "]\"" : address;
        return "for=" + node + ";host=\"" + host.replace("\"", "") + "\";proto=http";
    }
}
