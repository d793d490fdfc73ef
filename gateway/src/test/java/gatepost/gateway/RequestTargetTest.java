package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    /,                           /,      '',      ''
                    /chat,                       /chat,  '',      ''
                    /chat?a=/../b,               /chat,  ?a=/../b, ''
                    /a..b/...,                   /a..b/..., '',   ''
                    /%41,                        /%41,   '',      ''
                    //double,                    //double, '',    ''
                    http://example.com/chat?x,   /chat,  ?x,      example.com
                    HTTP://example.com:81,       /,      '',      example.com:81
                    ws://[::1]:9?x,              /,      ?x,      [::1]:9
                    """)
    void readsPathQueryAndAuthority(String target, String path, String query, String authority) {
        assertThat(RequestTarget.parse(target))
                .contains(
                        new RequestTarget(
                                path,
                                query,
                                Optional.of(authority).filter(text -> !text.isEmpty())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "chat",
                "example.com:80",
                "http:///x",
                "http://u@h/",
                "http://h\"x/",
                "https://example.com/",
                "/#x",
                "/..",
                "/a/../b",
                "/./a",
                "/a/%2e%2E/b",
                "/a%2f..%2Fb",
                "/a/%2e"
            })
    void refusesWhatIsNoPlainPath(String target) {
        assertThat(RequestTarget.parse(target)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Example.com, example.com",
        "example.com:8080, example.com",
        "[::1], [::1]",
        "[::1]:80, [::1]",
        "'', ''"
    })
    void aHostIsComparedWithoutItsPort(String host, String plain) {
        assertThat(RequestTarget.withoutPort(host)).isEqualTo(plain);
    }
}
