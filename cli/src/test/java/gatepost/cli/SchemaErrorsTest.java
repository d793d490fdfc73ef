package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaErrorsTest {
    private static final String REST =
            "routes: [{path: /, upstream: a}]\nupstreams: {a: {endpoints: [ws://127.0.0.1:1]}}\n";

    @Test
    void findsNothingInWhatIsFine() {
        assertThat(errors(ConfigurationReference.EXAMPLE)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    drain: 5                                | 1:8 /drain drain: expected keys and values, found 5
                    drain:                                  | 1:7 /drain drain: expected keys and values, found nothing
                    drain: {timeout: 5}                     | 1:18 /drain/timeout timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found 5; did you mean 5s?
                    drain: {tmeout: 5s}                     | 1:9 /drain/tmeout unknown key "tmeout" in the drain settings; expected timeout; did you mean timeout?
                    drain: {x/y: 5s}                        | 1:9 /drain/x~1y unknown key "x/y" in the drain settings; expected timeout
                    listen: {}                              | 1:9 /listen listen: expected a list, found keys and values
                    listen: []                              | 1:9 /listen listen: expected at least one, found none
                    listen: [{}]                            | 1:10 /listen/0 expected the key "address" in a listener, found none
                    limits: {header-size: []}               | 1:23 /limits/header-size header-size: expected a size such as 125B, 64KiB, 1MiB or 65536, found a list
                    """)
    void tellsWhatIsFoundWhereSomethingElseIsExpected(String line, String expected) {
        assertThat(errors(line + "\n" + REST)).containsExactly(expected);
    }

    @Test
    void tellsEveryKeyThatIsMissing() {
        assertThat(errors("routes: [{}]\nupstreams: {a: {}}\n"))
                .containsExactlyInAnyOrder(
                        "1:10 /routes/0 expected the key \"path\" in a route, found none",
                        "1:10 /routes/0 expected the key \"upstream\" in a route, found none",
                        "2:13 /upstreams/a expected the key \"endpoints\" in the upstream a, found"
                                + " none");
    }

    @Test
    void tellsOneProblemOfAValueThatBreaksSeveralRules() {
        assertThat(errors("limits: {connections: -1.5}\nlisten: [5]\n" + REST))
                .containsExactlyInAnyOrder(
                        "1:23 /limits/connections connections: expected a whole number from 0 to"
                                + " 999999999, found \"-1.5\"",
                        "2:10 /listen/0 listen: expected keys and values, found 5");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    limits: {x: 1}    | unknown key "x" in the limits; expected connections, connections-per-ip, handshakes-per-second-per-ip, header-size or handshake-timeout
                    ROUTE hots: []    | unknown key "hots" in a route; expected one of the 22 in docs/configuration.md; did you mean hosts?
                    ROUTE tls: {}     | unknown key "tls" in a route; expected one of the 22 in docs/configuration.md
                    ROUTE max-size: 1 | unknown key "max-size" in a route; expected one of the 22 in docs/configuration.md
                    """)
    void listsKeysWhereThereAreFewOfThem(String line, String message) {
        String text =
                line.startsWith("ROUTE ")
                        ? Loading.withRoute(line.substring(6))
                        : line + "\n" + REST;
        assertThat(errors(text)).singleElement().asString().endsWith(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    upstreams: {"a b": {endpoints: [ws://127.0.0.1:1]}} | 1:13 /upstreams/a b upstreams: expected the name of an upstream such as chat, found "a b"
                    upstreams: {5: {endpoints: 5}}                       | 1:28 /upstreams/5/endpoints endpoints: expected a list, found 5
                    """)
    void tellsNamesThatAreNotAllowed(String upstreams, String expected) {
        assertThat(errors(upstreams + "\nroutes: [{path: /, upstream: a}]\n"))
                .containsExactly(expected);
    }

    @Test
    void tellsHowManyThereMayBe() {
        assertThat(
                        errors(
                                Loading.withRoute(
                                        "headers: {strip: ["
                                                + "X,".repeat(101)
                                                + "]}, hosts: ["
                                                + "x,".repeat(1001)
                                                + "]")))
                .containsExactlyInAnyOrder(
                        "2:20 /routes/0/headers/strip strip: expected at most 100, found 101",
                        "2:234 /routes/0/hosts hosts: expected at most 1000, found 1001");
    }

    @Test
    void judgesAValueForBothPeersAndOneForEach() {
        assertThat(
                        errors(
                                Loading.withRoute(
                                        "accept: 5, convert: {client: 5, upstream: none, x: 1}")))
                .containsExactlyInAnyOrder(
                        "2:11 /routes/0/accept accept: expected text, binary or any, found 5",
                        "2:32 /routes/0/convert/client client: expected none, text-to-binary or"
                                + " binary-to-text, found 5",
                        "2:51 /routes/0/convert/x unknown key \"x\" in the values for each peer;"
                                + " expected client or upstream");
    }

    private static List<String> errors(String text) {
        Document document = YamlReader.read(new SourceText("x.yaml", text));
        return SchemaErrors.of(
                        ConfigurationSchema.INSTANCE, document, document.root().orElseThrow())
                .stream()
                .map(problem ->
                        problem.location().map(at -> at.line() + ":" + at.column() + " ").orElse("")
                                + problem.pointer()
                                + " "
                                + problem.message())
                .toList();
    }
}
