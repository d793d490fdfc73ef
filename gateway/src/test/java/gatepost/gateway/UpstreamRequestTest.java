package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.ClientHandshake;
import gatepost.protocol.Extension;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamRequestTest {
    private static final ClientHandshake HANDSHAKE =
            new ClientHandshake(
                    new byte[16],
                    List.of("chat"),
                    List.of(new Extension("permessage-deflate", List.of())));

    private final HttpRequest fromClient =
            new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/room?x=1");

    private HttpRequest toUpstream(String target, String client, String basePath) {
        return UpstreamRequest.of(
                fromClient,
                RequestTarget.parse(target).orElseThrow(),
                new InetSocketAddress(InetAddress.ofLiteral(client), 40000),
                new Endpoint(
                        "ws://up",
                        basePath,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))),
                HANDSHAKE);
    }

    @Test
    void goesToThePathBelowTheBase() {
        assertThat(toUpstream("/room?x=1", "127.0.0.1", "/base").uri()).isEqualTo("/base/room?x=1");
    }

    @Test
    void passesWhatTheApplicationSees() {
        fromClient
                .headers()
                .add("Host", "chat.example.com")
                .add("Origin", "https://example.com")
                .add("Cookie", "a=b")
                .add("Authorization", "Bearer x")
                .add("X-Own", "1")
                .add("X-Own", "2");

        HttpRequest request = toUpstream("/", "127.0.0.1", "");

        assertThat(request.headers().get("Host")).isEqualTo("chat.example.com");
        assertThat(request.headers().get("Origin")).isEqualTo("https://example.com");
        assertThat(request.headers().get("Cookie")).isEqualTo("a=b");
        assertThat(request.headers().get("Authorization")).isEqualTo("Bearer x");
        assertThat(request.headers().getAll("X-Own")).containsExactly("1", "2");
    }

    @Test
    void dropsWhatConcernsTheClientsConnection() {
        fromClient
                .headers()
                .add("Connection", "Upgrade, X-Secret ,, keep-alive")
                .add("Upgrade", "websocket, h2c")
                .add("X-Secret", "1")
                .add("Keep-Alive", "5")
                .add("TE", "trailers")
                .add("Proxy-Authorization", "Basic x")
                .add("Content-Length", "0")
                .add("Sec-WebSocket-Key", "theirs")
                .add("Sec-WebSocket-Extensions", "x-unknown")
                .add("Sec-WebSocket-Protocol", "theirs");

        HttpRequest request = toUpstream("/", "127.0.0.1", "");

        assertThat(request.headers().getAll("Connection")).containsExactly("Upgrade");
        assertThat(request.headers().getAll("Upgrade")).containsExactly("websocket");
        assertThat(request.headers().getAll("Sec-WebSocket-Key"))
                .containsExactly("AAAAAAAAAAAAAAAAAAAAAA==");
        assertThat(request.headers().getAll("Sec-WebSocket-Extensions"))
                .containsExactly("permessage-deflate");
        assertThat(request.headers().getAll("Sec-WebSocket-Protocol")).containsExactly("chat");
        assertThat(request.headers().names())
                .doesNotContain(
                        "X-Secret", "Keep-Alive", "TE", "Proxy-Authorization", "Content-Length");
    }

    @Test
    void saysWhoTheClientIsAndBelievesNoneOfItsClaims() {
        fromClient
                .headers()
                .add("Host", "chat.example.com:8080")
                .add("X-Forwarded-For", "10.0.0.1")
                .add("X-Forwarded-Prefix", "/admin")
                .add("Forwarded", "for=10.0.0.1");

        HttpRequest request = toUpstream("/", "192.0.2.7", "");

        assertThat(request.headers().getAll("X-Forwarded-For")).containsExactly("192.0.2.7");
        assertThat(request.headers().getAll("X-Forwarded-Proto")).containsExactly("http");
        assertThat(request.headers().getAll("X-Forwarded-Host"))
                .containsExactly("chat.example.com:8080");
        assertThat(request.headers().getAll("X-Forwarded-Prefix")).isEmpty();
        assertThat(request.headers().getAll("Forwarded"))
                .containsExactly("for=192.0.2.7;host=\"chat.example.com:8080\";proto=http");
        assertThat(request.headers().getAll("Via")).containsExactly("1.1 gatepost");
    }

    @Test
    void writesAnAddressOfVersion6InBracketsAndQuotes() {
        fromClient.headers().add("Host", "h");

        assertThat(toUpstream("/", "2001:db8::1", "").headers().get("Forwarded"))
                .isEqualTo("for=\"[2001:db8:0:0:0:0:0:1]\";host=\"h\";proto=http");
    }

    @Test
    void theAuthorityOfAnAbsoluteTargetStandsAboveHost() {
        fromClient.headers().add("Host", "other");

        assertThat(toUpstream("http://right/x", "127.0.0.1", "").headers().getAll("Host"))
                .containsExactly("right");
    }
}
