package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.PassStatuses;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConfigurationSchemaTest {
    private static final ConfigurationSchema SCHEMA = ConfigurationSchema.INSTANCE;

    @Test
    void explainsEveryKey() {
        List<JsonNode> keys = new ArrayList<>(SCHEMA.root().path("properties").values());
        for (String name : List.of("listener", "route", "upstream", "drain")) {
            keys.addAll(SCHEMA.definition(name).path("properties").values());
        }
        assertThat(keys)
                .hasSize(18)
                .allSatisfy(key -> {
                    assertThat(key.path("title").asString("")).isNotEmpty();
                    assertThat(key.path("description").asString("")).endsWith(".");
                    assertThat(key.path("examples").size()).isPositive();
                });
    }

    @Test
    void hasADefaultForEveryKeyThatIsNotRequired() {
        for (JsonNode object : objects()) {
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
        JsonNode route = SCHEMA.definition("route").path("properties");
        JsonNode upstream = SCHEMA.definition("upstream").path("properties");
        assertThat(
                        Map.of(
                                "close-timeout", text(route, "close-timeout"),
                                "coalesce-up-to", text(route, "coalesce-up-to"),
                                "connect-timeout", text(upstream, "connect-timeout"),
                                "handshake-timeout", text(upstream, "handshake-timeout"),
                                "retries", text(upstream, "retries"),
                                "timeout",
                                        text(
                                                SCHEMA.definition("drain").path("properties"),
                                                "timeout"),
                                "listen",
                                        SCHEMA.at("/properties/listen/default/0/address")
                                                .asString()))
                .isEqualTo(
                        Map.of(
                                "close-timeout", TimeSpan.format(Route.DEFAULT_CLOSE_TIMEOUT),
                                "coalesce-up-to", Size.format(Route.DEFAULT_COALESCE_UP_TO),
                                "connect-timeout",
                                        TimeSpan.format(Upstream.DEFAULT_CONNECT_TIMEOUT),
                                "handshake-timeout",
                                        TimeSpan.format(Upstream.DEFAULT_HANDSHAKE_TIMEOUT),
                                "retries", Integer.toString(Upstream.DEFAULT_RETRIES),
                                "timeout", TimeSpan.format(Settings.DEFAULT_DRAIN_TIMEOUT),
                                "listen", ListenAddress.DEFAULT));
        assertThat(
                        PassStatuses.parse(
                                ConfigurationSchema.texts(
                                        route.path("pass-statuses").path("default"))))
                .usingRecursiveComparison()
                .isEqualTo(PassStatuses.DEFAULT);
    }

    @Test
    void hasExamplesThatItAllowsAndThatCanBeRead() {
        readable("duration", TimeSpan::parse);
        readable("size", text -> text.matches("[0-9]+") ? text : Size.parse(text));
        readable("address", ListenAddress::parse);
        readable("path", PathPattern::parse);
        readable("status", text -> PassStatuses.parse(List.of(text)));
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

    private static List<JsonNode> objects() {
        return List.of(
                SCHEMA.root(),
                SCHEMA.definition("listener"),
                SCHEMA.definition("route"),
                SCHEMA.definition("upstream"),
                SCHEMA.definition("drain"));
    }

    private static String text(JsonNode properties, String key) {
        return properties.path(key).path("default").asString();
    }
}
