package gatepost.cli;

import static gatepost.cli.ConfigurationSchema.expected;
import static gatepost.cli.ConfigurationSchema.orList;
import static gatepost.cli.ConfigurationSchema.texts;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Says in plain words where a document breaks the schema: one problem for each value and key. */
final class SchemaErrors {
    private static final int MOST_LISTED = 8;

    private final ConfigurationSchema schema;
    private final Document document;

    private SchemaErrors(ConfigurationSchema schema, Document document) {
        this.schema = schema;
        this.document = document;
    }

    static List<Problem> of(ConfigurationSchema schema, Document document, JsonNode root) {
        SchemaErrors errors = new SchemaErrors(schema, document);
        // A value of the wrong type may also break a pattern or a bound; the first keyword says it.
        Map<String, Problem> problems = new HashMap<>();
        for (Error error : schema.validate(root)) {
            Problem problem = errors.problem(error);
            problems.putIfAbsent(problem.pointer() + " " + key(error), problem);
        }
        return List.copyOf(problems.values());
    }

    private static String key(Error error) {
        return error.getKeyword().equals("required") ? error.getProperty() : "";
    }

    private Problem problem(Error error) {
        String pointer = pointer(error.getInstanceLocation());
        JsonNode rule = rule(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(pointer, error.getProperty(), rule);
            case "required" -> missingKey(pointer, error.getProperty(), rule);
            case "propertyNames" -> wrongName(pointer, error.getProperty(), rule);
            case "minItems", "minProperties" -> wrongValue(pointer, "at least one", "none");
            case "maxItems", "maxProperties" ->
                    wrongValue(
                            pointer,
                            "at most " + rule.path(error.getKeyword()).asString(),
                            Integer.toString(error.getInstanceNode().size()));
            default -> {
                JsonNode found = error.getInstanceNode();
                yield wrongValue(
                        pointer, expected(rule), Found.describe(found) + hint(error, rule, found));
            }
        };
    }

    private Problem unknownKey(String parent, String key, JsonNode rule) {
        String pointer = Pointer.child(parent, key);
        List<String> known = List.copyOf(rule.path("properties").propertyNames());
        return Problem.error(
                document.locations().key(pointer),
                pointer,
                "unknown key \"%s\" in %s; expected %s%s"
                        .formatted(
                                Printable.clipped(key, 60),
                                rule.path("title").asString(),
                                oneOf(known),
                                Nearest.suffix(Nearest.of(key, known))));
    }

    /** Nobody reads a line of twenty keys to find the one that is meant. */
    private static String oneOf(List<String> keys) {
        return keys.size() <= MOST_LISTED
                ? orList(keys)
                : "one of the %d in docs/configuration.md".formatted(keys.size());
    }

    private Problem missingKey(String pointer, String key, JsonNode rule) {
        String title = rule.path("title").asString();
        String name = Pointer.name(pointer);
        boolean named = rule.equals(schema.definition("upstream")) && !name.isEmpty();
        return Problem.error(
                document.locations().key(pointer),
                pointer,
                "expected the key \"%s\" in %s, found none"
                        .formatted(
                                key,
                                named ? "the upstream " + Printable.clipped(name, 60) : title));
    }

    private Problem wrongName(String parent, String name, JsonNode rule) {
        String pointer = Pointer.child(parent, name);
        JsonNode form = schema.referredTo(rule.path("propertyNames"));
        return Problem.error(
                document.locations().key(pointer),
                pointer,
                "%s: expected %s, found %s"
                        .formatted(Pointer.name(parent), expected(form), Found.quoted(name)));
    }

    private Problem wrongValue(String pointer, String expected, String found) {
        String name = Pointer.name(pointer);
        return Problem.error(
                document.locations().value(pointer),
                pointer,
                (name.isEmpty() ? "" : Printable.clipped(name, 60) + ": ")
                        + "expected %s, found %s".formatted(expected, found));
    }

    private static String hint(Error error, JsonNode rule, JsonNode found) {
        if (rule.has("enum")) {
            return Nearest.suffix(Nearest.of(found.asString(""), texts(rule.get("enum"))));
        }
        if (found.isNull()) {
            return Hints.ofNothing(definition(error));
        }
        if (!found.isValueNode()) {
            return "";
        }
        return Hints.of(definition(error), found.asString());
    }

    /** The name of the definition that the broken rule belongs to; empty where it is none. */
    private static String definition(Error error) {
        NodePath path = error.getSchemaLocation().getFragment();
        return path.getNameCount() == 3 ? path.getElement(1).toString() : "";
    }

    /** The part of the schema whose keyword is broken. */
    private JsonNode rule(Error error) {
        NodePath path = error.getSchemaLocation().getFragment();
        JsonNode part = schema.root();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            part = part.path(path.getElement(i).toString());
        }
        return part;
    }

    private static String pointer(NodePath path) {
        String pointer = Pointer.ROOT;
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = Pointer.child(pointer, path.getElement(i).toString());
        }
        return pointer;
    }
}
