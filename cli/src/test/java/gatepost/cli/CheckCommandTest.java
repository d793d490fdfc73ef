package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final String FINE =
            """
            listen: [{address: 127.0.0.1:0}]
            routes:
              - {path: /a, upstream: a}
              - {path: /**, upstream: a}
            upstreams:
              a: {endpoints: [ws://127.0.0.1:9000]}
            """;

    private static final String FAULTY =
            """
            routes:
              - path: /**
                upstream: chta
                compresion: off
            upstreams:
              chat: {endpoints: [ws://127.0.0.1:9000]}
            """;

    @TempDir Path directory;

    @Test
    void saysThatAFileIsFine() throws Exception {
        String file = file(FINE);
        assertThat(Invocation.of("check", file))
                .isEqualTo(
                        new Invocation(
                                0, file + " is fine: 2 routes, 1 upstream, 1 listener\n", ""));
    }

    @Test
    void warnsOfWhatIsFineNevertheless() throws Exception {
        String file = file(FINE + "  b: {endpoints: [ws://127.0.0.1:9001]}\n");
        assertThat(Invocation.of("check", file))
                .isEqualTo(
                        new Invocation(
                                0,
                                """
                                FILE:7:3: warning: no route uses the upstream b
                                    7 |   b: {endpoints: [ws://127.0.0.1:9001]}
                                      |   ^
                                FILE is fine: 2 routes, 2 upstreams, 1 listener
                                """
                                        .replace("FILE", file),
                                ""));
    }

    @Test
    void tellsAllErrorsWithTheirLines() throws Exception {
        String file = file(FAULTY);
        assertThat(Invocation.of("check", file))
                .isEqualTo(
                        new Invocation(
                                1,
                                """
                                FILE:3:15: error: upstream: expected a name under upstreams (chat), found "chta"; did you mean chat?
                                    3 |     upstream: chta
                                      |               ^^^^
                                FILE:4:5: error: unknown key "compresion" in a route; expected one of the 22 in docs/configuration.md; did you mean compression?
                                    4 |     compresion: off
                                      |     ^^^^^^^^^^
                                FILE has 2 errors
                                """
                                        .replace("FILE", file),
                                ""));
    }

    @Test
    void tellsWhatConcernsTheWholeFile() throws Exception {
        String file = file("");
        assertThat(Invocation.of("check", file).out())
                .isEqualTo(
                        """
                        FILE: error: is empty; expected routes and upstreams
                        FILE has 1 error
                        """
                                .replace("FILE", file));
    }

    @Test
    void answersInJsonThatAFileIsFine() throws Exception {
        String file = file(FINE);
        Invocation invocation = Invocation.of("check", "--json", file);
        assertThat(invocation.exitCode()).isZero();
        assertThat(JsonMapper.shared().readTree(invocation.out()))
                .isEqualTo(
                        json(
                                """
                                {"file": "FILE", "fine": true, "listeners": 1, "routes": 2,
                                 "upstreams": 1, "problems": []}
                                """,
                                file));
    }

    @Test
    void answersInJsonWhatIsWrong() throws Exception {
        String file = file(FAULTY.replace("chta", "\"chta\\u202E\""));
        Invocation invocation = Invocation.of("check", "--json", file);
        assertThat(invocation.exitCode()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(invocation.out()))
                .isEqualTo(
                        json(
                                """
                                {"file": "FILE", "fine": false, "problems": [
                                  {"severity": "error", "line": 3, "column": 15,
                                   "pointer": "/routes/0/upstream",
                                   "message": "upstream: expected the name of an upstream such as chat, found \\"chta\\\\u202E\\""},
                                  {"severity": "error", "line": 4, "column": 5,
                                   "pointer": "/routes/0/compresion",
                                   "message": "unknown key \\"compresion\\" in a route; expected one of the 22 in docs/configuration.md; did you mean compression?"}]}
                                """,
                                file));
    }

    @Test
    void answersInJsonWithPointersToKeysAndToTheValuesOfPeers() throws Exception {
        String file =
                file(
                        """
                        routes:
                          - path: /**
                            upstream: a
                            headers: {set: {X~Y: 5, Via: x}}
                            max-frame-size: {client: 125B}
                            split-frames-above: {client: 1KiB, upstream: 1B}
                        upstreams: {a: {endpoints: [ws://127.0.0.1:9000]}}
                        """);
        assertThat(JsonMapper.shared().readTree(Invocation.of("check", "--json", file).out()))
                .isEqualTo(
                        json(
                                """
                                {"file": "FILE", "fine": false, "problems": [
                                  {"severity": "error", "line": 4, "column": 26,
                                   "pointer": "/routes/0/headers/set/X~0Y",
                                   "message": "X~Y: expected the value of a header field, found 5; did you mean \\"5\\"?"},
                                  {"severity": "error", "line": 4, "column": 29,
                                   "pointer": "/routes/0/headers/set/Via",
                                   "message": "set: expected a field that the gateway does not see to itself, found \\"Via\\""},
                                  {"severity": "warning", "line": 6, "column": 34,
                                   "pointer": "/routes/0/split-frames-above/client",
                                   "message": "split-frames-above: 1KiB splits no frame, because max-frame-size allows none above 125B"},
                                  {"severity": "error", "line": 6, "column": 50,
                                   "pointer": "/routes/0/split-frames-above/upstream",
                                   "message": "upstream: expected 0 or a size from 125B to 16MiB, found \\"1B\\""}]}
                                """,
                                file));
    }

    @Test
    void answersInJsonThatAFileCannotBeRead() {
        String file = directory.resolve("nosuch").toString();
        Invocation invocation = Invocation.of("check", "--json", file);
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(JsonMapper.shared().readTree(invocation.out()))
                .isEqualTo(
                        json(
                                """
                                {"file": "FILE", "fine": false, "problems": [
                                  {"severity": "error", "pointer": "", "message": "no such file"}]}
                                """,
                                file));
    }

    @Test
    void saysThatAFileCannotBeRead() {
        String file = directory.toString();
        assertThat(Invocation.of("check", file))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                "gatepost check: " + file + ": is a directory, not a file\n"));
    }

    @Test
    void printsTheSchema() {
        Invocation invocation = Invocation.of("check", "--schema");
        assertThat(invocation.exitCode()).isZero();
        assertThat(JsonMapper.shared().readTree(invocation.out()))
                .isEqualTo(ConfigurationSchema.INSTANCE.root());
    }

    /** What is in a file, and its name, may be anybody's. */
    @Test
    void saysInAsciiWhatNoTerminalShouldGet() throws Exception {
        String harmful = "\u007f\u009b2Jключ";
        Path file = directory.resolve("a" + harmful + ".yaml");
        Files.writeString(file, FINE.replace("upstream: a}", "upstream: \"" + "\\x7F" + "\"}"));

        String out = Invocation.of("check", "--json", file.toString()).out();

        assertThat(out.lines().toList()).allMatch(line -> line.matches("[ -~]*"));
        JsonNode answer = JsonMapper.shared().readTree(out);
        assertThat(answer.get("file").asString()).isEqualTo(file.toString());
        assertThat(answer.get("fine").asBoolean()).isFalse();
    }

    private static JsonNode json(String text, String file) {
        return JsonMapper.shared().readTree(text.replace("FILE", file));
    }

    private String file(String text) throws Exception {
        return Files.writeString(directory.resolve("gatepost.yaml"), text).toString();
    }
}
