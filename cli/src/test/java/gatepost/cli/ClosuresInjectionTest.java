package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gatepost.closing.Closure;
import gatepost.closing.Diagnoses;
import gatepost.closing.Language;
import gatepost.closing.PatternSearch;
import gatepost.closing.PatternText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What peers have chosen breaks out of no row, line or block; and JSON is as the schemas say. */
class ClosuresInjectionTest {
    private static final Diagnoses ENGLISH = Diagnoses.in(Language.ENGLISH);

    static Stream<String> hostileTexts() {
        return Stream.concat(
                LineInjectionTest.hostileTexts(),
                Stream.of(
                        "a|b \\| c | --- |",
                        "`<img src=x onerror=alert(1)>`",
                        "```\n# forged\n```text",
                        "*a* __b__ [x](javascript:y) ![x](http://x)",
                        "`".repeat(3000),
                        "<b>".repeat(2000)));
    }

    /** What is written in a form, without colours. */
    private static String page(boolean markdown, Consumer<ClosurePages> body) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        body.accept(
                new ClosurePages(
                        ENGLISH,
                        markdown
                                ? new MarkdownWriter(out)
                                : new TerminalWriter(
                                        out, new StyledText(false, Language.ENGLISH.locale()), 80),
                        ZoneOffset.UTC));
        out.flush();
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void assertPrintable(String text) {
        assertThat(text.codePoints().filter(each -> each != '\n' && Printable.isUnsafe(each)))
                .as(text)
                .isEmpty();
    }

    /** One in which peers chose a text wherever they can, and one in which they did not. */
    private static List<Closure> hostile(String text) {
        Closure closure = Endings.hostile(text);
        return List.of(closure, Endings.withId(Endings.lost(), UUID.randomUUID()));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void eachEndingIsARowInMarkdown(String text) {
        String table = page(true, pages -> pages.closures(hostile(text), Optional.empty()));

        assertPrintable(table);
        List<String> rows = table.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).hasSize(2 + 2);
        assertThat(rows).allMatch(row -> row.split("(?<!\\\\)\\|", -1).length == 7 + 2);
        assertThat(withoutCode(table)).doesNotContain("<", "[x]");
    }

    /** What Markdown gives a meaning: what does not stand in backticks. */
    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?s)(?m)^(`{3,})text\n.*?\n\\1\n", "")
                .lines()
                .map(line -> line.replaceAll("`[^`]*`", ""))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void noLineOfATableIsWiderThanTheTerminal(String text) {
        String table = page(false, pages -> pages.closures(hostile(text), Optional.empty()));

        assertPrintable(table);
        assertThat(table.lines()).allMatch(line -> DisplayWidth.of(line) <= 80);
        assertThat(table.lines().filter(line -> line.startsWith("  11-20"))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void aDiagnosisKeepsItsShape(String text) {
        for (boolean markdown : List.of(true, false)) {
            for (Closure closure : hostile(text)) {
                String shown = page(markdown, pages -> pages.diagnosis(ENGLISH.of(closure)));
                assertPrintable(shown);
                if (markdown) {
                    assertThat(shown.lines().filter(line -> line.startsWith("# "))).hasSize(1);
                    assertThat(withoutCode(shown)).doesNotContain("<", "[x]", "`");
                } else {
                    assertThat(shown.lines()).allMatch(line -> DisplayWidth.of(line) <= 80);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void anEndingThatIsFollowedIsOneLine(String text) {
        page(
                false,
                pages ->
                        assertThat(hostile(text))
                                .allSatisfy(closure ->
                                        assertThat(pages.line(closure).codePoints())
                                                .noneMatch(Printable::isUnsafe)));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void jsonIsALineOfAsciiThatReadsBack(String text) throws IOException {
        for (Closure closure : hostile(text)) {
            JsonNode listed = valid("closure.schema.json", ClosureJson.closure(closure));
            valid("diagnosis.schema.json", ClosureJson.diagnosis(ENGLISH, ENGLISH.of(closure)));
            assertThat(listed.path("path").asString()).isEqualTo(closure.handshake().path());
            assertThat(listed.path("evidence").asString()).isEqualTo(closure.cause().evidence());
            assertThat(listed.at("/client/received/reason").asString())
                    .isEqualTo(closure.client().received().orElseThrow().reason());
        }
    }

    @Test
    void everyCauseIsAsTheSchemasSay() throws IOException {
        PatternSearch search = new PatternSearch();
        for (Closure closure : Endings.all()) {
            valid("closure.schema.json", ClosureJson.closure(closure));
            for (Language language : Language.all()) {
                Diagnoses diagnoses = Diagnoses.in(language);
                valid(
                        "diagnosis.schema.json",
                        ClosureJson.diagnosis(diagnoses, diagnoses.of(closure)));
            }
            for (int i = 0; i < 6; i++) {
                search.add(Endings.withId(closure, UUID.randomUUID()));
            }
        }
        List<PatternText> patterns = search.patterns().stream().map(ENGLISH::of).toList();
        assertThat(patterns).isNotEmpty();
        valid(
                "patterns.schema.json",
                ClosureJson.patterns(ENGLISH, search.endings(), search.errors(), patterns));
        valid("patterns.schema.json", ClosureJson.patterns(ENGLISH, 0, 0, List.of()));
    }

    /** Has to be one line of printable ASCII, whatever the encoding of a terminal. */
    private static JsonNode valid(String schema, String json) throws IOException {
        assertThat(json.chars()).allMatch(each -> each >= ' ' && each < 0x7F);
        JsonNode read = JsonMapper.shared().readTree(json);
        assertThat(errors(schema, read)).as(json).isEmpty();
        return read;
    }

    private static List<?> errors(String schema, JsonNode json) throws IOException {
        String text = Files.readString(Path.of("../docs/schemas").resolve(schema));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(text))
                .validate(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closure.schema.json", "diagnosis.schema.json", "patterns.schema.json"})
    void theSchemasHoldOnlyForWhatTheyDescribe(String schema) throws IOException {
        assertThat(errors(schema, JsonMapper.shared().readTree("{\"more\": 1}"))).isNotEmpty();
    }

    @Test
    void theJournalKeepsWhatPeersChose(@TempDir Path folder) {
        List<Closure> hostile = new ArrayList<>();
        hostileTexts()
                .filter(text -> text.length() < 1000)
                .forEach(text ->
                        hostile.add(Endings.withId(Endings.hostile(text), UUID.randomUUID())));
        String url = "jdbc:sqlite:" + folder.resolve("journal.db");
        ClosuresCommandTest.fill(url, hostile);

        Invocation listed = Invocation.of("closures", "--json", "--journal", url);
        assertThat(listed.out().lines())
                .map(line -> JsonMapper.shared().readTree(line).path("path").asString())
                .isEqualTo(hostile.stream().map(each -> each.handshake().path()).toList());
        assertPrintable(Invocation.of("closures", "--journal", url).out());
        for (Closure closure : hostile) {
            Invocation shown =
                    Invocation.of("closures", "show", closure.id().toString(), "--journal", url);
            assertThat(shown.exitCode()).isZero();
            assertPrintable(shown.out());
        }
    }
}
