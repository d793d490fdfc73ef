package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gatepost.closing.Closure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docs/log.md and docs/schemas/log.schema.json say of the lines. */
class LogPageTest {
    private static final Path PAGE = Path.of("../docs/log.md");
    private static final JsonNode SCHEMA = read("../docs/schemas/log.schema.json");
    private static final Schema VALIDATOR =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA);

    private static JsonNode read(String path) {
        return JsonMapper.shared().readTree(Path.of(path).toFile());
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(PAGE);
        String from = page.substring(page.indexOf("\n## " + title + "\n") + 4);
        int end = from.indexOf("\n## ");
        return end < 0 ? from : from.substring(0, end);
    }

    private static String block(String section) {
        Matcher matcher =
                Pattern.compile("^```[a-z]*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(section);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static List<String> rows(String section) {
        return Pattern.compile("^\\| `.*", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(result -> result.group())
                .toList();
    }

    @Test
    void showsTextAsItIs() throws IOException {
        LineFormat text = new TextLines(false, ZoneOffset.UTC);

        assertThat(block(section("Text")))
                .isEqualTo(text.of(Endings.normal()) + text.of(Endings.lost()));
    }

    @Test
    void showsLogfmtAsItIsWithEveryKey() throws IOException {
        String line = new LogfmtLines().of(Endings.normal());

        assertThat(block(section("logfmt"))).isEqualTo(line);
        assertThat(rows(section("logfmt")))
                .extracting(row -> row.substring(3, row.indexOf('`', 3)))
                .containsExactlyElementsOf(
                        LogfmtReader.pairs(line.strip().replaceFirst(".* closed ", "")).keySet());
    }

    @Test
    void showsJsonAsItIsWithEveryField() throws IOException {
        JsonNode shown = JsonMapper.shared().readTree(block(section("JSON")));

        assertThat(shown).isEqualTo(tree(Endings.lost()));
        assertThat(rows(section("JSON"))).isEqualTo(fields());
    }

    @Test
    void showsWhatIsSaidOfLinesThatAreLeftOut() throws IOException {
        assertThat(block(section("Normal endings and errors")).replace("4711", "1"))
                .isEqualTo(leftOut().replace("ending ", "endings "));
    }

    private static String leftOut() {
        LeftOut leftOut = new LeftOut(Endings.OPENED);
        leftOut.notSampled();
        return leftOut.remark(Endings.OPENED.plusSeconds(60), false).orElseThrow().message() + "\n";
    }

    /** The rows of the table that the schema makes; what is defined is explained once. */
    private static List<String> fields() {
        List<String> rows = new ArrayList<>();
        Set<String> explained = new HashSet<>(Set.of("time"));
        SCHEMA.path("properties")
                .forEachEntry((name, field) -> addRows(rows, explained, name, field));
        return rows;
    }

    private static void addRows(
            List<String> rows, Set<String> explained, String name, JsonNode field) {
        String definition = field.path("$ref").asString("").replaceFirst(".*/", "");
        if (!field.has("properties")) {
            rows.add("| `%s` | %s |".formatted(name, field.path("description").asString()));
        }
        JsonNode object = definition.isEmpty() ? field : SCHEMA.path("$defs").path(definition);
        if (definition.isEmpty() || explained.add(definition)) {
            object.path("properties")
                    .forEachEntry((key, each) -> addRows(rows, explained, name + "." + key, each));
        }
    }

    @Test
    void everyLineIsAsTheSchemaSays() {
        for (Closure closure : Endings.all()) {
            assertThat(VALIDATOR.validate(tree(closure))).as("%s", closure).isEmpty();
        }
        Remark remark = Remark.of(Endings.CLOSED, Level.INFO, "hello");
        Remark failed =
                new Remark(
                        Endings.CLOSED,
                        Level.ERROR,
                        "gatepost",
                        "failed",
                        Optional.of(new Remark.Thrown("Thrown", "", "at")));
        for (Remark each : List.of(remark, failed)) {
            JsonNode line = JsonMapper.shared().readTree(new JsonLines().of(each));
            assertThat(VALIDATOR.validate(line)).as("%s", line).isEmpty();
        }
    }

    @Test
    void theSchemaHoldsOnlyForSuchLines() {
        String line = new JsonLines().of(Endings.lost());
        for (String other :
                List.of(
                        "{}",
                        line.replace("\"outcome\":\"failure\"", "\"outcome\":\"unknown\""),
                        line.replace("\"cause\":\"UpstreamLost\"", "\"cause\":\"Else\""),
                        line.replace("\"port\":40000", "\"port\":\"40000\""),
                        line.replace("\"ended_by\":", "\"by\":"),
                        line.replace("\"event\":", "\"happening\":"))) {
            assertThat(other).isNotEqualTo(line);
            assertThat(VALIDATOR.validate(JsonMapper.shared().readTree(other))).isNotEmpty();
        }
    }

    /** Nobody reads of a field that no line has. */
    @Test
    void theSchemaHasNoFieldThatNoLineHas() {
        Set<String> written = new HashSet<>();
        Endings.all().forEach(closure -> addNames(written, "", tree(closure)));
        assertThat(fields())
                .extracting(row -> row.substring(3, row.indexOf('`', 3)))
                .filteredOn(name -> !written.contains("." + name))
                .containsExactlyInAnyOrder("log.logger", "error.stack_trace");
    }

    private static void addNames(Set<String> names, String name, JsonNode node) {
        names.add(name);
        node.forEachEntry((key, each) -> addNames(names, name + "." + key, each));
    }

    private static JsonNode tree(Closure closure) {
        return JsonMapper.shared()
                .readTree(new JsonLines().of(closure).replace(Version.TEXT, "0.1.0"));
    }
}
