package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Extensions;
import gatepost.gateway.PassStatuses;
import gatepost.gateway.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ConfigurationSchemaTest {
    private static final ConfigurationSchema SCHEMA = ConfigurationSchema.INSTANCE;

    /** Definitions that have keys. */
    private static final List<String> OBJECTS =
            SCHEMA.root()
                    .path("$defs")
                    .propertyStream()
                    .filter(definition -> definition.getValue().has("properties"))
                    .map(Map.Entry::getKey)
                    .toList();

    @Test
    void explainsEveryKey() {
        List<JsonNode> keys = new ArrayList<>(SCHEMA.root().path("properties").values());
        for (String name : OBJECTS) {
            keys.addAll(SCHEMA.definition(name).path("properties").values());
        }
        assertThat(keys)
                .hasSize(63)
                .allSatisfy(key -> {
                    assertThat(key.path("title").asString("")).isNotEmpty();
                    assertThat(key.path("description").asString("")).endsWith(".");
                    assertThat(key.path("examples").size()).isPositive();
                });
    }

    @Test
    void hasADefaultForEveryKeyThatIsNotRequired() {
        List<JsonNode> objects = new ArrayList<>(List.of(SCHEMA.root()));
        OBJECTS.forEach(name -> objects.add(SCHEMA.definition(name)));
        for (JsonNode object : objects) {
            List<String> required = ConfigurationSchema.texts(object.path("required"));
            object.path("properties")
                    .propertyStream()
                    .filter(key -> !required.contains(key.getKey()))
                    .forEach(key ->
                            assertThat(key.getValue().has("default")).as(key.getKey()).isTrue());
        }
    }

    @Test
    void hasTheDefaultsOfTheGateway() {
        ObjectNode said = defaults(SCHEMA.root());
        ObjectNode route = defaults(SCHEMA.definition("route"));
        // Only bridges take it.
        route.remove("context-takeover");
        said.putArray("routes").add(route.put("path", "/**").put("upstream", "a"));
        ObjectNode upstream = defaults(SCHEMA.definition("upstream"));
        upstream.putArray("endpoints").add("ws://127.0.0.1:1");
        said.putObject("upstreams").set("a", upstream);
        assertThat(Loading.settings(said.toString()))
                .usingRecursiveComparison()
                .isEqualTo(Loading.settings(Loading.ROUTES + Loading.UPSTREAMS));
        assertThat(
                        SCHEMA.definition("route")
                                .at("/properties/context-takeover/default")
                                .asBoolean())
                .isEqualTo(Extensions.TUNNELLED.contextTakeover());
    }

    @Test
    void saysTheSameDefaultsForAnObjectAndForItsKeys() {
        for (String name : List.of("headers", "rate", "keepalive")) {
            assertThat(SCHEMA.definition("route").path("properties").path(name).path("default"))
                    .isEqualTo(defaults(SCHEMA.definition(name)));
        }
        for (String name : List.of("limits", "drain", "admin", "journal", "log")) {
            assertThat(SCHEMA.root().path("properties").path(name).path("default"))
                    .isEqualTo(defaults(SCHEMA.definition(name)));
        }
    }

    /** Every key of an object that has a default, with it. */
    private static ObjectNode defaults(JsonNode object) {
        ObjectNode defaults = JsonMapper.shared().createObjectNode();
        object.path("properties")
                .forEachEntry((key, rule) -> {
                    if (rule.has("default")) {
                        defaults.set(key, rule.path("default"));
                    }
                });
        return defaults;
    }

    @Test
    void hasExamplesThatItAllowsAndThatCanBeRead() {
        readable("duration", TimeSpan::parse);
        readable("duration-or-zero", TimeSpan::parseOrZero);
        readable("size", text -> text.matches("[0-9]+") ? text : Size.parse(text));
        readable("size-or-zero", text -> text.matches("[0-9]+") ? text : Size.parse(text));
        readable("address", ListenAddress::parse);
        readable("address-or-off", ListenAddress::parse);
        readable("path", PathPattern::parse);
        readable("share", Sampling::parse);
        readable("status", text -> PassStatuses.parse(List.of(text)));
    }

    @Test
    void hasExamplesOfEveryKeyThatAreFine() {
        for (String name : List.of("headers", "rate", "keepalive")) {
            SCHEMA.definition(name)
                    .path("properties")
                    .forEachEntry((key, rule) ->
                            rule.path("examples")
                                    .forEach(example ->
                                            assertThat(
                                                            Loading.problems(
                                                                    Loading.withRoute(
                                                                            "%s: {%s: %s}"
                                                                                    .formatted(
                                                                                            name,
                                                                                            key,
                                                                                            example))))
                                                    .as(key)
                                                    .isEmpty()));
        }
        SCHEMA.definition("route")
                .path("properties")
                .forEachEntry((key, rule) -> {
                    if (rule.has("default")) {
                        String keys =
                                switch (key) {
                                    case "context-takeover" -> "compression: bridge, ";
                                    case "convert" -> "compression: off, ";
                                    default -> "";
                                };
                        rule.path("examples")
                                .forEach(example ->
                                        assertThat(
                                                        Loading.problems(
                                                                Loading.withRoute(
                                                                        keys + key + ": "
                                                                                + example)))
                                                .as(key)
                                                .isEmpty());
                    }
                });
    }

    private static void readable(String definition, Function<String, ?> parser) {
        JsonNode node = SCHEMA.definition(definition);
        assertThat(ConfigurationSchema.texts(node.path("examples")))
                .isNotEmpty()
                .allSatisfy(text -> {
                    if (!text.matches("[0-9]+")) {
                        assertThat(text).matches(node.path("pattern").asString());
                    }
                    assertThat(parser.apply(text)).isNotNull().isNotEqualTo(Optional.empty());
                });
    }

    @Test
    void joinsWordsAsPeopleDo() {
        assertThat(ConfigurationSchema.orList(List.of())).isEmpty();
        assertThat(ConfigurationSchema.orList(List.of("a"))).isEqualTo("a");
        assertThat(ConfigurationSchema.orList(List.of("a", "b"))).isEqualTo("a or b");
        assertThat(ConfigurationSchema.orList(List.of("a", "b", "c"))).isEqualTo("a, b or c");
    }
}
