package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gatepost.closing.Closure;
import gatepost.journal.Journal;
import gatepost.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClosuresCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir Path folder;

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    /** Writes endings, whose ids end in 00000001, 00000002 and so on. */
    private void write(List<Closure> endings) {
        try (Journal journal = Journal.open(JournalSettings.DEFAULTS.withUrl(url()))) {
            for (int i = 0; i < endings.size(); i++) {
                journal.closed(
                        Endings.withId(
                                endings.get(i),
                                new UUID(0x01975F2E_8A4D_7C11L, 0x9F00_0000_0000_0001L + i)));
                long written = i + 1L;
                await().until(() -> journal.counts().written() == written); // In this order.
            }
        }
    }

    private Invocation closures(String... args) {
        List<String> all = new ArrayList<>(List.of("closures"));
        all.addAll(List.of(args));
        all.addAll(List.of("--journal", url(), "--lang", "en"));
        return Invocation.of(all.toArray(String[]::new));
    }

    private static void fits(String schema, String json) throws IOException {
        Schema known =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(
                                        Path.of("../docs/schemas/" + schema + ".schema.json")));
        JsonNode node = MAPPER.readTree(json);
        assertThat(known.validate(node)).as(json).isEmpty();
    }

    @Test
    void listsEndingsTheNewestLast() {
        write(List.of(Endings.normal(), Endings.lost()));

        Invocation listed = closures();
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out())
                .contains("1000", "00000001", "1014", "00000002", "Endings: 2.")
                .satisfies(out -> assertThat(out.lines()).allMatch(line -> line.length() <= 80));
        assertThat(listed.out().indexOf("00000001")).isLessThan(listed.out().indexOf("00000002"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--errors, 1",
        "--code 1006, 1",
        "--code 1000, 1",
        "--code 1006 --leg client, 0",
        "--cause UpstreamLost, 1",
        "'--cause UpstreamLost,ClientClosed', 2",
        "--route /nosuch, 0",
        "--client 203.0.113.0/24, 2",
        "--client 198.51.100.1, 0",
        "--since 2026-11-20T17:00Z, 2",
        "--until 2026-11-20T17:00Z, 0",
        "--limit 1, 1"
    })
    void findsWhatIsAskedFor(String options, int expected) {
        write(List.of(Endings.normal(), Endings.lost()));

        List<String> args = new ArrayList<>(List.of(options.split(" ")));
        args.add("--json");
        Invocation listed = closures(args.toArray(String[]::new));
        assertThat(listed.out().lines()).hasSize(expected);
        assertThat(listed.exitCode()).isEqualTo(expected == 0 ? 1 : 0);
    }

    @Test
    void goesBackPageByPage() {
        write(List.of(Endings.normal(), Endings.lost(), Endings.normal()));

        String last = closures("--limit", "2").out();
        assertThat(last).contains("00000002", "00000003").doesNotContain("00000001");
        String cursor = last.replaceFirst("(?s).*--before ([^` ]+).*", "$1").strip();
        assertThat(closures("--before", cursor).out())
                .contains("00000001")
                .doesNotContain("00000002");
    }

    @Test
    void printsJsonAsItsSchemasSay() throws IOException {
        List<Closure> all = Endings.all();
        write(all);

        Invocation listed = closures("--json", "--limit", "1000");
        assertThat(listed.out().lines()).hasSize(all.size());
        for (String line : listed.out().lines().toList()) {
            fits("closure", line);
        }
        for (int i = 1; i <= all.size(); i++) {
            fits("diagnosis", closures("show", "%08x".formatted(i), "--json").out());
        }
        fits("patterns", closures("patterns", "--json").out());
    }

    @Test
    void showsOneWithWhatToDo() {
        write(List.of(Endings.lost()));

        Invocation shown = closures("show", "00000001");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("Whose fault", "What to do", "What was seen", "RST");
        assertThat(
                        Invocation.of(
                                        "closures",
                                        "show",
                                        "00000001",
                                        "--journal",
                                        url(),
                                        "--lang",
                                        "ko")
                                .out())
                .contains("조치 방법");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    show 99999999     | 1 | gatepost closures show: The journal has no ending whose id begins or ends with 99999999.
                    show 01975f2e     | 1 | gatepost closures show: More than one ending has an id that begins or ends with 01975f2e:
                    show xyz          | 2 | an id has digits, the letters a to f and hyphens, and at least four of them are needed: xyz
                    --since yesterday | 2 | --since: expected a span such as 1h or 7d, or a time such as 14:02, 2026-11-26 or 2026-11-26T14:02Z, found "yesterday"
                    --code big        | 2 | --code: expected a close code, found "big"
                    --cause Nothing   | 2 | no such cause: Nothing; there are
                    --client nowhere  | 2 | nowhere
                    --limit 0         | 2 | --limit: expected 1 or more
                    --before nothing  | 2 | --before: expected what an answer named, found "nothing"
                    """)
    void saysWhatIsWrong(String args, int status, String expected) {
        write(List.of(Endings.normal(), Endings.lost()));

        Invocation refused = closures(args.split(" "));
        assertThat(refused.exitCode()).isEqualTo(status);
        assertThat(refused.err()).contains(expected);
    }

    @Test
    void saysWhereThereIsNoJournalAndMakesNone() {
        Invocation refused = closures();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("gatepost closures: ").contains("journal.db");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readsTheJournalOfAConfiguration() throws IOException {
        write(List.of(Endings.lost()));
        Path file = folder.resolve("gatepost.yaml");

        Files.writeString(
                file, "journal: {url: \"" + url() + "\"}\n" + Loading.ROUTES + Loading.UPSTREAMS);
        assertThat(Invocation.of("closures", "--config", file.toString()).out())
                .contains("00000001");
        Files.writeString(file, "journal: off\n" + Loading.ROUTES + Loading.UPSTREAMS);
        assertThat(Invocation.of("closures", "--config", file.toString()).err())
                .contains("the journal is off");
        Files.writeString(file, "journal: on\n");
        assertThat(Invocation.of("closures", "--config", file.toString()))
                .satisfies(refused -> {
                    assertThat(refused.exitCode()).isEqualTo(2);
                    assertThat(refused.err()).contains("gatepost check");
                });
        assertThat(Invocation.of("closures", "--config", "a", "--journal", "b").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "\u001b[2J\u001b]0;x\u0007",
                "\"quoted\" \\ `ticks` | pipes",
                "\u202Eevil\u2066",
                "\u2028\u2029\u0085",
                "\uD800",
                "\u0000"
            })
    void nothingThatAPeerSaidLeavesItsPlace(String text) throws IOException {
        write(List.of(Endings.hostile(text), Endings.normal()));

        for (String[] args :
                List.of(
                        new String[] {"--limit", "9"},
                        new String[] {"--markdown"},
                        new String[] {"show", "00000001"},
                        new String[] {"show", "00000001", "--markdown"},
                        new String[] {"patterns"},
                        new String[] {"--json"},
                        new String[] {"show", "00000001", "--json"})) {
            Invocation asked = closures(args);
            String out = asked.out();
            assertThat(asked.err()).isEmpty();
            assertThat(out.replace("\n", "").codePoints())
                    .as(String.join(" ", args))
                    .noneMatch(Printable::isUnsafe);
        }
        assertThat(closures("--json").out().lines()).hasSize(2);
        for (String line : closures("--json").out().lines().toList()) {
            fits("closure", line);
        }
        assertThat(closures("--markdown").out().lines().filter(line -> line.startsWith("|")))
                .hasSize(4);
    }
}
