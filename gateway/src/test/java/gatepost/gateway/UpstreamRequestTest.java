package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.ClientHandshake;
import gatepost.protocol.Extension;
import gatepost.protocol.RequestVerdict;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamRequestTest {
    private static final ClientHandshake HANDSHAKE =
            new ClientHandshake(
                    new byte[16],
                    List.of("chat"),
                    List.of(new Extension("permessage-deflate", List.of())));

    private final HttpRequest fromClient = Requests.plain("GET", "/room?x=1");

    private RequestFields fields = RequestFields.UNCHANGED;

    private HttpRequest toUpstream(String target, String client, String basePath) {
        Endpoint endpoint =
                new Endpoint(
                        "ws://up",
                        basePath,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
        Asked asked =
                new Asked(
                        fromClient,
                        RequestTarget.parse(target).orElseThrow(),
                        new RequestVerdict.Offer(Requests.KEY, List.of(), List.of()),
                        Route.to(Upstream.of("u", endpoint))
                                .admission(
                                        new Admission(
                                                Origins.ANY, List.of(), fields, OnRefusal.HTTP))
                                .build(),
                        Instant.EPOCH);
        return UpstreamRequest.of(
                asked,
                new InetSocketAddress(InetAddress.ofLiteral(client), 40000),
                endpoint,
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

    @Test
    void setsAndStripsWhatTheRouteSays() {
        fields =
                new RequestFields(
                        Map.of(), Map.of("x-tenant", "a", "Host", "inner.test"), List.of("cookie"));
        fromClient
                .headers()
                .add("Host", "outer.test")
                .add("Connection", "Upgrade, X-Tenant")
                .add("X-Tenant", "forged")
                .add("X-Tenant", "forged again")
                .add("Cookie", "a=b");

        HttpRequest request = toUpstream("/", "127.0.0.1", "");

        assertThat(request.headers().getAll("X-Tenant")).containsExactly("a");
        assertThat(request.headers().getAll("Host")).containsExactly("inner.test");
        assertThat(request.headers().getAll("X-Forwarded-Host")).containsExactly("outer.test");
        assertThat(request.headers().getAll("Cookie")).isEmpty();
    }

    /** The last two columns: what the upstream gets, separated by spaces where more than one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Connection            | Upgrade        | Upgrade
                    Upgrade               | websocket      | websocket
                    Transfer-Encoding     | ''             | ''
                    Content-Length        | ''             | ''
                    Sec-WebSocket-Key     | AAAAAAAAAAAAAAAAAAAAAA== | AAAAAAAAAAAAAAAAAAAAAA==
                    Sec-WebSocket-Made-Up | ''             | ''
                    X-Forwarded-For       | 127.0.0.1      | 127.0.0.1
                    X-Forwarded-Prefix    | ''             | ''
                    Forwarded             | for=127.0.0.1;host="h";proto=http | for=127.0.0.1;host="h";proto=http
                    Host                  | wrong          | h
                    """)
    void whatTheGatewaySaysItselfStandsAboveTheRoute(
            String name, String whereSet, String whereStripped) {
        fromClient.headers().add("Host", "h");

        fields = new RequestFields(Map.of(), Map.of(name, "wrong"), List.of());
        assertThat(String.join(" ", toUpstream("/", "127.0.0.1", "").headers().getAll(name)))
                .isEqualTo(whereSet);

        fields = new RequestFields(Map.of(), Map.of(), List.of(name));
        assertThat(String.join(" ", toUpstream("/", "127.0.0.1", "").headers().getAll(name)))
                .isEqualTo(whereStripped);
    }
}
