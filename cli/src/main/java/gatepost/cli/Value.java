package gatepost.cli;

import static gatepost.cli.ConfigurationSchema.expected;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A value of a document with its place, or the place of one that is not there. What breaks the
 * schema reads as if it were not there, so that nobody complains about it again. All values of a
 * document add to the same list of problems.
 */
final class Value {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int LONGEST_LIST = 1000;

    private final Document document;
    private final Set<String> faulty;
    private final List<Problem> problems;
    private final JsonNode node;
    private final String pointer;

    private Value(
            Document document,
            Set<String> faulty,
            List<Problem> problems,
            JsonNode node,
            String pointer) {
        this.document = document;
        this.faulty = faulty;
        this.problems = problems;
        this.node = node;
        this.pointer = pointer;
    }

    /**
     * The whole document.
     *
     * @param faulty pointers of the values that break the schema
     * @param problems to which those are added that the values of the document have
     */
    static Value root(
            Document document, JsonNode root, Set<String> faulty, List<Problem> problems) {
        return new Value(document, faulty, problems, root, Pointer.ROOT);
    }

    private Value child(JsonNode child, String childPointer) {
        return new Value(document, faulty, problems, child, childPointer);
    }

    /** The value of a key; also where there is no such key. */
    Value at(String key) {
        return child(node.path(key), Pointer.child(pointer, key));
    }

    /** Of what is no list, or longer than a list may be, none. */
    List<Value> items() {
        if (!node.isArray() || node.size() > LONGEST_LIST) {
            return List.of();
        }
        return IntStream.range(0, node.size())
                .mapToObj(i -> child(node.path(i), Pointer.child(pointer, i)))
                .toList();
    }

    /** The values of a mapping by their keys, in the order of the file; of anything else none. */
    Map<String, Value> entries() {
        Map<String, Value> entries = new LinkedHashMap<>();
        node.propertyNames().forEach(key -> entries.put(key, at(key)));
        return entries;
    }

    /** Whether the file has it, in whatever form. */
    boolean isThere() {
        return !node.isMissingNode();
    }

    boolean isList() {
        return node.isArray();
    }

    boolean isMapping() {
        return node.isObject();
    }

    /** What it says for a peer: a value stands for both, a mapping has one for each. */
    Value forPeer(String peer) {
        return isMapping() ? at(peer) : this;
    }

    private boolean isSound() {
        return !faulty.contains(pointer);
    }

    /** The text of a string. */
    Optional<String> text() {
        return node.isString() ? scalar() : Optional.empty();
    }

    /** The text of a string or a number. */
    Optional<String> scalar() {
        return node.isValueNode() && isSound() ? Optional.of(node.asString("")) : Optional.empty();
    }

    /** The texts of the items of a list. */
    List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /**
     * The texts of the items of a list, which complains where one is there again.
     *
     * @param sameness makes the same text of those that mean the same
     */
    List<String> distinctTexts(UnaryOperator<String> sameness) {
        Map<String, Value> seen = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (Value item : items()) {
            item.text()
                    .ifPresent(text -> {
                        Value earlier = seen.putIfAbsent(sameness.apply(text), item);
                        if (earlier == null) {
                            texts.add(text);
                        } else {
                            item.error(
                                    "%s: expected each once, found %s again; the first is on line %d"
                                            .formatted(name(), item.found(), earlier.line()));
                        }
                    });
        }
        return texts;
    }

    int number(int byDefault) {
        return (node.isInt() && isSound()) ? node.intValue() : byDefault;
    }

    boolean flag(boolean byDefault) {
        return (node.isBoolean() && isSound()) ? node.booleanValue() : byDefault;
    }

    /** What one of a few words stands for. */
    <T> Optional<T> choice(Map<String, T> meanings) {
        return text().flatMap(word -> Optional.ofNullable(meanings.get(word)));
    }

    /** A duration above zero, of at most a day. */
    Duration duration(Duration byDefault) {
        return duration("duration", TimeSpan::parse, byDefault);
    }

    /** A duration of at most a day, or zero. */
    Duration durationOrZero(Duration byDefault) {
        return duration("duration-or-zero", TimeSpan::parseOrZero, byDefault);
    }

    /** A number of hours or days; zero for ever. */
    Duration period(Duration byDefault) {
        return parsed("period", TimeSpan::parsePeriod).orElse(byDefault);
    }

    private Duration duration(
            String definition, Function<String, Optional<Duration>> parser, Duration byDefault) {
        return parsed(definition, parser)
                .filter(duration -> {
                    boolean fits = duration.compareTo(LONGEST) <= 0;
                    if (!fits) {
                        error(
                                "%s: expected a duration of at most %s, found %s"
                                        .formatted(name(), TimeSpan.format(LONGEST), found()));
                    }
                    return fits;
                })
                .orElse(byDefault);
    }

    /** A number of octets; a number alone is octets. */
    Optional<Long> size(SizeRange range) {
        Optional<Long> octets =
                node.isInt() ? scalar().map(Long::valueOf) : parsed("size", Size::parse);
        return octets.filter(size -> {
            boolean fits = range.contains(size);
            if (!fits) {
                error(
                        "%s: expected %s, found %s%s"
                                .formatted(name(), range.expected(), found(), range.remark(size)));
            }
            return fits;
        });
    }

    /** What a parser makes of the text; complains where that is nothing. */
    <T> Optional<T> parsed(String definition, Function<String, Optional<T>> parser) {
        Optional<T> value = text().flatMap(parser);
        if (value.isEmpty() && text().isPresent()) {
            unexpected(definition);
        }
        return value;
    }

    /** Complains in the words of the schema, where that is looser than who reads the text. */
    void unexpected(String definition) {
        error(
                "%s: expected %s, found %s%s"
                        .formatted(
                                name(),
                                expected(ConfigurationSchema.INSTANCE.definition(definition)),
                                found(),
                                Hints.of(definition, node.asString(""))));
    }

    /** The key that a person would call it by. */
    private String name() {
        return Pointer.name(pointer);
    }

    /** What it is, for a message. */
    String found() {
        return Found.describe(node);
    }

    /** The line of the file that it begins on. */
    int line() {
        return location().line();
    }

    private Location location() {
        return document.locations().value(pointer);
    }

    void error(String message) {
        add(Problem.error(location(), pointer, message));
    }

    /** Complains about the key rather than its value. */
    void errorOfKey(String message) {
        add(Problem.error(keyLocation(), pointer, message));
    }

    void warning(String message) {
        add(Problem.warning(location(), pointer, message));
    }

    void warningOfKey(String message) {
        add(Problem.warning(keyLocation(), pointer, message));
    }

    private Location keyLocation() {
        return document.locations().key(pointer);
    }

    /** Once: a value that stands for both peers is not told twice what is wrong about it. */
    private void add(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
