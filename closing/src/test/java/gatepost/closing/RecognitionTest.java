package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Reading.How;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {
    private static final int LEAST_LINES = 120;
    private static final int LEAST_OF_A_PROGRAM = 5;
    private static final int LEAST_UNRELATED = 40;

    /** There is no package of these, so that their lines are from issues and documents. */
    private static final Set<Program> NOT_RUN =
            Set.of(
                    Program.SAFARI,
                    Program.DOTNET,
                    Program.TUNGSTENITE,
                    Program.ENVOY,
                    Program.TRAEFIK);

    private static final Recognition RECOGNITION = Recognition.ofAll();

    /** Real output: program, source, close code, who closed, the text. */
    private static Stream<Arguments> lines() {
        return Resource.lines("recognition/lines.tsv").stream()
                .skip(1)
                .map(line -> Arguments.of((Object[]) line.split("\t", -1)));
    }

    private static Stream<String> unrelated() {
        return Resource.lines("recognition/unrelated.txt").stream();
    }

    private static Stream<Sign> signs() {
        return RECOGNITION.signs().stream();
    }

    private static Stream<Language> languages() {
        return Language.all().stream();
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }

    @ParameterizedTest(name = "{0}, {4}")
    @MethodSource("lines")
    void recognisesWhatProgramsReallyPrint(
            String program, String source, String code, String how, String line) {
        Optional<Reading> reading = RECOGNITION.read(unescaped(line));

        assertThat(reading).as("%s (%s)", line, source).isPresent();
        assertThat(reading.get().number()).as(line).isEqualTo(Integer.parseInt(code));
        assertThat(Reference.word(reading.get().how())).as(line).isEqualTo(how);
        assertThat(unescaped(line)).contains(reading.get().clue());
        assertThat(reading.get().program().key()).as(line).isEqualTo(program);
    }

    @ParameterizedTest
    @MethodSource("unrelated")
    void recognisesNothingWhereThereIsNothing(String line) {
        assertThat(RECOGNITION.read(line)).as(line).isEmpty();
    }

    @Test
    void isTestedWithEnoughRealLinesOfEachProgram() {
        Map<Program, Integer> counts = new EnumMap<>(Program.class);
        lines().forEach(line ->
                counts.merge(Program.of(line.get()[0].toString()).orElseThrow(), 1, Integer::sum));
        assertThat(lines()).hasSizeGreaterThanOrEqualTo(LEAST_LINES);
        assertThat(unrelated()).hasSizeGreaterThanOrEqualTo(LEAST_UNRELATED);
        for (Program program : Program.values()) {
            if (program != Program.GATEPOST) {
                assertThat(counts.getOrDefault(program, 0))
                        .as(program.properName())
                        .isGreaterThanOrEqualTo(NOT_RUN.contains(program) ? 1 : LEAST_OF_A_PROGRAM);
            }
        }
    }

    /** Else it would be no sign, or a more general one before it would take its texts. */
    @ParameterizedTest
    @MethodSource("signs")
    void everySignIsTheFirstThatIsFoundInItsExample(Sign sign) {
        assertThat(RECOGNITION.sign(sign.example()).orElseThrow()).isSameAs(sign);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everythingThatCanBeReadIsSaidInEveryLanguage(Language language) {
        Reference reference = Reference.in(language);
        signs().forEach(sign -> {
            Reading reading = sign.find(sign.example()).orElseThrow();
            List<String> sentences = reference.sentences(reading);
            assertThat(sentences)
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).doesNotContain("{", Texts.UNTRANSLATED));
            assertThat(sentences.getFirst())
                    .contains(sign.program().properName())
                    .contains(Integer.toString(reading.number()));
        });
    }

    @Test
    void everyNoteIsSomeSignsNote() {
        Set<String> said = new TreeSet<>();
        Resource.properties("texts/en/readings.properties").keySet().stream()
                .filter(key -> key.startsWith("note."))
                .forEach(key -> said.add(key.substring("note.".length())));
        Set<String> used = new TreeSet<>();
        signs().forEach(sign -> sign.note().ifPresent(used::add));
        assertThat(said).isEqualTo(used);
    }

    @Test
    void readsWhoClosedAndNotOnlyTheNumber() {
        assertThat(
                        RECOGNITION.read(
                                "received 1009 (message too big); then sent 1009 (message too"
                                        + " big)"))
                .map(Reading::how)
                .contains(How.RECEIVED);
        assertThat(
                        RECOGNITION.read(
                                "sent 1009 (message too big) frame exceeds limit; no close frame"
                                        + " received"))
                .map(Reading::how)
                .contains(How.SENT);
    }

    @Test
    void aHandshakeThatWasRefusedKeepsItsStatus() {
        assertThat(RECOGNITION.read("Error: Unexpected server response: 403"))
                .map(Reading::httpStatus)
                .contains(OptionalInt.of(403));
    }

    @Test
    void whatIsNotRecognisedIsShownTheNearest() {
        assertThat(RECOGNITION.nearest("websocket close 1006 unexpected eof").program())
                .isEqualTo(Program.GORILLA);
        assertThat(RECOGNITION.nearest("").text()).isNotEmpty();
    }

    /** It may be a whole log file: it is looked at only as far as is worth it. */
    @Test
    void looksAtTheBeginningOfALongTextOnly() {
        String line = "websocket: close 1006 (abnormal closure): unexpected EOF";
        String filler = "nothing\n".repeat(Recognition.LONGEST / 8);
        assertThat(RECOGNITION.read(line + filler)).isPresent();
        assertThat(RECOGNITION.read(filler + line)).isEmpty();
    }

    /** What is one connection's does not mix with what is another's on the next line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "logger":"http.log.access","Upgrade":["websocket"],"status":101\\n"logger":"http.log.access","status":404 |
                    INFO closed cause=ClientLost by=client route=/ client.sent=-\\nINFO closed cause=UpstreamLost by=upstream route=/ client.sent=1014 | 1014
                    while connecting to upstream, client: a\\nrequest: "GET /ws HTTP/1.1" |
                    """)
    void linesAreReadOneByOne(String lines, Integer code) {
        Optional<Reading> reading = RECOGNITION.read(unescaped(lines));

        assertThat(reading.map(Reading::number)).isEqualTo(Optional.ofNullable(code));
        assertThat(reading.map(Reading::clue).orElse("")).doesNotContain("ClientLost", "\n");
    }

    /** Where arguments are not decoded as UTF-8, one apostrophe comes as several characters. */
    @Test
    void readsWhatALocaleWithoutUnicodeMakesOfAnApostrophe() {
        assertThat(
                        RECOGNITION.read(
                                "Firefox can\u00e2\u0080\u0099t establish a connection to the"
                                        + " server at ws://127.0.0.1/."))
                .isPresent();
    }

    /**
     * Pieces of what it looks for, again and again, would make a careless expression try for hours.
     */
    @ParameterizedTest
    @MethodSource("signs")
    @Timeout(60)
    void longTextsTakeNoLongTime(Sign sign) {
        String example = sign.example();
        for (int length = 5; length <= example.length(); length += 1 + example.length() / 4) {
            String piece = example.substring(0, length);
            String text = piece.repeat(Recognition.LONGEST / length);
            assertThat(sign.find(text)).isNotNull();
        }
    }
}
