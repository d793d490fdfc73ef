package gatepost.cli;

import static gatepost.cli.Loading.errors;
import static gatepost.cli.Loading.route;
import static gatepost.cli.Loading.withRoute;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Admission;
import gatepost.gateway.OnRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionBinderTest {
    @Test
    void letsEverybodyInWhereNothingIsSaid() {
        assertThat(route("").admission()).isEqualTo(Admission.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://localhost:3000",
                "https://*.example.com",
                "https://*.example.com:8443",
                "http://[::1]:8080",
                "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
                "null"
            })
    void takesOrigins(String origin) {
        assertThat(route("origins: [\"" + origin + "\"]").admission().origins().allowed())
                .containsExactly(origin);
    }

    @Test
    void takesSubprotocolsInTheirOrder() {
        assertThat(route("subprotocols: [chat.v2, Chat.v2, mqtt]").admission().subprotocols())
                .containsExactly("chat.v2", "Chat.v2", "mqtt");
    }

    @ParameterizedTest
    @CsvSource({"http, HTTP", "close, CLOSE"})
    void takesHowAClientIsRefused(String word, OnRefusal onRefusal) {
        assertThat(route("on-refusal: " + word).admission().onRefusal()).isEqualTo(onRefusal);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    origins: https://a.example           | 2:12 origins: expected a list, found "https://a.example"
                    origins: [a.example]                 | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "a.example"; did you mean https://a.example?
                    origins: ["*.a.example"]             | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "*.a.example"; did you mean https://*.a.example?
                    origins: [https://a.example/]        | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://a.example/"; did you mean https://a.example?
                    origins: [https://a.example/b/c]     | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://a.example/b/c"; did you mean https://a.example?
                    origins: [https://a.example:99999]   | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://a.example:99999"
                    origins: [https://a.example:0]       | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://a.example:0"
                    origins: [https://u@a.example]       | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://u@a.example"
                    origins: [https://a.*.example]       | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://a.*.example"
                    origins: ["https://a.example\\n"]    | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "https://a.example\\n"
                    origins: ["*"]                       | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found "*"; without origins every page may connect
                    origins: [null]                      | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found nothing; the origin "null" stands in quotes
                    origins: [5]                         | 2:13 origins: expected an origin such as https://example.com or https://*.example.com, found 5
                    origins: [https://a.example, HTTPS://A.example] | 2:32 origins: expected each once, found "HTTPS://A.example" again; the first is on line 2
                    subprotocols: chat                   | 2:17 subprotocols: expected a list, found "chat"
                    subprotocols: [""]                   | 2:18 subprotocols: expected the name of a subprotocol such as chat.v1, found ""
                    subprotocols: ["chat, v1"]           | 2:18 subprotocols: expected the name of a subprotocol such as chat.v1, found "chat, v1"
                    subprotocols: ["chat\\n"]            | 2:18 subprotocols: expected the name of a subprotocol such as chat.v1, found "chat\\n"
                    subprotocols: [a, b, a]              | 2:24 subprotocols: expected each once, found "a" again; the first is on line 2
                    on-refusal: htpp                     | 2:15 on-refusal: expected http or close, found "htpp"; did you mean http?
                    """)
    void saysWhatIsWrong(String keys, String expected) {
        assertThat(errors(withRoute(keys))).containsExactly(expected);
    }
}
