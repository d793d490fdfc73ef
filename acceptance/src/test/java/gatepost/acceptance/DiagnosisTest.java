package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Closure;
import gatepost.closing.Diagnoses;
import gatepost.closing.Diagnosis;
import gatepost.closing.EndingPattern;
import gatepost.closing.Language;
import gatepost.closing.PatternSearch;
import gatepost.closing.Suspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections are ended over sockets in every way that is known; the first diagnosis has to name
 * it. The table of docs/diagnoses.md is what is seen here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DiagnosisTest {
    private static final String HEADER =
            "| what is done | recorded as | seen | first diagnosis | how sure | first step |";

    private final Map<String, Diagnosis> seen = new LinkedHashMap<>();
    private Stage stage;

    @BeforeAll
    void start() {
        stage = new Stage();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gatepost.acceptance.DiagnosisScene#all")
    void theFirstDiagnosisNamesIt(DiagnosisScene scene) {
        Closure closure = scene.script().apply(stage);

        for (Language language : Language.all()) {
            Diagnosis diagnosis = Diagnoses.in(language).of(closure);
            assertThat(diagnosis.first().finding().suspect()).isEqualTo(scene.suspect());
            assertThat(diagnosis.first().finding().certainty()).isEqualTo(scene.certainty());
            assertThat(diagnosis.first().happened()).doesNotContain("[en]", "{", "}").isNotBlank();
        }
        seen.put(scene.done(), Diagnoses.in(Language.ENGLISH).of(closure));
    }

    /** From the upstream's answer on, until something has passed: there always is a record. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whereverTheGatewayFailsThereIsARecord(int which) {
        RawPeer client = stage.failingAt("/plain", which);
        client.send(Frame.text("1"));
        client.send(Frame.text("2"));

        assertThat(Diagnoses.suspect(stage.ended())).isEqualTo(Suspect.GATEWAY_FAULT);
        assertThat(stage.takeErrors()).hasSize(1);
    }

    @Test
    void aReconnectStormIsAPattern() {
        PatternSearch search = new PatternSearch();
        for (int i = 0; i < 12; i++) {
            stage.open("/plain").server().send(Frame.close(1008, "no token"));
            search.add(stage.ended());
        }

        assertThat(search.patterns())
                .filteredOn(pattern -> pattern.kind() == EndingPattern.Kind.RECONNECTING)
                .singleElement()
                .satisfies(pattern -> {
                    assertThat(pattern.count()).isEqualTo(11);
                    assertThat(pattern.values()).containsEntry("client", "127.0.0.1");
                });
    }

    @Test
    @Order(Order.DEFAULT + 1)
    void thePageShowsThem() throws IOException {
        for (DiagnosisScene scene : DiagnosisScene.all()) {
            if (!seen.containsKey(scene.done())) {
                theFirstDiagnosisNamesIt(scene);
            }
        }
        Path file = Gatepost.root().resolve("docs/diagnoses.md");
        List<String> table = DiagnosisScene.all().stream().map(this::row).toList();
        if (Boolean.getBoolean("gatepost.write-reference")) {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst(
                                    "(?s)(" + Pattern.quote(HEADER) + "\n[^\n]*\n).*?(?=\n\n|$)",
                                    "$1" + Matcher.quoteReplacement(String.join("\n", table))));
        }

        assertThat(
                        Files.readAllLines(file).stream()
                                .dropWhile(line -> !line.equals(HEADER))
                                .skip(2)
                                .takeWhile(line -> line.startsWith("|")))
                .as("docs/diagnoses.md; -Dgatepost.write-reference=true writes its table again")
                .containsExactlyElementsOf(table);
    }

    private String row(DiagnosisScene scene) {
        Diagnosis diagnosis = seen.get(scene.done());
        return "| "
                + String.join(
                        " | ",
                        scene.done(),
                        "`" + diagnosis.closure().cause().getClass().getSimpleName() + "`",
                        withoutWhatVaries(diagnosis.closure().cause().evidence()),
                        withoutWhatVaries(diagnosis.first().happened()),
                        diagnosis.first().certainty(),
                        diagnosis.first().steps().isEmpty()
                                ? ""
                                : withoutWhatVaries(diagnosis.first().steps().getFirst().text()))
                + " |";
    }

    /** Ports and times differ from run to run. */
    private static String withoutWhatVaries(String text) {
        return text.replaceAll("ws://127\\.0\\.0\\.1:[0-9]+", "ws://127.0.0.1:9000")
                .replaceAll("(/[a-z]+)/[0-9]+`", "$1`")
                .replaceAll("\\b([0-9]+)\\.[0-9] s\\b", "$1 s")
                .replaceAll("after [0-9]+ octets", "after … octets")
                .replace("|", "\\|");
    }
}
