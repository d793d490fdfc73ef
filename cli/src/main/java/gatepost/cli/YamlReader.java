package gatepost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a YAML file in one pass, and notes where everything stands. Less than YAML can: no anchors,
 * aliases and tags, because Jackson's parser hands an alias over as the text of its name, and no
 * configuration needs them; no second document; no more than {@value #DEEPEST} levels.
 */
final class YamlReader {
    private static final int DEEPEST = 32;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern ANCHOR = Pattern.compile("&[^\\s,\\[\\]{}]*");

    private final SourceText source;
    private final YAMLParser parser;
    private final Locations locations = new Locations();
    private final List<Problem> problems = new ArrayList<>();

    private YamlReader(SourceText source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /** Reads it; a syntax error ends the reading and leaves no tree. */
    static Document read(SourceText source) {
        try (YAMLParser parser =
                (YAMLParser)
                        factory(source.text().length())
                                .createParser(ObjectReadContext.empty(), source.text())) {
            return new YamlReader(source, parser).document();
        } catch (JacksonException e) {
            return new Document(
                    Optional.empty(), new Locations(), List.of(SyntaxError.in(source, e)));
        } catch (TooDeepException e) {
            return new Document(Optional.empty(), new Locations(), List.of(e.problem));
        }
    }

    /**
     * A factory whose parser takes the whole text in at once: snakeyaml-engine 3.0.1 fails with an
     * IndexOutOfBoundsException where its buffer ends between the two halves of a surrogate pair.
     */
    private static YAMLFactory factory(int length) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setBufferSize(length + 16)
                        // Found here too, with both places, and without an end to the reading.
                        .setAllowDuplicateKeys(true)
                        .build();
        return YAMLFactory.builder().loadSettings(settings).build();
    }

    private Document document() {
        if (parser.nextToken() == null) {
            problems.add(Problem.ofFile("is empty; expected routes and upstreams"));
            return new Document(Optional.empty(), locations, problems);
        }
        JsonNode root = value(Pointer.ROOT, 0);
        if (parser.nextToken() != null) {
            problems.add(
                    Problem.error(
                            here(),
                            Pointer.ROOT,
                            "expected the end of the file, found a second document"));
        }
        return new Document(Optional.of(root), locations, problems);
    }

    /** The value at the parser's current token; leaves the parser at its last token. */
    private JsonNode value(String pointer, int depth) {
        locations.addValue(pointer, here());
        if (depth > DEEPEST) {
            throw new TooDeepException(
                    Problem.error(
                            here(),
                            pointer,
                            "expected at most " + DEEPEST + " levels, found one more"));
        }
        refuseWhatIsNotPlain(pointer);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(pointer, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return list(pointer, depth);
        }
        return scalar(token);
    }

    private ObjectNode mapping(String pointer, int depth) {
        ObjectNode node = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String child = Pointer.child(pointer, key);
            Location location = here();
            if (node.has(key)) {
                problems.add(
                        Problem.error(
                                location,
                                child,
                                "expected every key once, found \"%s\" again; the first is on line %d"
                                        .formatted(
                                                Printable.clipped(key, 60),
                                                locations.key(child).line())));
                parser.nextToken();
                skip();
            } else {
                locations.addKey(child, location);
                parser.nextToken();
                node.set(key, value(child, depth + 1));
            }
        }
        return node;
    }

    private ArrayNode list(String pointer, int depth) {
        ArrayNode node = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            node.add(value(Pointer.child(pointer, node.size()), depth + 1));
        }
        return node;
    }

    private JsonNode scalar(JsonToken token) {
        String text = parser.getString();
        if (token == JsonToken.VALUE_NULL) {
            return NODES.nullNode();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return NODES.booleanNode(token == JsonToken.VALUE_TRUE);
        }
        // No key takes a fraction or more than nine digits, so those stay the text that they were:
        // errors quote them, and nothing computes with them.
        return token == JsonToken.VALUE_NUMBER_INT && text.matches("-?[0-9]{1,9}")
                ? NODES.numberNode(Integer.parseInt(text))
                : NODES.stringNode(text);
    }

    private void refuseWhatIsNotPlain(String pointer) {
        if (parser.isCurrentAlias()) {
            refuse(pointer, "the alias *" + parser.getString());
        } else if (parser.getObjectId() != null) {
            refuse(pointer, "the anchor &" + parser.getObjectId());
        } else if (parser.getTypeId() != null) {
            refuse(pointer, "a tag");
        } else {
            scalarAnchor().ifPresent(anchor -> refuse(pointer, "the anchor " + anchor));
        }
    }

    /**
     * Jackson hands over the anchors of mappings and lists only; no plain scalar begins like one.
     */
    private Optional<String> scalarAnchor() {
        Location begun = here();
        String line = source.line(begun.line());
        if (begun.column() > line.codePointCount(0, line.length())) {
            return Optional.empty();
        }
        Matcher matcher =
                ANCHOR.matcher(line)
                        .region(line.offsetByCodePoints(0, begun.column() - 1), line.length());
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private void refuse(String pointer, String what) {
        problems.add(
                Problem.error(
                        here(),
                        pointer,
                        "expected a plain value, found "
                                + Printable.clipped(what, 60)
                                + "; a configuration has no anchors, aliases and tags"));
    }

    /** Passes over the value at the current token. */
    private void skip() {
        int open = 0;
        do {
            JsonToken token = parser.currentToken();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (open > 0 && parser.nextToken() != null);
    }

    private Location here() {
        TokenStreamLocation start = parser.currentTokenLocation();
        TokenStreamLocation end = parser.currentLocation();
        int width =
                start.getLineNr() == end.getLineNr() ? end.getColumnNr() - start.getColumnNr() : 1;
        return new Location(start.getLineNr(), start.getColumnNr(), Math.max(1, width));
    }

    /** Leaves the recursion; caught in {@link #read}. */
    private static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        TooDeepException(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
