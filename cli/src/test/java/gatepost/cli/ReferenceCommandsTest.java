package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gatepost.closing.Catalogue;
import gatepost.closing.CodeEntry;
import gatepost.closing.Language;
import gatepost.closing.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain}, {@code compare} and {@code codes}. */
class ReferenceCommandsTest {
    private static final String GORILLA =
            "websocket: close 1006 (abnormal closure): unexpected EOF";

    private static Invocation in(Map<String, String> environment, String... args) {
        return Invocation.in(Invocation.surroundings(environment, ""), args);
    }

    private static Invocation reading(String input, String... args) {
        return Invocation.in(Invocation.surroundings(Map.of(), input), args);
    }

    @Test
    void explainsACode() {
        Invocation invocation = in(Map.of(), "explain", "1014");

        assertThat(invocation.out())
                .startsWith(
                        """
                        1014: bad gateway
                        IANA registry, from the hybi mailing list

                        The gateway is well; the server behind it is not.

                        """)
                .contains(
                        """
                          Sent by                gateway
                          In a Close frame       yes
                          A browser's `close()`  throws `InvalidAccessError`
                          A page's `CloseEvent`  the code and the reason, `wasClean` true
                          Fault lies with        the server behind the gateway
                          Reconnect              yes, with growing pauses
                          Nearest HTTP status    502
                        """)
                .contains(
                        """
                          client → gateway  GET /chat
                          gateway → server  GET /chat
                          server → gateway  HTTP/1.1 500
                          gateway → client  HTTP/1.1 101
                          gateway → client  Close 1014 "upstream: HTTP 500"
                          client            CloseEvent code=1014 reason="upstream: HTTP 500"
                                            wasClean=true
                        """)
                .endsWith("  • `gatepost compare 1014 1003`\n");
    }

    @Test
    void explainsSeveralCodesAndRanges() {
        String out = in(Map.of(), "explain", "1000", "4000-4999", "4242").out();

        assertThat(out).contains("1000: normal closure\n");
        assertThat(out).containsOnlyOnce("4000-4999: private codes of applications\n");
        assertThat(reading(" 1000\n4242 \n", "explain").out()).isEqualTo(out);
        assertThat(in(Map.of(), "explain", "1795727525", GORILLA).out())
                .startsWith("What this is\n");
    }

    @Test
    void columnsAreAlignedAlsoWhereLettersAreTwoWide() {
        List<String> facts =
                in(Map.of(), "explain", "1006", "--lang", "ko")
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("  ") && line.contains("CloseEvent"))
                        .toList();
        String sentBy =
                in(Map.of(), "explain", "1006", "--lang", "ko")
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("  "))
                        .findFirst()
                        .orElseThrow();
        assertThat(valueColumn(sentBy)).isEqualTo(valueColumn(facts.getFirst()));
    }

    /** Where the second column begins: behind two spaces. */
    private static int valueColumn(String row) {
        int gap = row.indexOf("  ", 2);
        int value = gap;
        while (row.charAt(value) == ' ') {
            value++;
        }
        return DisplayWidth.of(row.substring(0, value));
    }

    @Test
    void comparesTwoCodesInWhicheverOrder() {
        Invocation invocation = in(Map.of(), "compare", "1014", "1006");

        assertThat(invocation).isEqualTo(in(Map.of(), "compare", "1006", "1014"));
        assertThat(invocation.out())
                .startsWith("1006 and 1014\n1006: abnormal closure · 1014: bad gateway\n\n")
                .contains("\nWhy they are confused\n", "\nHow to tell them apart\n")
                .doesNotContain("rarely confused");
        assertThat(in(Map.of(), "compare", "1004", "1013").out())
                .contains("These two are rarely confused.")
                .contains(
                        "  • Nobody may send 1004. Servers and gateways send 1013; clients have"
                                + " little\n"
                                + "    use for it.");
    }

    @Test
    void listsCodes() {
        assertThat(in(Map.of(), "codes").out()).contains("\n24 codes\n");
        assertThat(in(Map.of(), "codes", "--sender", "gateway", "--fault", "upstream").out())
                .isEqualTo(
                        """
                        Close codes

                          Code  Name         Sent by  In frames  Reconnect
                          1014  bad gateway  gateway  yes        with pauses

                        1 code
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --wire-legal --registered            | 15
                    --no-wire-legal                      | 7
                    --browser-legal                      | 6
                    --no-browser-legal --no-registered   | 3
                    --reconnect at-once                  | 1
                    --sender client --fault server       | 1
                    """)
    void filtersCodes(String options, int count) {
        List<String> args = new ArrayList<>(List.of("codes", "--json"));
        args.addAll(List.of(options.split(" ", -1)));
        JsonNode answer =
                JsonMapper.shared().readTree(in(Map.of(), args.toArray(String[]::new)).out());
        assertThat(answer.path("codes").size()).isEqualTo(count);
    }

    @Test
    void saysThatThereIsNoSuchCode() {
        assertThat(in(Map.of(), "codes", "--fault", "client", "--no-wire-legal"))
                .isEqualTo(new Invocation(1, "Close codes\n\n0 codes\n", ""));
    }

    @Test
    void readsALineThatAProgramPrinted() {
        Invocation invocation = in(Map.of(), "explain", GORILLA);

        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out())
                .startsWith(
                        """
                        What this is

                        gorilla/websocket says that the connection is over and that no Close frame came:
                        an ending of which 1006 is the report.

                          Reported by    gorilla/websocket
                          Recognised by  websocket: close 1006 (abnormal closure)

                        1006: abnormal closure
                        """);
        assertThat(reading(GORILLA + "\n", "explain")).isEqualTo(invocation);
        assertThat(in(Map.of(), "explain", "websocket:", "close", "1006", "(abnormal", "closure)"))
                .extracting(Invocation::exitCode)
                .isEqualTo(0);
    }

    @Test
    void saysThatItDoesNotRecogniseAText() {
        assertThat(in(Map.of(), "explain", "websocket closed unexpectedly with EOF"))
                .isEqualTo(
                        new Invocation(
                                1,
                                """
                                Not recognised: nothing in this text is known to report the end of a WebSocket
                                connection.

                                The nearest that is known, from gorilla/websocket:

                                    websocket: close 1006 (abnormal closure): unexpected EOF

                                Give a close code, such as 1006, or the line that a browser, a library or a
                                proxy has printed.
                                """,
                                ""));
    }

    /** What is pasted may have been made to do harm where it is printed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "--markdown"})
    void whatIsPrintedOfATextBreaksNothing(String form) {
        String harmful = "\u001b[31m\u007f\u009b\u202e\n```\n<b>![x](http://x)`";
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "explain",
                                "WebSocket connection to 'ws://"
                                        + harmful
                                        + "' failed: Invalid frame"
                                        + " header"));
        if (!form.isEmpty()) {
            args.add(form);
        }
        Invocation invocation = in(Map.of(), args.toArray(String[]::new));

        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out()).doesNotContain("\u001b", "\u007f", "\u009b", "\u202e");
        if (form.equals("--markdown")) {
            // In a block whose fence is longer than what could end it.
            assertThat(invocation.out()).contains("\n````text\n", "\n````\n");
        }
        if (form.equals("--json")) {
            assertThat(
                            JsonMapper.shared()
                                    .readTree(invocation.out())
                                    .at("/reading/clue")
                                    .asString())
                    .contains(harmful);
        }
    }

    /** Nothing that is the same for both is shown as a difference. */
    @Test
    void twoThatDifferInNothingHaveNoTable() {
        for (String form : List.of("--markdown", "--lang=en")) {
            assertThat(in(Map.of(), "compare", "1002", "1007", form).out())
                    .doesNotContain("Key differences", "\n- \n", "| --- |");
        }
    }

    @Test
    void helpNamesEveryLanguage() {
        assertThat(in(Map.of(), "explain", "--help").out())
                .contains(
                        "There are: "
                                + Language.all().stream()
                                        .map(Language::tag)
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    @Test
    void inputThatCannotBeReadIsSaid() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThat(
                        Invocation.in(
                                new Surroundings(
                                        Map.of(),
                                        closed,
                                        () -> false,
                                        () -> false,
                                        Clock.systemUTC()),
                                "explain"))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                """
                                gatepost explain: Standard input cannot be read.
                                Try 'gatepost explain --help'.
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    explain 65536          | explain: 65536 is no close code: those are numbers from 0 to 65535.
                    explain -1             | explain: -1 is no close code: those are numbers from 0 to 65535.
                    explain 0-1            | explain: 0-1 is no close code: those are numbers from 0 to 65535.
                    explain                | explain: There is nothing to explain: give a close code or a text, as an argument or on standard input.
                    explain 1006 --lang tlh | explain: There are no texts in “tlh”; there are en, ko, pt-BR, ru, vi.
                    explain 1006 --lang ?? | explain: There are no texts in “??”; there are en, ko, pt-BR, ru, vi.
                    explain 1006 --json --markdown | explain: --json and --markdown are two forms
                    explain 1006 --jsn     | explain: unknown option --jsn; did you mean --json?
                    compare 1006           | compare: missing OTHER
                    compare 1006 abc       | compare: abc is no close code: those are numbers from 0 to 65535.
                    compare 1006 1006      | compare: To compare, two different codes are needed; both are 1006.
                    compare 4001 4002      | compare: To compare, two different codes are needed; both are 4000-4999.
                    codes --sender nobody  | codes: Invalid value for option '--sender': expected one of client, server, gateway
                    """)
    void wrongUsageIsSaidInOneLine(String args, String message) {
        Invocation invocation = in(Map.of(), args.split(" ", -1));

        String command = args.split(" ", -1)[0];
        assertThat(invocation)
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                "gatepost "
                                        + message
                                        + "\nTry 'gatepost "
                                        + command
                                        + " --help'.\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LC_ALL=ko_KR.UTF-8                       | 비정상 종료
                    LC_MESSAGES=pt_PT LANG=ru_RU.UTF-8       | fechamento anormal
                    LANG=vi_VN.UTF-8                         | vi
                    LC_ALL=C LANG=ko_KR.UTF-8                | abnormal closure
                    LANG=POSIX                               | abnormal closure
                    LC_ALL= LANG=ru_RU.KOI8-R                | ru
                    LANG=ru@petr1708                         | ru
                    LANG=?                                   | abnormal closure
                    LANG=de_DE.UTF-8                         | abnormal closure
                    """)
    void speaksTheLanguageOfTheLocale(String variables, String name) {
        Map<String, String> environment =
                Stream.of(variables.split(" ", -1))
                        .map(each -> each.split("=", 2))
                        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        String expected =
                name.length() == 2
                        ? in(Map.of(), "explain", "1006", "--lang", name).out()
                        : "1006: " + name + "\n";
        assertThat(in(environment, "explain", "1006").out()).startsWith(expected);
    }

    @Test
    void theLanguageThatIsAskedForGoesBeforeTheLocale() {
        assertThat(in(Map.of("LANG", "ko_KR.UTF-8"), "explain", "1006", "--lang", "en").out())
                .startsWith("1006: abnormal closure\n");
        assertThat(in(Map.of("LANG", "ko_KR.UTF-8"), "explain", "x").out()).contains("1006");
    }

    @Test
    void answersInMarkdown() {
        assertThat(in(Map.of(), "explain", "1014", "--markdown").out())
                .startsWith(
                        """
                        # 1014: bad gateway

                        *IANA registry, from the hybi mailing list*

                        **The gateway is well; the server behind it is not.**

                        """)
                .contains("\n## How to fix it\n\n### On the client\n\n1. Reconnect")
                .contains("\n```text\nclient → gateway  GET /chat\n");
        assertThat(in(Map.of(), "compare", "1006", "1014", "--markdown").out())
                .contains(
                        """
                        |  | 1006 | 1014 |
                        | --- | --- | --- |
                        | Sent by | nobody | gateway |
                        """);
    }

    private static JsonNode json(String... args) {
        return JsonMapper.shared().readTree(in(Map.of(), args).out());
    }

    /** The schemas are published with the documents. */
    private static void assertValid(String schema, JsonNode answer) throws IOException {
        String text = Files.readString(Path.of("../docs/schemas").resolve(schema));
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(JsonMapper.shared().readTree(text))
                                .validate(answer))
                .as("%s", answer)
                .isEmpty();
    }

    @Test
    void answersInJsonAsTheSchemasSay() throws IOException {
        for (CodeEntry entry : Catalogue.entries()) {
            assertValid("explain.schema.json", json("explain", entry.key(), "--json"));
        }
        assertValid("explain.schema.json", json("explain", GORILLA, "--json"));
        assertValid(
                "explain.schema.json",
                json("explain", "Error: Unexpected server response: 403", "--json"));
        assertValid("explain.schema.json", json("explain", "nothing known", "--json"));
        Reference english = Reference.in(Language.ENGLISH);
        for (String pair : ReferencePagesTest.pairs()) {
            String answer =
                    ReferenceJson.comparison(english, ReferencePagesTest.comparison(english, pair));
            assertValid("compare.schema.json", JsonMapper.shared().readTree(answer));
        }
        assertValid("compare.schema.json", json("compare", "1006", "1014", "--json"));
        assertValid("codes.schema.json", json("codes", "--json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain.schema.json", "compare.schema.json", "codes.schema.json"})
    void theSchemasHoldOnlyForWhatTheyDescribe(String schema) throws IOException {
        String text = Files.readString(Path.of("../docs/schemas").resolve(schema));
        JsonNode other = JsonMapper.shared().readTree("{\"language\": \"en\", \"more\": 1}");
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(JsonMapper.shared().readTree(text))
                                .validate(other))
                .isNotEmpty();
    }

    @Test
    void jsonHasTheReadingAndTheCode() {
        JsonNode answer = json("explain", "Error: Unexpected server response: 403", "--json");

        assertThat(answer.at("/reading/program").asString()).isEqualTo("ws");
        assertThat(answer.at("/reading/how").asString()).isEqualTo("handshake");
        assertThat(answer.at("/reading/httpStatus").asInt()).isEqualTo(403);
        assertThat(answer.at("/codes/0/key").asString()).isEqualTo("1006");
        assertThat(answer.at("/codes/0/sentBy").size()).isZero();
    }

    @Test
    void theQuickCommandsAreThoseOfTheWholeCommandLine() {
        Surroundings none = Invocation.surroundings(Map.of(), "");
        for (String name : List.of("explain", "compare", "codes")) {
            assertThat(GatepostCommand.quick(name, none).orElseThrow().getUsageMessage())
                    .isEqualTo(Invocation.of("help", name).out());
        }
        assertThat(GatepostCommand.quick("run", none)).isEmpty();
    }
}
