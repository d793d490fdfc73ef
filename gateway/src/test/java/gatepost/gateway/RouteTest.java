package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
    private static final Upstream UPSTREAM =
            Upstream.of(
                    "u",
                    new Endpoint(
                            "ws://127.0.0.1:9",
                            "",
                            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))));

    private static Route route(List<String> hosts, int coalesceUpTo) {
        return Route.to(UPSTREAM)
                .path(PathPattern.parse("/chat/**"))
                .hosts(hosts)
                .coalesceUpTo(coalesceUpTo)
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    chat.example.com,  /chat/1, true
                    CHAT.Example.COM,  /chat,   true
                    a.b.example.org,   /chat,   true
                    example.org,       /chat,   false
                    badexample.org,    /chat,   false
                    example.com,       /chat,   false
                    chat.example.com,  /other,  false
                    '',                /chat,   false
                    """)
    void servesItsHostsAndPaths(String host, String path, boolean matches) {
        Route route = route(List.of("Chat.example.com", "*.example.org"), 125);

        assertThat(route.matches(host, path)).isEqualTo(matches);
    }

    @Test
    void servesEveryHostWhereItNamesNone() {
        assertThat(route(List.of(), 125).matches("", "/chat")).isTrue();
    }

    @Test
    void holdsControlFramesWholeInAnyCase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route(List.of(), 124))
                .withMessage("coalesceUpTo is 124, below 125, the largest control frame");
    }
}
