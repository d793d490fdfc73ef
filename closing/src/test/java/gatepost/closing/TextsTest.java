package gatepost.closing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every language has to have: adding one is adding its files, and these tests say what lacks.
 */
class TextsTest {
    private static final Pattern LITERAL = Pattern.compile("`[^`]*`");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)(?=[,}])");
    private static final Pattern CODE = Pattern.compile("\\b(1[0-9]{3}|[34][0-9]{3})\\b");
    private static final Pattern WORDS = Pattern.compile("\\p{L}{3}");

    /** Texts that may be the same as in English, because they are made of terms and signs only. */
    private static final Set<String> TERMS =
            Set.of(
                    "value.http-status.some",
                    "column.endpoint",
                    "role.client",
                    "role.server",
                    "role.gateway",
                    "value.sent-by.gateway",
                    "brief.sent-by.gateway");

    /** The script that a text of the language has to have something of, where it is not Latin. */
    private static final Map<String, UnicodeScript> SCRIPTS =
            Map.of("ko", UnicodeScript.HANGUL, "ru", UnicodeScript.CYRILLIC);

    /** English words for the terms of the glossaries. */
    private static final Map<String, Pattern> GLOSSARY =
            Map.ofEntries(
                    term("close-frame", "\\bClose frames?\\b"),
                    term("closing-handshake", "\\b[Cc]losing handshakes?\\b"),
                    term("opening-handshake", "\\b[Oo]pening handshakes?\\b"),
                    term("gateway", "\\b[Gg]ateways?\\b"),
                    term("upstream", "\\b[Uu]pstreams?\\b"),
                    term("extension", "\\b[Ee]xtensions?\\b"),
                    term("subprotocol", "\\b[Ss]ubprotocols?\\b"),
                    term("idle-limit", "\\b[Ii]dle limits?\\b"),
                    term("reconnect", "\\b[Rr]econnect(s|ing)?\\b"),
                    term("back-off", "\\b[Bb]ack-off\\b"),
                    term("payload", "\\b[Pp]ayloads?\\b"),
                    term("fragment", "\\b[Ff]ragments?\\b"));

    private static Map.Entry<String, Pattern> term(String key, String english) {
        return Map.entry(key, Pattern.compile(english));
    }

    private static Stream<Language> languages() {
        return Language.all().stream();
    }

    private static Stream<Language> translations() {
        return languages().filter(each -> !each.equals(Language.ENGLISH));
    }

    /** Each file of each translation. */
    private static Stream<Arguments> files() {
        return translations()
                .flatMap(
                        language -> Texts.FILES.stream().map(file -> Arguments.of(language, file)));
    }

    private static Map<String, String> texts(Language language, String file) {
        return new TreeMap<>(
                Resource.properties("texts/" + language.tag() + "/" + file + ".properties"));
    }

    private static Map<String, String> english(String file) {
        return texts(Language.ENGLISH, file);
    }

    private static String withoutLiterals(String text) {
        return LITERAL.matcher(text).replaceAll(" ");
    }

    private static List<String> sorted(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group()).sorted().toList();
    }

    private static Set<String> distinct(Pattern pattern, String text) {
        return new TreeSet<>(sorted(pattern, text));
    }

    @Test
    void thereAreTheLanguagesOfTheReference() {
        assertThat(Language.all())
                .extracting(Language::tag)
                .contains("en", "ko", "pt-BR", "ru", "vi");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("files")
    void noTextIsMissing(Language language, String file) {
        assertThat(texts(language, file).keySet()).isEqualTo(english(file).keySet());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("files")
    void nothingIsLeftInEnglish(Language language, String file) {
        Map<String, String> english = english(file);
        assertThat(texts(language, file))
                .allSatisfy((key, text) -> {
                    if (!TERMS.contains(key) && hasWords(english.getOrDefault(key, ""))) {
                        assertThat(text).as(key).isNotEqualTo(english.get(key));
                    }
                });
    }

    private static boolean hasWords(String text) {
        return WORDS.matcher(PLACEHOLDER.matcher(withoutLiterals(text)).replaceAll(" ")).find();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("files")
    void whatIsLiteralIsTheSame(Language language, String file) {
        Map<String, String> english = english(file);
        assertThat(texts(language, file))
                .allSatisfy((key, text) -> {
                    String source = english.getOrDefault(key, "");
                    assertThat(sorted(LITERAL, text)).as(key).isEqualTo(sorted(LITERAL, source));
                    assertThat(distinct(PLACEHOLDER, text))
                            .as(key)
                            .isEqualTo(distinct(PLACEHOLDER, source));
                    assertThat(distinct(CODE, withoutLiterals(text)))
                            .as(key)
                            .isEqualTo(distinct(CODE, withoutLiterals(source)));
                });
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("files")
    void textsAreInTheScriptOfTheirLanguage(Language language, String file) {
        UnicodeScript script = SCRIPTS.getOrDefault(language.tag(), UnicodeScript.LATIN);
        Map<String, String> english = english(file);
        assertThat(texts(language, file))
                .allSatisfy((key, text) -> {
                    if (!TERMS.contains(key) && hasWords(english.getOrDefault(key, ""))) {
                        assertThat(scripts(withoutLiterals(text))).as(key).contains(script);
                    }
                    assertThat(scripts(text))
                            .as(key)
                            .isSubsetOf(
                                    script,
                                    UnicodeScript.LATIN,
                                    UnicodeScript.COMMON,
                                    UnicodeScript.INHERITED);
                });
    }

    private static Set<UnicodeScript> scripts(String text) {
        Set<UnicodeScript> scripts = new TreeSet<>();
        text.codePoints().forEach(point -> scripts.add(UnicodeScript.of(point)));
        return scripts;
    }

    /** One word for one thing: where English has a term, each language has its own. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("files")
    void termsAreThoseOfTheGlossary(Language language, String file) {
        Map<String, String> glossary = texts(language, "glossary");
        assertThat(glossary).containsKeys(GLOSSARY.keySet().toArray(String[]::new));
        Map<String, String> translated = texts(language, file);
        List<String> wrong = new ArrayList<>();
        english(file)
                .forEach((key, source) ->
                        GLOSSARY.forEach((term, pattern) -> {
                            String forms = glossary.getOrDefault(term, "");
                            if (pattern.matcher(withoutLiterals(source)).find()
                                    && !hasOneOf(forms, translated.getOrDefault(key, ""))) {
                                wrong.add(key + " has none of " + forms);
                            }
                        }));
        assertThat(wrong).isEmpty();
    }

    private static boolean hasOneOf(String forms, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Stream.of(forms.split("\\|", -1))
                .anyMatch(form -> lower.contains(form.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void textsAreWellFormed(Language language) {
        for (String file : Texts.FILES) {
            assertThat(texts(language, file))
                    .allSatisfy((key, text) -> {
                        assertThat(text).as(key).isNotBlank().isEqualTo(text.strip());
                        assertThat(text).as(key).doesNotContain("''", "  ", "\t", "\n");
                        // There an apostrophe would begin a quotation.
                        assertThat(text.contains("'") && text.contains(", plural")).isFalse();
                        assertThat(text.chars().filter(c -> c == '`').count() % 2).as(key).isZero();
                        assertThat(text)
                                .as(key)
                                .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
                    });
        }
    }

    /** So that editors and translators' tools read them as well. */
    @ParameterizedTest
    @MethodSource("languages")
    void textsAreInPropertiesFiles(Language language) throws IOException {
        for (String file : Texts.FILES) {
            Properties properties = new Properties();
            String name = "texts/" + language.tag() + "/" + file + ".properties";
            try (InputStream in = TextsTest.class.getResourceAsStream(name)) {
                properties.load(new InputStreamReader(requireNonNull(in), UTF_8));
            }
            assertThat(Resource.properties(name)).isEqualTo(properties);
        }
    }

    @Test
    void everyEntryHasEveryText() {
        Set<String> wanted = new TreeSet<>();
        for (CodeEntry entry : Catalogue.entries()) {
            for (String each : List.of("name", "summary", "description", "example", "reconnect")) {
                wanted.add(entry.key() + "." + each);
            }
            for (String each : List.of("client", "server", "between")) {
                wanted.add(entry.key() + "." + each + ".1");
            }
            wanted.add(entry.key() + ".when.1");
            wanted.add(entry.key() + ".when.2");
        }
        assertThat(english("codes").keySet()).containsAll(wanted);
    }

    @Test
    void noTextIsOfAnUnknownEntry() {
        String keys =
                Catalogue.entries().stream().map(CodeEntry::key).collect(joining("|", "(", ")"));
        assertThat(english("codes").keySet())
                .allMatch(key ->
                        key.matches(
                                keys
                                        + "\\.(name|summary|description|example|reconnect"
                                        + "|(when|client|server|between|practice)\\.[1-9])"));
        assertThat(english("comparisons").keySet())
                .allMatch(key ->
                        key.matches(keys + "-" + keys + "\\.(gist|confused|apart|fix|choose)"));
    }

    @Test
    void whatIsMissingIsInEnglishAndSaysSo() {
        Texts none = new Texts(new Language("tlh", "tlhIngan Hol"));

        assertThat(none.text("codes", "1006.name")).isEqualTo("[en] abnormal closure");
        assertThat(none.list("codes", "1006.when"))
                .hasSameSizeAs(new Texts(Language.ENGLISH).list("codes", "1006.when"))
                .allMatch(text -> text.startsWith(Texts.UNTRANSLATED));
        assertThat(none.find("codes", "1006.nothing")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.text("codes", "1006.nothing"))
                .withMessage("no text 1006.nothing in codes");
    }

    @Test
    void everyPlaceholderNeedsAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Texts(Language.ENGLISH).format("words", "error.same-codes", Map.of()))
                .withMessage("no value for code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Texts(Language.ENGLISH).format("words", "none", Map.of()))
                .withMessage("no text none in words");
        assertThat(
                        new Texts(new Language("ru-x-none", "?"))
                                .format("words", "count.codes", Map.of("count", 2)))
                .isEqualTo("[en] 2 codes");
    }

    @Test
    void numbersAndPluralsAreThoseOfTheLanguage() {
        assertThat(new Texts(Language.ENGLISH).format("words", "count.codes", Map.of("count", 1)))
                .isEqualTo("1 code");
        assertThat(new Texts(Language.ENGLISH).format("words", "count.codes", Map.of("count", 24)))
                .isEqualTo("24 codes");
        Language russian = Language.matching("ru").orElseThrow();
        assertThat(
                        Stream.of(1, 2, 5, 21)
                                .map(count ->
                                        new Texts(russian)
                                                .format(
                                                        "words",
                                                        "count.codes",
                                                        Map.of("count", count))))
                .containsExactly("1 код", "2 кода", "5 кодов", "21 код");
    }
}
