package gatepost.cli;

import static gatepost.cli.Loading.errors;
import static gatepost.cli.Loading.route;
import static gatepost.cli.Loading.withRoute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import gatepost.gateway.RequestFields;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsBinderTest {
    @Test
    void leavesFieldsAloneWhereNothingIsSaid() {
        assertThat(fields("{}")).isEqualTo(RequestFields.UNCHANGED);
    }

    @Test
    void takesWhatIsSaid() {
        RequestFields fields =
                fields(
                        """
                        {require: {Authorization: "*", X-Edition: "2"},
                         set: {Host: chat.internal, X-Empty: "", X-Word: "grüße,\\t* \\"a\\": b"},
                         strip: [Cookie, origin]}
                        """);
        assertThat(fields.require())
                .containsOnly(
                        entry("Authorization", Optional.empty()),
                        entry("X-Edition", Optional.of("2")));
        assertThat(fields.set())
                .containsOnly(
                        entry("Host", "chat.internal"),
                        entry("X-Empty", ""),
                        entry("X-Word", "grüße,\t* \"a\": b"));
        assertThat(fields.strip()).containsExactly("Cookie", "origin");
    }

    @Test
    void requiresFieldsThatTheGatewaySeesToItself() {
        assertThat(fields("{require: {Via: \"*\", Sec-WebSocket-Protocol: chat}}").require())
                .containsOnlyKeys("Via", "Sec-WebSocket-Protocol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "CONTENT-LENGTH",
                "Forwarded",
                "keep-alive",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Sec-WebSocket-Key",
                "sec-websocket-extensions",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Via",
                "X-Forwarded-For",
                "x-forwarded-port"
            })
    void neitherSetsNorStripsWhatTheGatewaySeesToItself(String name) {
        String refusal =
                ": expected a field that the gateway does not see to itself, found \""
                        + name
                        + "\"";
        assertThat(errors(withRoute("headers: {set: {%1$s: x},\n strip: [%1$s]}".formatted(name))))
                .containsExactly("2:19 set" + refusal, "3:10 strip" + refusal);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    []                          | 2:12 headers: expected keys and values, found a list
                    {add: {}}                   | 2:13 unknown key "add" in the header rules; expected require, set or strip
                    {require: [Cookie]}         | 2:22 require: expected keys and values, found a list
                    {require: {"X Y": a}}       | 2:23 require: expected the name of a header field such as X-Tenant, found "X Y"
                    {require: {"X-Y\\n": a}}    | 2:23 require: expected the name of a header field such as X-Tenant, found "X-Y\\n"
                    {require: {X: 5}}           | 2:26 X: expected the value of a header field, found 5; did you mean "5"?
                    {require: {X: true}}        | 2:26 X: expected the value of a header field, found true; did you mean "true"?
                    {require: {X: }}            | 2:25 X: expected the value of a header field, found nothing
                    {require: {X: [a]}}         | 2:26 X: expected the value of a header field, found a list
                    {require: {X-A: a, x-a: b}} | 2:31 require: expected each once, found "x-a" again; the first is on line 2
                    {set: {"": a}}              | 2:19 set: expected the name of a header field such as X-Tenant, found ""
                    {set: {X: "a\\r\\nY: b"}}   | 2:22 X: expected the value of a header field, found "a\\r\\nY: b"
                    {set: {X: "a\\n"}}          | 2:22 X: expected the value of a header field, found "a\\n"
                    {set: {X: " a"}}            | 2:22 X: expected the value of a header field, found " a"
                    {set: {X: "a "}}            | 2:22 X: expected the value of a header field, found "a "
                    {set: {X: "a\\0"}}          | 2:22 X: expected the value of a header field, found "a\\u0000"
                    {set: {X: €}}               | 2:22 X: expected the value of a header field, found "€"
                    {set: {X-A: a, X-a: b}}     | 2:27 set: expected each once, found "X-a" again; the first is on line 2
                    {strip: Cookie}             | 2:20 strip: expected a list, found "Cookie"
                    {strip: [X Y]}              | 2:21 strip: expected the name of a header field such as X-Tenant, found "X Y"
                    {strip: [host]}             | 2:21 strip: expected a field that a request can be without, found "host"
                    {strip: [X, x]}             | 2:24 strip: expected each once, found "x" again; the first is on line 2
                    {set: {X-A: a}, strip: [x-a]} | 2:36 strip: expected a field that is not set, found "x-a", which line 2 sets
                    """)
    void saysWhatIsWrong(String headers, String expected) {
        assertThat(errors(withRoute("headers: " + headers))).containsExactly(expected);
    }

    private static RequestFields fields(String headers) {
        return route("headers: " + headers).admission().fields();
    }
}
