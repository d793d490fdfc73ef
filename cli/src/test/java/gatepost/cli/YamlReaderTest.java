package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class YamlReaderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a                     | "a"
                    "a b"                 | "a b"
                    'it''s'               | "it's"
                    "\\u20AC"             | "\\u20AC"
                    5                     | 5
                    -5                    | -5
                    999999999             | 999999999
                    1000000000            | "1000000000"
                    1.50                  | "1.50"
                    1e3                   | "1e3"
                    "5"                   | "5"
                    true                  | true
                    false                 | false
                    yes                   | "yes"
                    off                   | "off"
                    null                  | null
                    ~                     | "~"
                    "null"                | "null"
                    ""                    | ""
                    12:30                 | "12:30"
                    2026-11-21            | "2026-11-21"
                    [a, 1, [b], {}]       | ["a", 1, ["b"], {}]
                    {a: 1, "b c": [], d: }| {"a": 1, "b c": [], "d": null}
                    """)
    void readsValuesAsYaml12Does(String yaml, String json) {
        assertThat(read(yaml).root()).contains(tree(json));
        assertThat(read(yaml).problems()).isEmpty();
    }

    @Test
    void readsBlocks() {
        Document document =
                read(
                        """
                        # a comment
                        list:
                          - a: 1   # another
                            b: two words
                          - - x
                        text: |
                          one
                          two
                        folded: >-
                          one
                          two
                        """);
        assertThat(document.root())
                .contains(
                        tree(
                                """
                                {"list": [{"a": 1, "b": "two words"}, ["x"]],
                                 "text": "one\\ntwo\\n", "folded": "one two"}
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    /list,        1, 1, 4, 2, 1, 1
                    /list/0,      2, 3, 1, 2, 3, 1
                    /list/0/a,    2, 4, 1, 2, 7, 3
                    /list/1,      3, 3, 4, 3, 3, 4
                    /x~1y,        4, 1, 5, 4, 8, 3
                    """)
    void knowsWhereKeysAndValuesStand(
            String pointer,
            int keyLine,
            int keyColumn,
            int keyWidth,
            int line,
            int column,
            int width) {
        Locations locations = read("list: \n- {a: two}\n- '😀e'\n\"x/y\": 600\n").locations();
        assertThat(locations.key(pointer)).isEqualTo(new Location(keyLine, keyColumn, keyWidth));
        assertThat(locations.value(pointer)).isEqualTo(new Location(line, column, width));
    }

    @Test
    void keepsTheFirstOfAKeyThatIsGivenTwice() {
        Document document = read("a: 1\nb: {c: 2}\na: {d: [3]}\nb: 4\n");
        assertThat(document.root()).contains(tree("{\"a\": 1, \"b\": {\"c\": 2}}"));
        assertThat(document.problems())
                .containsExactly(
                        Problem.error(
                                new Location(3, 1, 1),
                                "/a",
                                "expected every key once, found \"a\" again; the first is on line"
                                        + " 1"),
                        Problem.error(
                                new Location(4, 1, 1),
                                "/b",
                                "expected every key once, found \"b\" again; the first is on line"
                                        + " 2"));
    }

    @ParameterizedTest
    @CsvSource({
        "a: &x 1, 1, 4, the anchor &x",
        "a: &x [1], 1, 4, the anchor &x",
        "a: !!str 1, 1, 4, a tag",
        "a: !own 1, 1, 4, a tag"
    })
    void refusesWhatIsNotPlain(String yaml, int line, int column, String what) {
        assertThat(read(yaml).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.pointer()).isEqualTo("/a");
                    assertThat(problem.location()).map(Location::line).contains(line);
                    assertThat(problem.location()).map(Location::column).contains(column);
                    assertThat(problem.message())
                            .isEqualTo(
                                    "expected a plain value, found "
                                            + what
                                            + "; a configuration has no anchors, aliases and tags");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'&x'", "\"&x\"", "a&x", "a &x", "[a,'&x']"})
    void takesTheSignOfAnAnchorWhereItBeginsNone(String yaml) {
        assertThat(read("a: " + yaml).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1", "a: \"x", "a: b: c", "\ta: 1", "? [a]\n: b"})
    void hasNoTreeOfWhatIsNoYaml(String yaml) {
        Document document = read(yaml);
        assertThat(document.root()).isEmpty();
        assertThat(document.problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"32, true", "33, false"})
    void readsSoManyLevels(int levels, boolean read) {
        assertThat(read("[".repeat(levels) + "x" + "]".repeat(levels)).root().isPresent())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n"})
    void findsNothingInAnEmptyFile(String yaml) {
        Document document = read(yaml);
        assertThat(document.root()).isEmpty();
        assertThat(document.problems())
                .containsExactly(Problem.ofFile("is empty; expected routes and upstreams"));
    }

    @Test
    void readsTheFirstOfTwoDocuments() {
        Document document = read("a: 1\n---\nb: 2\n");
        assertThat(document.root()).contains(tree("{\"a\": 1}"));
        assertThat(document.problems())
                .extracting(Problem::message)
                .containsExactly("expected the end of the file, found a second document");
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static Document read(String yaml) {
        return YamlReader.read(new SourceText("x.yaml", yaml));
    }
}
