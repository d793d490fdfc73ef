package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void goesToTheValuesOfKeysAndItems() {
        Value root = root("a: {b: [x, y]}\nc: z\n");
        assertThat(root.at("a").at("b").texts()).containsExactly("x", "y");
        assertThat(root.at("a").at("b").items().getLast().line()).isEqualTo(1);
        assertThat(root.entries().keySet()).containsExactly("a", "c");
        assertThat(root.at("c").text()).contains("z");
        assertThat(root.at("c").line()).isEqualTo(2);
    }

    @Test
    void hasPlacesForWhatIsNotThere() {
        Value missing = root("a: 1\n").at("b").at("c");
        assertThat(missing.isThere()).isFalse();
        assertThat(missing.text()).isEmpty();
        assertThat(missing.items()).isEmpty();
        assertThat(missing.entries()).isEmpty();
        assertThat(missing.number(7)).isEqualTo(7);
        assertThat(missing.flag(true)).isTrue();
        assertThat(missing.duration(Duration.ofDays(3))).isEqualTo(Duration.ofDays(3));
        assertThat(missing.size(SizeRange.of(1, 2))).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void isThereWhateverItsForm() {
        Value root = root("a:\nb: []\nc: 1\n");
        assertThat(List.of(root.at("a"), root.at("b"), root.at("c"))).allMatch(Value::isThere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "", "[a]", "{a: b}"})
    void takesNothingElseForAText(String value) {
        assertThat(root("a: " + value).at("a").text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "x, x", "true, true"})
    void takesEveryScalarForAScalar(String value, String text) {
        assertThat(root("a: " + value).at("a").scalar()).contains(text);
    }

    @Test
    void readsWhatIsFaultyAsIfItWereNotThere() {
        Value root =
                root(
                        "a: x\nb: 5\nc: true\nd: 5s\ne: 64KiB\nf: [x, y]\n",
                        Set.of("/a", "/b", "/c", "/d", "/e", "/f/0"));
        assertThat(root.at("a").text()).isEmpty();
        assertThat(root.at("a").choice(Map.of("x", 1))).isEmpty();
        assertThat(root.at("b").number(7)).isEqualTo(7);
        assertThat(root.at("b").size(SizeRange.of(1, 10))).isEmpty();
        assertThat(root.at("c").flag(false)).isFalse();
        assertThat(root.at("d").duration(Duration.ZERO)).isZero();
        assertThat(root.at("e").size(SizeRange.of(1, 1 << 20))).isEmpty();
        assertThat(root.at("f").texts()).containsExactly("y");
        assertThat(problems).isEmpty();
    }

    @Test
    void looksAtNothingOfAListThatIsTooLong() {
        assertThat(root("a: [" + "x,".repeat(1000) + "]").at("a").items()).hasSize(1000);
        assertThat(root("a: [" + "x,".repeat(1001) + "]").at("a").items()).isEmpty();
    }

    @Test
    void standsForBothPeersOrHasAValueForEach() {
        Value root = root("a: x\nb: {client: y}\n");
        assertThat(root.at("a").forPeer("client").text()).contains("x");
        assertThat(root.at("a").forPeer("upstream").text()).contains("x");
        assertThat(root.at("b").forPeer("client").text()).contains("y");
        assertThat(root.at("b").forPeer("upstream").isThere()).isFalse();
    }

    @Test
    void complainsOfTextsThatAreThereAgain() {
        Value list = root("a:\n- x\n- y\n- X\n- x\n").at("a");
        assertThat(list.distinctTexts(text -> text.toLowerCase(Locale.ROOT)))
                .containsExactly("x", "y");
        assertThat(problems)
                .containsExactly(
                        Problem.error(
                                new Location(4, 3, 1),
                                "/a/2",
                                "a: expected each once, found \"X\" again; the first is on line 2"),
                        Problem.error(
                                new Location(5, 3, 1),
                                "/a/3",
                                "a: expected each once, found \"x\" again; the first is on line"
                                        + " 2"));
    }

    @Test
    void complainsInTheWordsOfTheSchemaOfWhatCannotBeRead() {
        assertThat(root("a: 5 sec\n").at("a").duration(Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(problems)
                .containsExactly(
                        Problem.error(
                                new Location(1, 4, 5),
                                "/a",
                                "a: expected a duration above zero such as 500ms, 20s, 5m or 1h,"
                                        + " found \"5 sec\"; did you mean 5s?"));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5B, 5", "1KiB, 1024"})
    void countsOctets(String text, long octets) {
        assertThat(root("a: " + text).at("a").size(SizeRange.of(1, 1 << 20))).contains(octets);
    }

    @Test
    void tellsAProblemOnceHoweverOftenItIsFound() {
        Value value = root("a: x\n").at("a");
        value.error("wrong");
        value.error("wrong");
        value.warning("wrong");
        assertThat(problems)
                .containsExactly(
                        Problem.error(new Location(1, 4, 1), "/a", "wrong"),
                        Problem.warning(new Location(1, 4, 1), "/a", "wrong"));
    }

    @Test
    void complainsOfTheKeyOrOfTheValue() {
        Value value = root("a: x\n").at("a");
        value.errorOfKey("key");
        value.error("value");
        value.warningOfKey("warning");
        assertThat(problems)
                .extracting(Problem::location)
                .containsExactly(
                        Optional.of(new Location(1, 1, 1)),
                        Optional.of(new Location(1, 4, 1)),
                        Optional.of(new Location(1, 1, 1)));
    }

    private Value root(String text) {
        return root(text, Set.of());
    }

    private Value root(String text, Set<String> faulty) {
        Document document = YamlReader.read(new SourceText("x.yaml", text));
        return Value.root(document, document.root().orElseThrow(), faulty, problems);
    }
}
