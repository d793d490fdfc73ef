package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import gatepost.closing.Comparison.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
    private static final List<CodeEntry> ENTRIES = Catalogue.entries();

    private static Stream<Language> languages() {
        return Language.all().stream();
    }

    private static CodeEntry entry(String key) {
        return Catalogue.entry(key).orElseThrow();
    }

    private static Reference english() {
        return Reference.in(Language.ENGLISH);
    }

    /** Every text that an explanation has. */
    private static List<String> texts(Explanation explanation) {
        List<String> texts = new ArrayList<>();
        texts.add(explanation.name());
        texts.add(explanation.summary());
        texts.add(explanation.description());
        texts.addAll(explanation.when());
        texts.addAll(explanation.onClient());
        texts.addAll(explanation.onServer());
        texts.addAll(explanation.between());
        texts.add(explanation.exampleIntroduction());
        texts.addAll(explanation.practice());
        texts.add(explanation.reconnecting());
        for (Fact fact : explanation.facts()) {
            texts.addAll(List.of(fact.label(), fact.value(), fact.sentence()));
        }
        return texts;
    }

    private static void assertWhole(String text) {
        assertThat(text).isNotBlank().doesNotContain("{", "}", Texts.UNTRANSLATED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyEntryIsExplained(Language language) {
        Reference reference = Reference.in(language);
        assertThat(reference.language()).isEqualTo(language);
        for (CodeEntry entry : ENTRIES) {
            Explanation explanation = reference.explain(entry);
            assertThat(texts(explanation)).allSatisfy(ReferenceTest::assertWhole);
            assertThat(explanation.when()).hasSizeBetween(2, 5);
            assertThat(explanation.onClient()).hasSizeBetween(1, 4);
            assertThat(explanation.onServer()).hasSizeBetween(1, 4);
            assertThat(explanation.between()).hasSizeBetween(1, 4);
            assertThat(explanation.example()).hasSizeBetween(2, 6);
            assertThat(explanation.facts()).hasSize(Fact.Kind.values().length);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyPairIsCompared(Language language) {
        Reference reference = Reference.in(language);
        int pairs = 0;
        for (int i = 0; i < ENTRIES.size(); i++) {
            for (int j = i + 1; j < ENTRIES.size(); j++) {
                Comparison comparison = reference.compare(ENTRIES.get(i), ENTRIES.get(j));
                assertThat(comparison.first().entry()).isEqualTo(ENTRIES.get(i));
                assertThat(comparison.second().entry()).isEqualTo(ENTRIES.get(j));
                assertWhole(comparison.gist());
                assertWhole(comparison.apart());
                assertWhole(comparison.look());
                assertWhole(comparison.choose());
                assertThat(comparison.confused().isPresent()).isEqualTo(comparison.written());
                comparison.confused().ifPresent(ReferenceTest::assertWhole);
                pairs++;
            }
        }
        assertThat(pairs).isEqualTo(24 * 23 / 2);
    }

    /** The pairs for which a comparison was written, as in {@code 1006-1014}. */
    static Set<String> writtenPairs() {
        return Resource.properties("texts/en/comparisons.properties").keySet().stream()
                .map(key -> key.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
    }

    /** Those that people confuse. */
    @Test
    void aComparisonIsWrittenForThese() {
        assertThat(writtenPairs())
                .contains(
                        "1002-1014",
                        "1003-1014",
                        "1006-1014",
                        "1009-1014",
                        "1010-1014",
                        "1011-1014",
                        "1012-1014",
                        "1013-1014",
                        "1000-1001",
                        "1000-1005",
                        "1000-1006",
                        "1001-1005",
                        "1001-1006",
                        "1005-1006",
                        "1002-1003",
                        "1002-1007",
                        "1003-1007",
                        "1003-1008",
                        "1008-1009",
                        "1008-3000",
                        "1008-3003",
                        "1011-1012",
                        "1011-1013",
                        "1012-1013",
                        "1006-1015",
                        "1001-3008",
                        "1003-1009");
        assertThat(writtenPairs())
                .allMatch(pair -> {
                    String[] keys = pair.split("-", -1);
                    return english().compare(entry(keys[0]), entry(keys[1])).written();
                });
    }

    @Test
    void theOrderOfTheTwoDoesNotMatter() {
        assertThat(english().compare(entry("1014"), entry("1006")))
                .isEqualTo(english().compare(entry("1006"), entry("1014")));
    }

    @Test
    void nothingIsComparedWithItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> english().compare(entry("1006"), entry("1006")))
                .withMessage("the same twice: 1006");
    }

    @Test
    void whatIsTheSameIsNoDifference() {
        assertThat(english().compare(entry("1002"), entry("1007")).differences()).isEmpty();
        assertThat(english().compare(entry("1002"), entry("1003")).differences())
                .extracting(Difference::label)
                .containsExactly("Nearest HTTP status");
    }

    @Test
    void theDifferencesAreThoseOfTheData() {
        assertThat(english().compare(entry("1006"), entry("1014")).differences())
                .extracting(
                        Difference::label,
                        each -> each.first().value(),
                        each -> each.second().sentence())
                .containsExactly(
                        row("Sent by", "nobody", "Only a gateway sends 1014."),
                        row("In a Close frame", "never", "1014 travels in a Close frame."),
                        row(
                                "A page's `CloseEvent`",
                                "the code and no reason, `wasClean` false",
                                "A page sees 1014 with its reason, and `wasClean` is true."),
                        row(
                                "Fault lies with",
                                "not said: to be found out",
                                "With 1014 the fault lies with the server behind the gateway."),
                        row(
                                "Nearest HTTP status",
                                "none",
                                "The HTTP status nearest to 1014 is 502."));
    }

    private static Tuple row(String... cells) {
        return tuple((Object[]) cells);
    }

    @Test
    void whatNobodyWroteAboutIsDrawnFromTheData() {
        Comparison comparison = english().compare(entry("1007"), entry("1012"));
        assertThat(comparison.written()).isFalse();
        assertThat(comparison.gist())
                .isEqualTo(
                        "1007 is about “invalid payload data”: You sent text that is not UTF-8."
                            + " 1012 is about “service restart”: The server restarts and will be"
                            + " back; come again in a moment.");
        assertThat(comparison.apart())
                .isEqualTo(
                        "Both come in a Close frame, whose payload begins with the code in two"
                                + " bytes: `03 EF` for 1007, `03 F4` for 1012.");
        assertThat(comparison.look())
                .isEqualTo(
                        "With 1007 look first at what the receiver of the Close frame had sent just"
                            + " before, or had failed to send. With 1012 there may be nothing to"
                            + " repair: look first at what was to happen next.");
        assertThat(comparison.choose())
                .isEqualTo(
                        "Send 1007 as any party, when it is what happened. Send 1012 as a server or"
                                + " a gateway; for a client there is little use for it.");
    }

    @Test
    void whatDoesNotTravelIsToldApartByThat() {
        assertThat(english().compare(entry("1015"), entry("4000-4999")).apart())
                .isEqualTo(
                        "4000-4999 comes in a Close frame, whose payload begins with the code. 1015"
                            + " is not sent by anybody: an endpoint's own software reports it.");
        assertThat(english().compare(entry("0-999"), entry("1005")).apart())
                .isEqualTo(
                        "Neither of the two may stand in a Close frame. A Close frame with 0-999 is"
                            + " illegal: whoever checks answers it with 1002. 1005 is not sent by"
                            + " anybody: an endpoint's own software reports it.");
        assertThat(english().compare(entry("1000"), entry("3000-3999")).apart())
                .isEqualTo(
                        "Both come in a Close frame, whose payload begins with the code in two"
                                + " bytes: `03 E8` for 1000, `0B B8-0F 9F` for 3000-3999.");
    }

    @Test
    void anExampleSaysWhoSendsWhatToWhom() {
        assertThat(english().explain(entry("1014")).example())
                .startsWith(new ExchangeStep(Role.CLIENT, Optional.of(Role.GATEWAY), "GET /chat"))
                .endsWith(
                        new ExchangeStep(
                                Role.CLIENT,
                                Optional.empty(),
                                "CloseEvent code=1014 reason=\"upstream: HTTP 500\""
                                        + " wasClean=true"));
    }
}
