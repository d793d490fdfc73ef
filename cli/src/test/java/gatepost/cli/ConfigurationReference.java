package gatepost.cli;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes docs/configuration.md from the schema. */
final class ConfigurationReference {
    /** A configuration that shows most keys. */
    static final String EXAMPLE =
            """
            listen:
              - address: 127.0.0.1:8080

            routes:                                # the first that matches serves the request
              - path: /chat/**
                hosts: [chat.example.com, "*.chat.example.com"]
                upstream: chat
                origins: [https://example.com, https://*.example.com]
                subprotocols: [chat.v2, chat.v1]
                headers:
                  require: {Authorization: "*"}
                  set: {X-Tenant: blue}
                  strip: [Cookie]
                on-refusal: close                  # 1008 or 1013, which a page can read
                compression: inspect
                accept: text
                max-frame-size: 64KiB
                max-message-size: 1MiB
                rate: {messages-per-second: 50, bytes-per-second: 1MiB, on-excess: delay}
                keepalive: {ping-every: 20s, answer-within: 10s, idle-timeout: 10m}
                close-timeout: 10s
              - path: /feed/*
                upstream: feed
                compression: bridge
                require-extensions: [permessage-deflate]
                accept: {client: text, upstream: any}
                convert: {client: text-to-binary}
                split-frames-above: {upstream: 16KiB}
                on-upstream-failure: http          # 502 or 504, for clients that are no browsers
                pass-statuses: [3xx, 401, 403]
                coalesce-up-to: 16KiB
                frame-timeout: 30s

            upstreams:
              chat:
                endpoints: [ws://10.0.0.1:9000, ws://10.0.0.2:9000]
                connect-timeout: 500ms
              feed:
                endpoints: [ws://127.0.0.1:9100/v2]
                handshake-timeout: 10s
                retries: 0

            limits:
              connections: 20000
              connections-per-ip: 50
              handshakes-per-second-per-ip: 10

            drain:
              timeout: 1m

            admin:
              address: 127.0.0.1:9090          # /metrics, /healthz, /readyz

            journal:
              url: jdbc:sqlite:./gatepost-data/journal.db
              keep: 30d

            log:
              format: json
              normal-endings: 1%                 # errors always
            """;

    private static final String INTRODUCTION =
            """
            # Configuration

            <!-- Generated from gatepost.schema.json by ConfigurationReferenceTest, which says how to
                 write it again. Changes by hand are lost. -->

            `gatepost run gatepost.yaml` runs the gateway by a configuration file, and `gatepost check
            gatepost.yaml` finds everything that is wrong about one. A single server needs no file:
            `gatepost run ws://127.0.0.1:9000`.

            ```yaml
            EXAMPLE```

            Only `routes` and `upstreams` have to be there, with at least one of each.

            ## The file

            - It is YAML 1.2 in UTF-8, up to 1 MiB. JSON is YAML too.
            - Unknown keys are errors, as are keys that are given twice. There are no anchors, aliases and
              tags; a text that begins with `*` or `@` needs quotes.
            - A **duration** is a whole number above zero with its unit: `500ms`, `20s`, `5m`, `1h`. Where a
              key says so, `0s` turns off what it is about.
            - A **size** is a whole number with its unit: `125B`, `64KiB`, `1MiB`, `1GiB`. A number alone is
              octets.
            - Some keys of a route are **for each peer by itself or for both**: `64KiB` holds for what the
              client sends and for what the upstream sends, `{client: 16KiB, upstream: 1MiB}` says them one
              by one. A peer that is left out has the default.
            - Names of hosts are looked up when the file is loaded. One that has no address is an error.

            For an editor that completes keys and shows these texts, write the schema beside the file
            with `gatepost check --schema > gatepost.schema.json`, and begin the file with
            `# yaml-language-server: $schema=gatepost.schema.json`.

            """;

    private static final String END =
            """
            ## Checking

            `gatepost check` prints a line for each error and each warning, in the order of the file:
            file, line, column (in characters), what was expected and what was found, and below it the
            line of the file. The exit code is 0 where the configuration is fine (there may be
            warnings), 1 where it has errors, and 2 where the file cannot be read.

            With `--json` the answer is an object. A later version may add keys to it; it does not
            rename or remove any.

            ```json
            {
              "file": "gatepost.yaml",
              "fine": false,
              "problems": [
                {
                  "severity": "error",
                  "line": 3,
                  "column": 15,
                  "pointer": "/routes/0/upstream",
                  "message": "upstream: expected a name under upstreams (chat), found \\"chta\\"; did you mean chat?"
                }
              ]
            }
            ```

            | key | value |
            | --- | --- |
            | `file` | as on the command line |
            | `fine` | whether a gateway can be started |
            | `listeners`, `routes`, `upstreams` | how many there are; only where it is fine |
            | `problems` | in the order of the file; only warnings where it is fine |
            | `problems[].severity` | `error` or `warning` |
            | `problems[].line`, `problems[].column` | from 1; absent where the problem concerns the whole file |
            | `problems[].pointer` | the JSON pointer (RFC 6901) of the value or key; empty for the whole document |
            | `problems[].message` | one line in English, whose wording may change |
            """;

    private final ConfigurationSchema schema;
    private final StringBuilder page = new StringBuilder();

    private ConfigurationReference(ConfigurationSchema schema) {
        this.schema = schema;
    }

    /** The whole page. */
    static String of(ConfigurationSchema schema) {
        ConfigurationReference reference = new ConfigurationReference(schema);
        reference.page.append(INTRODUCTION.replace("EXAMPLE", EXAMPLE));
        reference.section("The keys", schema.root(), "");
        reference.section("A listener", schema.definition("listener"), "listen[].");
        reference.section("A route", schema.definition("route"), "routes[].");
        reference.section("Header fields", schema.definition("headers"), "routes[].headers.");
        reference.section("Rate", schema.definition("rate"), "routes[].rate.");
        reference.section("Keepalive", schema.definition("keepalive"), "routes[].keepalive.");
        reference.section("An upstream", schema.definition("upstream"), "upstreams.NAME.");
        reference.section("Limits", schema.definition("limits"), "limits.");
        reference.section("Stopping", schema.definition("drain"), "drain.");
        reference.section("The admin server", schema.definition("admin"), "admin.");
        reference.section("The journal", schema.definition("journal"), "journal.");
        reference.section("The log", schema.definition("log"), "log.");
        return reference.page.append(END).toString();
    }

    private void section(String title, JsonNode object, String prefix) {
        page.append("## ").append(title).append("\n\n");
        List<String> required = ConfigurationSchema.texts(object.path("required"));
        object.path("properties")
                .forEachEntry((key, rule) -> key(prefix + key, rule, required.contains(key)));
    }

    private void key(String name, JsonNode rule, boolean required) {
        page.append("### `").append(name).append("`\n\n");
        page.append(rule.path("title").asString()).append(". ");
        page.append(rule.path("description").asString()).append("\n\n");
        page.append("- Form: ").append(form(rule)).append('\n');
        page.append("- Default: ")
                .append(required ? "none, it has to be there" : code(rule.path("default")))
                .append('\n');
        page.append("- Examples: ")
                .append(
                        rule.path("examples")
                                .valueStream()
                                .map(ConfigurationReference::code)
                                .collect(Collectors.joining(", ")))
                .append("\n\n");
    }

    private String form(JsonNode rule) {
        if (rule.has("if")) {
            return form(rule.path("else")) + "; or `{client: ..., upstream: ...}` with such values";
        }
        if (rule.has("$ref")) {
            return form(schema.referredTo(rule));
        }
        if (rule.has("enum")) {
            return ConfigurationSchema.orList(
                    rule.path("enum").valueStream().map(ConfigurationReference::code).toList());
        }
        if (rule.has("items")) {
            return "a list; of each item " + form(rule.path("items"));
        }
        if (rule.has("propertyNames")) {
            return "keys and values; each key %s, each value %s"
                    .formatted(
                            form(rule.path("propertyNames")),
                            form(rule.path("additionalProperties")));
        }
        return rule.path("title").asString();
    }

    private static String code(JsonNode value) {
        return "`" + yaml(value) + "`";
    }

    /** In YAML's flow style. */
    private static String yaml(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream()
                    .map(ConfigurationReference::yaml)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        String text = value.asString();
        return value.isString() && text.matches("[*\\[].*|[0-9]+") ? '"' + text + '"' : text;
    }
}
