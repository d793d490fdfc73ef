package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Catalogue;
import gatepost.closing.CodeEntry;
import gatepost.closing.Comparison;
import gatepost.closing.Language;
import gatepost.closing.Recognition;
import gatepost.closing.Reference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferencePagesTest {
    private static final String GORILLA =
            "websocket: close 1006 (abnormal closure): unexpected EOF";

    private static Stream<Arguments> languagesAndWidths() {
        return Language.all().stream()
                .flatMap(language ->
                        Stream.of(20, 40, 80, 100).map(width -> Arguments.of(language, width)));
    }

    /** Every two codes. */
    static List<String> pairs() {
        List<String> pairs = new ArrayList<>();
        List<CodeEntry> entries = Catalogue.entries();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                pairs.add(entries.get(i).key() + " " + entries.get(j).key());
            }
        }
        return pairs;
    }

    /** Everything that there is, laid out as the commands do. */
    private static String everything(Language language, int width, boolean colours) {
        StringWriter text = new StringWriter();
        Reference reference = Reference.in(language);
        ReferencePages pages =
                new ReferencePages(
                        reference,
                        new TerminalWriter(
                                new PrintWriter(text),
                                new StyledText(colours, language.locale()),
                                width));
        Catalogue.entries().forEach(entry -> pages.explanation(reference.explain(entry)));
        pairs().forEach(pair -> pages.comparison(comparison(reference, pair)));
        pages.codes(Catalogue.entries());
        pages.reading(Recognition.ofAll().read(GORILLA).orElseThrow());
        pages.unknown(Recognition.ofAll().nearest("nothing"));
        return text.toString();
    }

    static Comparison comparison(Reference reference, String pair) {
        List<CodeEntry> codes =
                Stream.of(pair.split(" ", -1))
                        .map(key -> Catalogue.entry(key).orElseThrow())
                        .toList();
        return reference.compare(codes.getFirst(), codes.getLast());
    }

    @ParameterizedTest(name = "{0}, {1} columns")
    @MethodSource("languagesAndWidths")
    void noLineIsWiderThanTheTerminal(Language language, int width) {
        String plain = everything(language, width, false);

        assertThat(plain.lines().filter(line -> DisplayWidth.of(line) > width)).isEmpty();
        assertThat(plain).doesNotContain("[en]", "{", " \n");
    }

    @Test
    void coloursTakeNoRoom() {
        String coloured = everything(Language.ENGLISH, 80, true);

        assertThat(coloured).contains("\u001b[36mclose()\u001b[0m").doesNotContain("`close()`");
        assertThat(coloured.lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .allMatch(line -> DisplayWidth.of(line) <= 80)
                .noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void aColouredTerminalShowsBackticksOfOthersAsTheyAre() {
        StringWriter text = new StringWriter();
        ReferencePages pages =
                new ReferencePages(
                        Reference.in(Language.ENGLISH),
                        new TerminalWriter(
                                new PrintWriter(text), new StyledText(true, Locale.ENGLISH), 80));
        pages.reading(
                Recognition.ofAll()
                        .read("Error dialing `a`: websocket: bad handshake")
                        .orElseThrow());
        assertThat(text.toString()).contains("Error dialing `a`: websocket");
    }
}
