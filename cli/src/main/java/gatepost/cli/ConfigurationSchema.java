package gatepost.cli;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the configuration: every key, its form, its default, and what it is for. */
final class ConfigurationSchema {
    /** Safe for use by any thread. */
    static final ConfigurationSchema INSTANCE = new ConfigurationSchema(resource());

    private final String text;
    private final JsonNode root;
    private final Schema schema;

    private ConfigurationSchema(String text) {
        this.text = text;
        this.root = JsonMapper.shared().readTree(text);
        this.schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(root);
    }

    private static String resource() {
        try (InputStream in =
                ConfigurationSchema.class.getResourceAsStream("gatepost.schema.json")) {
            if (in == null) {
                throw new AssertionError("the schema is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema as it is published. */
    String text() {
        return text;
    }

    JsonNode root() {
        return root;
    }

    /** What does not hold for a document, in no order. */
    List<Error> validate(JsonNode document) {
        return schema.validate(document);
    }

    /** The part of the schema at a JSON pointer into it; a missing node where there is none. */
    JsonNode at(String pointer) {
        return root.at(JsonPointer.compile(pointer));
    }

    /** A definition such as {@code duration}. */
    JsonNode definition(String name) {
        return at("/$defs/" + name);
    }

    /** The definition that a part of the schema refers to. */
    JsonNode referredTo(JsonNode part) {
        return at(part.path("$ref").asString().substring(1));
    }

    /** Whether a text, all of it, has the form of a definition such as {@code host}. */
    boolean matches(String definition, String text) {
        return text.matches(definition(definition).path("pattern").asString());
    }

    /** What somebody should write where a part of the schema rules, as a noun with examples. */
    static String expected(JsonNode part) {
        if (part.has("enum")) {
            return orList(texts(part.get("enum")));
        }
        String type = part.path("type").asString("");
        if (type.equals("array")) {
            return "a list";
        }
        String title = part.path("title").asString("a value");
        if (type.equals("object")) {
            return "keys and values";
        }
        return part.has("examples")
                ? title + " such as " + orList(texts(part.get("examples")))
                : title;
    }

    /** The texts of the items of a list. */
    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /** {@code a, b or c}. */
    static String orList(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return words.stream().limit(words.size() - 1).collect(Collectors.joining(", "))
                + " or "
                + words.getLast();
    }
}
