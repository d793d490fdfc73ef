package gatepost.gateway;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/** Makes the requests of clients. */
final class Requests {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private Requests() {}

    /** A valid opening handshake, with more fields where given, as in {@code X-Own: 1}. */
    static HttpRequest handshake(String target, String... fields) {
        HttpRequest request = plain("GET", target);
        request.headers()
                .add("Host", "gatepost.test")
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", KEY);
        for (String field : fields) {
            String[] parts = field.split(": *", 2);
            request.headers().add(parts[0], parts[1]);
        }
        return request;
    }

    static HttpRequest plain(String method, String target) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target);
    }
}
