package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Endpoint;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {
    @TempDir Path directory;

    /** What happened to the gateway, in order. */
    private final List<String> events = new ArrayList<>();

    private final List<Settings> settings = new ArrayList<>();

    /** A gateway that listens where it is told, and a signal that comes at once. */
    private final Service service =
            new Service(
                    (given, _, _) -> {
                        events.add("started");
                        settings.add(given.settings());
                        return new Service.Running(
                                given.settings().listen(),
                                given.admin(),
                                () -> events.add("stopped"));
                    },
                    () -> {
                        events.add("signals taken");
                        return () -> events.add("awaited");
                    });

    @Test
    void runsInFrontOfOneServer() {
        Invocation invocation = Invocation.with(service, "run", "ws://127.0.0.1:9000/base");
        assertThat(invocation)
                .isEqualTo(
                        new Invocation(
                                0,
                                """
                                gatepost VERSION listens on ws://127.0.0.1:8080
                                  /** -> upstream (ws://127.0.0.1:9000/base)
                                gatepost stops: connections have up to 30s to close; a second signal ends it at once
                                """
                                        .replace("VERSION", Version.TEXT),
                                ""));
        assertThat(events).containsExactly("signals taken", "started", "awaited", "stopped");
        assertThat(settings.getFirst().drainTimeout()).isEqualTo(Settings.DEFAULT_DRAIN_TIMEOUT);
        assertThat(endpoint(Endpoint::basePath)).isEqualTo("/base");
    }

    @Test
    void listensWhereItIsTold() {
        Invocation invocation =
                Invocation.with(
                        service,
                        "run",
                        "ws://127.0.0.1",
                        "--listen",
                        "localhost:0",
                        "--listen=[::1]:81");
        assertThat(invocation.out())
                .contains(
                        "listens on ws://127.0.0.1:0\n", "listens on ws://[0:0:0:0:0:0:0:1]:81\n");
        assertThat(settings.getFirst().listen())
                .extracting(InetSocketAddress::getPort)
                .containsExactly(0, 81);
    }

    @Test
    void tellsWhereTheAdminServerIs() {
        assertThat(
                        Invocation.with(
                                        service,
                                        "run",
                                        "ws://127.0.0.1:9000",
                                        "--admin",
                                        "127.0.0.1:9090")
                                .out())
                .contains(
                        """
                          /** -> upstream (ws://127.0.0.1:9000)
                          admin: http://127.0.0.1:9090/metrics, /healthz, /readyz
                        """);
    }

    @Test
    void runsByAConfiguration() throws Exception {
        String file =
                file(
                        """
                        listen: [{address: 127.0.0.1:7000}]
                        routes:
                          - {path: /a, upstream: a, hosts: [x.example, y.example]}
                          - {path: /b, upstream: a}
                        upstreams:
                          a: {endpoints: [ws://127.0.0.1:1, ws://10.0.0.1:2]}
                        drain: {timeout: 1m}
                        """);
        assertThat(Invocation.with(service, "run", file))
                .isEqualTo(
                        new Invocation(
                                0,
                                """
                                gatepost VERSION listens on ws://127.0.0.1:7000
                                  x.example,y.example /a -> a (ws://127.0.0.1:1, ws://10.0.0.1:2)
                                  /b -> a (ws://127.0.0.1:1, ws://10.0.0.1:2)
                                gatepost stops: connections have up to 1m to close; a second signal ends it at once
                                """
                                        .replace("VERSION", Version.TEXT),
                                ""));
    }

    /** Every line of standard output, so that whatever reads it needs to know one form. */
    @Test
    void tellsInJsonWhereTheLogIsInJson() throws Exception {
        String file =
                file(
                        """
                        routes: [{path: /a, upstream: a}]
                        upstreams: {a: {endpoints: [ws://127.0.0.1:1]}}
                        log: {format: json}
                        """);
        assertThat(Invocation.with(service, "run", file).out().lines())
                .map(line -> JsonMapper.shared().readTree(line).path("message").asString())
                .containsExactly(
                        "gatepost " + Version.TEXT + " listens on ws://127.0.0.1:8080",
                        "/a -> a (ws://127.0.0.1:1)",
                        "gatepost stops: connections have up to 30s to close; a second signal ends"
                                + " it at once");
        assertThat(Invocation.with(service, "run", file, "--log-format", "text").out())
                .startsWith("gatepost " + Version.TEXT + " listens on");
        assertThat(
                        Invocation.with(service, "run", "ws://127.0.0.1:9000", "--log-format=json")
                                .out())
                .startsWith("{");
    }

    @Test
    void startsNothingFromAFaultyConfiguration() throws Exception {
        String file = file("routes: []\n");
        Invocation invocation = Invocation.with(service, "run", file);
        assertThat(invocation)
                .isEqualTo(
                        new Invocation(
                                1,
                                "",
                                """
                                FILE:1:1: error: expected the key "upstreams" in the configuration, found none
                                    1 | routes: []
                                      | ^
                                FILE:1:9: error: routes: expected at least one, found none
                                    1 | routes: []
                                      |         ^
                                gatepost run: nothing was started: 2 errors
                                """
                                        .replace("FILE", file)));
        assertThat(events).isEmpty();
    }

    @Test
    void saysInOneLineWhyItCannotListen() {
        Service busy =
                new Service(
                        (_, _, _) -> {
                            throw new IOException(
                                    "cannot listen on 127.0.0.1:8080: Address already in use");
                        },
                        () -> () -> events.add("awaited"));
        assertThat(Invocation.with(busy, "run", "ws://127.0.0.1:9000"))
                .isEqualTo(
                        new Invocation(
                                1,
                                "",
                                "gatepost: cannot listen on 127.0.0.1:8080: Address already in"
                                        + " use\n"));
        assertThat(events).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ws://nosuch.invalid:1                      | 1 | cannot resolve nosuch.invalid
                    ws://127.0.0.1 --listen nosuch.invalid:80  | 1 | cannot resolve nosuch.invalid
                    wss://127.0.0.1                            | 2 | expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "wss://127.0.0.1"; TLS to upstreams is not supported yet
                    http://127.0.0.1                           | 2 | expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "http://127.0.0.1"; did you mean ws://127.0.0.1?
                    ws://127.0.0.1:99999                       | 2 | expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "ws://127.0.0.1:99999"
                    ws://127.0.0.1/%zz                         | 2 | expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "ws://127.0.0.1/%zz"
                    ws://127.0.0.1 --listen 8080               | 2 | expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found "8080"; did you mean 127.0.0.1:8080?
                    ws://127.0.0.1 --listen localhost:1 --listen 127.0.0.1:1 | 2 | --listen: another listener already has 127.0.0.1:1
                    ws://127.0.0.1 --admin nosuch.invalid:80   | 1 | cannot resolve nosuch.invalid
                    ws://127.0.0.1 --admin off                 | 2 | expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found "off"
                    ws://127.0.0.1 --admin 0.0.0.0:8080        | 2 | --admin: another listener already has 0.0.0.0:8080
                    nosuch.yaml --admin 127.0.0.1:1            | 2 | --admin goes with a URL; a configuration file says that itself
                    nosuch.yaml                                | 2 | nosuch.yaml: no such file
                    127.0.0.1:9000                             | 2 | 127.0.0.1:9000: no such file; did you mean ws://127.0.0.1:9000?
                    ws://127.0.0.1 --log-format JSON           | 2 | expected auto, text, logfmt or json, found "JSON"
                    nosuch.yaml --log-format xml               | 2 | expected auto, text, logfmt or json, found "xml"
                    nosuch.yaml --listen 127.0.0.1:1           | 2 | --listen goes with a URL; a configuration file says that itself
                    """)
    void startsNothingWhereTheArgumentsAreWrong(String arguments, int exitCode, String message) {
        Invocation invocation = Invocation.with(service, ("run " + arguments).split(" +", -1));
        assertThat(invocation.exitCode()).isEqualTo(exitCode);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err().lines().findFirst()).contains("gatepost run: " + message);
        assertThat(events).isEmpty();
    }

    private String endpoint(Function<Endpoint, String> part) {
        Route route = settings.getFirst().routes().getFirst();
        return part.apply(route.upstream().endpoints().getFirst());
    }

    private String file(String text) throws Exception {
        return Files.writeString(directory.resolve("gatepost.yaml"), text).toString();
    }
}
