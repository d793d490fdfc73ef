package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    https://a.example,         https://a.example,            true
                    https://a.example,         HTTPS://A.Example,            true
                    HTTPS://A.Example,         https://a.example,            true
                    https://a.example:443,     https://a.example,            true
                    https://a.example,         https://a.example:443,        true
                    https://a.example,         https://a.example:0443,       true
                    http://a.example:80,       http://a.example,             true
                    wss://a.example:443,       wss://a.example,              true
                    ws://a.example:80,         ws://a.example,               true
                    https://a.example:8443,    https://a.example:8443,       true
                    https://[::1]:8443,        https://[::1]:8443,           true
                    chrome-extension://abc,    chrome-extension://abc,       true
                    null,                      null,                         true

                    https://a.example,         http://a.example,             false
                    https://a.example,         https://a.example:80,         false
                    https://a.example,         https://a.example:8443,       false
                    https://a.example:8443,    https://a.example,            false
                    http://a.example,          http://a.example:443,         false
                    chrome-extension://abc,    chrome-extension://abc:0,     false
                    https://a.example,         https://b.a.example,          false
                    https://a.example,         https://a.example.evil,       false
                    https://a.example,         https://a.example.,           false
                    https://a.example,         https://a.example/,           false
                    https://a.example,         https://a.example@evil,       false
                    https://a.example,         https://a.example https://b,  false
                    https://a.example,         null,                         false
                    https://a.example,         '',                           false
                    https://a.example,         a.example,                    false
                    null,                      https://a.example,            false

                    https://*.example.com,     https://a.example.com,        true
                    https://*.example.com,     https://b.a.Example.com,      true
                    https://*.example.com,     https://a.example.com:443,    true
                    https://*.example.com:8443, https://a.example.com:8443,  true
                    https://*.example.com,     https://example.com,          false
                    https://*.example.com,     https://.example.com,         false
                    https://*.example.com,     https://badexample.com,       false
                    https://*.example.com,     https://*.example.com,        false
                    https://*.example.com,     http://a.example.com,         false
                    https://*.example.com,     https://a.example.com:8443,   false
                    https://*.example.com:8443, https://a.example.com,       false
                    https://*.example.com,     https://evil/.example.com,    false
                    https://*.example.com,     https://evil#.example.com,    false
                    https://*.example.com,     https://evil:1.example.com,   false
                    https://*.example.com,     https://a.example.com.evil,   false
                    https://*.example.com,     null,                         false
                    """)
    void areComparedBySchemeHostAndPort(String allowed, String origin, boolean comesIn) {
        Origins origins = new Origins(List.of("https://other.example", allowed));

        assertThat(origins.refusal(List.of(origin)).isEmpty()).isEqualTo(comesIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://evil.example       | 403 gatepost: origin https://evil.example is not allowed here
                    ''                         | 403 gatepost: Origin is missing
                    https://a.test,https://a.test | 403 gatepost: Origin is repeated
                    x\u001b[2J                 | 403 gatepost: origin x?[2J is not allowed here
                    """)
    void areRefusedWithWhatTheRequestSaid(String values, String answer) {
        List<String> origins = values.isEmpty() ? List.of() : List.of(values.split(",", -1));

        assertThat(new Origins(List.of("https://a.test")).refusal(origins))
                .map(Refusal::answer)
                .hasToString("Optional[" + answer + "]");
    }

    @Test
    void aLongOneStillFitsIntoTheReasonOfACloseFrame() {
        Origins origins = new Origins(List.of("https://a.test"));
        String excerpt = "https://" + "x".repeat(69) + "...";

        assertThat(origins.refusal(List.of("https://" + "x".repeat(500))).orElseThrow().toClient())
                .hasToString(
                        "CloseFrame[code=1008, reason=client: origin "
                                + excerpt
                                + " is not allowed here]");
    }

    @Test
    void everybodyComesInWhereNoneIsNamed() {
        assertThat(Origins.ANY.refusal(List.of())).isEmpty();
        assertThat(Origins.ANY.refusal(List.of("anything", "twice"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "https://",
                "https://*",
                "https://a.*.example",
                "https://a.example/",
                "https://a.example:",
                "https://a.example:123456",
                "://a",
                "*"
            })
    void whatIsNoOriginCannotBeAllowed(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origins(List.of(origin)))
                .withMessage("not an origin: " + origin);
    }
}
