package gatepost.cli;

import static gatepost.cli.Loading.ROUTES;
import static gatepost.cli.Loading.UPSTREAMS;
import static gatepost.cli.Loading.errors;
import static gatepost.cli.Loading.load;
import static gatepost.cli.Loading.settings;
import static gatepost.cli.Loading.withRoute;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Compression;
import gatepost.gateway.OnUpstreamFailure;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Upstream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @Test
    void takesDefaultsForAllThatIsNotSaid() throws Exception {
        Settings settings = settings(ROUTES + UPSTREAMS);
        assertThat(settings.listen()).containsExactly(address("127.0.0.1:8080"));
        assertThat(settings.drainTimeout()).isEqualTo(Settings.DEFAULT_DRAIN_TIMEOUT);
        Route route = settings.routes().getFirst();
        assertThat(route.path()).hasToString("/**");
        assertThat(route.hosts()).isEmpty();
        assertThat(route.extensions().compression()).isEqualTo(Compression.TUNNEL);
        assertThat(route.onUpstreamFailure()).isEqualTo(OnUpstreamFailure.CLOSE);
        assertThat(route.coalesceUpTo()).isEqualTo(Route.DEFAULT_COALESCE_UP_TO);
        assertThat(route.closeTimeout()).isEqualTo(Route.DEFAULT_CLOSE_TIMEOUT);
        Upstream upstream = route.upstream();
        assertThat(upstream.name()).isEqualTo("a");
        assertThat(upstream.connectTimeout()).isEqualTo(Upstream.DEFAULT_CONNECT_TIMEOUT);
        assertThat(upstream.handshakeTimeout()).isEqualTo(Upstream.DEFAULT_HANDSHAKE_TIMEOUT);
        assertThat(upstream.retries()).isEqualTo(Upstream.DEFAULT_RETRIES);
    }

    @Test
    void takesWhatIsSaid() throws Exception {
        Settings settings =
                settings(
                        """
                        listen:
                          - address: "[::1]:0"
                          - address: localhost:9090
                        routes:
                          - path: /chat/*
                            hosts: [Chat.example.com, "*.example.com"]
                            upstream: chat
                            compression: off
                            on-upstream-failure: http
                            pass-statuses: [4xx, 503]
                            coalesce-up-to: 125B
                            close-timeout: 500ms
                          - path: /**
                            upstream: chat
                            coalesce-up-to: 16777216
                        upstreams:
                          chat:
                            endpoints: [ws://10.0.0.1, "ws://[::1]:9000/base/"]
                            connect-timeout: 1m
                            handshake-timeout: 24h
                            retries: 0
                        drain: {timeout: 1s}
                        """);
        assertThat(settings.listen())
                .containsExactly(address("[::1]:0"), address("127.0.0.1:9090"));
        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(1));
        Route route = settings.routes().getFirst();
        assertThat(route.path()).hasToString("/chat/*");
        assertThat(route.hosts()).containsExactly("chat.example.com", "*.example.com");
        assertThat(route.extensions().compression()).isEqualTo(Compression.OFF);
        assertThat(route.onUpstreamFailure()).isEqualTo(OnUpstreamFailure.HTTP);
        assertThat(route.coalesceUpTo()).isEqualTo(125);
        assertThat(route.closeTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.routes().getLast().coalesceUpTo()).isEqualTo(16 << 20);
        Upstream upstream = route.upstream();
        assertThat(upstream.connectTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(upstream.handshakeTimeout()).isEqualTo(Duration.ofHours(24));
        assertThat(upstream.retries()).isZero();
        assertThat(upstream.endpoints())
                .extracting(endpoint -> endpoint.uri() + " " + endpoint.basePath())
                .containsExactly("ws://10.0.0.1 ", "ws://[::1]:9000/base/ /base");
        assertThat(upstream.endpoints().getFirst().addresses())
                .containsExactly(address("10.0.0.1:80"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    hots: [a]                 | 2:3 unknown key "hots" in a route; expected one of the 22 in docs/configuration.md; did you mean hosts?
                    tls: {}                   | 2:3 unknown key "tls" in a route; expected one of the 22 in docs/configuration.md
                    hosts: a                  | 2:10 hosts: expected a list, found "a"
                    hosts: [a, "b:80"]        | 2:14 hosts: expected a host without port such as chat.example.com or *.example.com, found "b:80"; did you mean b?
                    hosts: [5]                | 2:11 hosts: expected a host without port such as chat.example.com or *.example.com, found 5
                    hosts: [*.example.com]    | 2:11 expected a plain value, found *, which begins an alias in YAML; put the text in quotes: "*.example.com"
                    compression: deflate      | 2:16 compression: expected tunnel, inspect, bridge or off, found "deflate"
                    compression: of           | 2:16 compression: expected tunnel, inspect, bridge or off, found "of"; did you mean off?
                    compression: false        | 2:16 compression: expected tunnel, inspect, bridge or off, found false
                    on-upstream-failure: Http | 2:24 on-upstream-failure: expected close or http, found "Http"; did you mean http?
                    pass-statuses: 401        | 2:18 pass-statuses: expected a list, found 401
                    pass-statuses: [199, 6xx] | 2:19 pass-statuses: expected an HTTP status from 200 to 599 or a class of them such as 401 or 3xx, found 199 & 2:24 pass-statuses: expected an HTTP status from 200 to 599 or a class of them such as 401 or 3xx, found "6xx"
                    pass-statuses: [4.01e2]   | 2:19 pass-statuses: expected an HTTP status from 200 to 599 or a class of them such as 401 or 3xx, found "4.01e2"
                    coalesce-up-to: 124B      | 2:19 coalesce-up-to: expected a size from 125B to 16MiB, found "124B"
                    coalesce-up-to: 17MiB     | 2:19 coalesce-up-to: expected a size from 125B to 16MiB, found "17MiB"
                    coalesce-up-to: 64        | 2:19 coalesce-up-to: expected a size from 125B to 16MiB, found 64
                    coalesce-up-to: 64kb      | 2:19 coalesce-up-to: expected a size such as 125B, 64KiB, 1MiB or 65536, found "64kb"; did you mean 64KiB?
                    coalesce-up-to: -1        | 2:19 coalesce-up-to: expected a size such as 125B, 64KiB, 1MiB or 65536, found -1
                    coalesce-up-to: 9999999999| 2:19 coalesce-up-to: expected a size such as 125B, 64KiB, 1MiB or 65536, found "9999999999"
                    close-timeout: 5          | 2:18 close-timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found 5; did you mean 5s?
                    close-timeout: 0s         | 2:18 close-timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found "0s"
                    close-timeout: 25h        | 2:18 close-timeout: expected a duration of at most 24h, found "25h"
                    close-timeout:            | 2:17 close-timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found nothing
                    close-timeout: {s: 5}     | 2:18 close-timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found keys and values
                    upstream: a               | 2:3 expected every key once, found "upstream" again; the first is on line 1
                    "\\u202Ex\\n": 1          | 2:3 unknown key "\\u202Ex\\n" in a route; expected one of the 22 in docs/configuration.md
                    """)
    void saysWhatIsWrongAboutARoute(String line, String expected) {
        assertThat(errors(withRoute(line))).containsExactly(expected.split(" & ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {upstream: a}            | 2:3 expected the key "path" in a route, found none
                    {path: /x}               | 2:3 expected the key "upstream" in a route, found none
                    {}                       | 2:3 expected the key "path" in a route, found none & 2:3 expected the key "upstream" in a route, found none
                    /x                       | 2:3 routes: expected keys and values, found "/x"
                    {path: x, upstream: a}   | 2:10 path: expected a path pattern such as /** or /chat/*, found "x"; did you mean /x?
                    {path: /x*, upstream: a} | 2:10 path: expected a path pattern such as /** or /chat/*, found "/x*"; * and ** stand for whole segments
                    {path: /***, upstream: a}| 2:10 path: expected a path pattern such as /** or /chat/*, found "/***"; * and ** stand for whole segments
                    {path: /x?y, upstream: a}| 2:10 path: expected a path pattern such as /** or /chat/*, found "/x?y"
                    {path: "/x\\n", upstream: a}| 2:10 path: expected a path pattern such as /** or /chat/*, found "/x\\n"
                    {path: /x, upstream: b}  | 2:24 upstream: expected a name under upstreams (a), found "b"; did you mean a?
                    {path: /x, upstream: web}| 2:24 upstream: expected a name under upstreams (a), found "web"
                    {path: /x, upstream: 1}  | 2:24 upstream: expected the name of an upstream such as chat, found 1; did you mean "1"?
                    {path: /x, upstream: [a]}| 2:24 upstream: expected the name of an upstream such as chat, found a list
                    """)
    void saysWhatIsWrongAboutTheKeysThatARouteMustHave(String route, String expected) {
        assertThat(errors("routes:\n- " + route + "\n" + UPSTREAMS))
                .containsExactly(expected.split(" & ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {}                               | 2:1 expected the key "endpoints" in the upstream a, found none
                    ws://127.0.0.1:1                 | 2:4 a: expected keys and values, found "ws://127.0.0.1:1"
                    {endpoints: []}                  | 2:16 endpoints: expected at least one, found none
                    {endpoints: ws://127.0.0.1:1}    | 2:16 endpoints: expected a list, found "ws://127.0.0.1:1"
                    {endpoints: [127.0.0.1:1]}       | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "127.0.0.1:1"; did you mean ws://127.0.0.1:1?
                    {endpoints: [http://127.0.0.1]}  | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "http://127.0.0.1"; did you mean ws://127.0.0.1?
                    {endpoints: [wss://127.0.0.1]}   | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "wss://127.0.0.1"; TLS to upstreams is not supported yet
                    {endpoints: [dns+ws://a:1]}      | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "dns+ws://a:1"; dns+ws is not supported yet
                    {endpoints: [ws://127.0.0.1/?q]} | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "ws://127.0.0.1/?q"
                    {endpoints: [ws://u@127.0.0.1]}  | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "ws://u@127.0.0.1"
                    {endpoints: [ws://127.0.0.1:99999]} | 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "ws://127.0.0.1:99999"
                    {endpoints: [ws://127.0.0.1/%zz]}| 2:17 endpoints: expected a WebSocket URL such as ws://10.0.0.1:9000 or ws://[::1]:9000/base, found "ws://127.0.0.1/%zz"
                    {endpoints: [ws://nosuch.invalid:1]} | 2:17 endpoints: cannot resolve nosuch.invalid
                    {endpoints: [ws://127.0.0.1], retries: 1.5} | 2:43 retries: expected a whole number from 0 to 100, found "1.5"
                    {endpoints: [ws://127.0.0.1], retries: 101} | 2:43 retries: expected a whole number from 0 to 100, found 101
                    {endpoints: [ws://127.0.0.1], conect-timeout: 1s} | 2:34 unknown key "conect-timeout" in an upstream; expected endpoints, connect-timeout, handshake-timeout or retries; did you mean connect-timeout?
                    {endpoints: [ws://127.0.0.1], connect-timeout: 2sec} | 2:51 connect-timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found "2sec"; did you mean 2s?
                    """)
    void saysWhatIsWrongAboutAnUpstream(String upstream, String expected) {
        assertThat(errors("upstreams: {\na: " + upstream + "\n}\n" + ROUTES))
                .containsExactly(expected.split(" & ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    listen: 127.0.0.1:80                  | 1:9 listen: expected a list, found "127.0.0.1:80"
                    listen: []                            | 1:9 listen: expected at least one, found none
                    listen: [127.0.0.1:80]                | 1:10 listen: expected keys and values, found "127.0.0.1:80"
                    listen: [{adress: 127.0.0.1:80}]      | 1:10 expected the key "address" in a listener, found none & 1:11 unknown key "adress" in a listener; expected address; did you mean address?
                    listen: [{address: 8080}]             | 1:20 address: expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found 8080; did you mean 127.0.0.1:8080?
                    listen: [{address: ":8080"}]          | 1:20 address: expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found ":8080"; did you mean 127.0.0.1:8080?
                    listen: [{address: "*:80"}]           | 1:20 address: expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found "*:80"; did you mean 0.0.0.0:80?
                    listen: [{address: ws://127.0.0.1:80}]| 1:20 address: expected an address with port such as 127.0.0.1:8080 or [::1]:8080, found "ws://127.0.0.1:80"; did you mean 127.0.0.1:80?
                    listen: [{address: nosuch.invalid:80}]| 1:20 address: cannot resolve nosuch.invalid
                    listen: [{address: 127.0.0.1:80}, {address: localhost:80}] | 1:45 address: expected an address that is free, found 127.0.0.1:80, where the listener on line 1 already listens
                    listen: [{address: 127.0.0.1:80}, {address: 0.0.0.0:80}]   | 1:45 address: expected an address that is free, found 0.0.0.0:80, where the listener on line 1 already listens
                    drain: 5s                             | 1:8 drain: expected keys and values, found "5s"
                    drain: {timeout: 0}                   | 1:18 timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found 0
                    drain: {code: 1012}                   | 1:9 unknown key "code" in the drain settings; expected timeout
                    metrics: {address: 127.0.0.1:9090}    | 1:1 unknown key "metrics" in the configuration; expected listen, routes, upstreams, limits, drain, admin, journal or log
                    upstream: {}                          | 1:1 unknown key "upstream" in the configuration; expected listen, routes, upstreams, limits, drain, admin, journal or log; did you mean upstreams?
                    <<: {}                                | 1:1 unknown key "<<" in the configuration; expected listen, routes, upstreams, limits, drain, admin, journal or log
                    """)
    void saysWhatIsWrongAboutTheRest(String line, String expected) {
        assertThat(errors(line + "\n" + ROUTES + UPSTREAMS))
                .containsExactly(expected.split(" & ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                  | is empty; expected routes and upstreams
                    `# nothing`         | is empty; expected routes and upstreams
                    ---                 | 1:4 expected keys and values, found nothing
                    5                   | 1:1 expected keys and values, found 5
                    []                  | 1:1 expected keys and values, found a list
                    {}                  | 1:1 expected the key "routes" in the configuration, found none & 1:1 expected the key "upstreams" in the configuration, found none
                    {routes: }          | 1:1 expected the key "upstreams" in the configuration, found none & 1:9 routes: expected a list, found nothing
                    {routes: [], upstreams: {}} | 1:10 routes: expected at least one, found none & 1:25 upstreams: expected at least one, found none
                    {upstreams: {"a b": {endpoints: [ws://127.0.0.1]}}, routes: [{path: /, upstream: x}]} | 1:14 upstreams: expected the name of an upstream such as chat, found "a b" & 1:82 upstream: expected a name under upstreams (a b), found "x"
                    """)
    void saysWhatIsMissing(String text, String expected) {
        assertThat(errors(text)).containsExactly(expected.split(" & ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a:~\tb: 1          | 2:1 expected spaces, found a tab; YAML indents with spaces
                    a: [1, 2           | 2:1 not YAML: expected ',' or ']', but got <stream end> (in a flow sequence that begins on line 1)
                    a: {b: 1           | 2:1 not YAML: expected ',' or '}', but got <stream end> (in a flow mapping that begins on line 1)
                    a: b: c            | 1:5 expected the end of the value, found another ":"; put the value in quotes, or indent its line like its neighbours
                    a: "x              | 1:4 expected a closing quote, found the end of the file
                    a: @x              | 1:4 expected a value, found @, which begins none; put the text in quotes
                    a: `x              | 1:4 expected a value, found `, which begins none; put the text in quotes
                    a: *               | 1:4 expected a plain value, found *, which begins an alias in YAML; put the text in quotes: "*"
                    ? [a]~: b          | 1:4 expected a key, found a list, a mapping or an alias
                    a: "\\uZZ"         | 1:7 not YAML: expected escape sequence of 4 hexadecimal numbers, but found: ZZ"
                    a: 1~ b: 2         | 2:3 expected the end of the value, found another ":"; put the value in quotes, or indent its line like its neighbours
                    """)
    void saysWhatIsWrongAboutTheYaml(String text, String expected) {
        assertThat(errors(text.replace('~', '\n') + "\n")).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    drain: &d {timeout: 1s} | 1:8 expected a plain value, found the anchor &d; a configuration has no anchors, aliases and tags
                    drain: *d               | 1:8 expected a plain value, found the alias *d; a configuration has no anchors, aliases and tags
                    drain: {timeout: !!str 1s} | 1:18 expected a plain value, found a tag; a configuration has no anchors, aliases and tags
                    drain: {timeout: !!binary aGk=} | 1:18 expected a plain value, found a tag; a configuration has no anchors, aliases and tags
                    """)
    void refusesWhatJacksonWouldReadDifferentlyThanYaml(String line, String expected) {
        assertThat(errors(line + "\n" + ROUTES + UPSTREAMS)).contains(expected);
    }

    @Test
    void readsSurrogatePairsWhereverTheyStand() {
        for (int i = 1_000; i < 1_050; i++) {
            settings("#" + "a".repeat(i) + "😀".repeat(3) + "\n" + ROUTES + UPSTREAMS);
        }
    }

    @Test
    void refusesASecondDocument() {
        assertThat(errors(ROUTES + UPSTREAMS + "---\na: 1\n"))
                .containsExactly("4:1 expected the end of the file, found a second document");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(errors("routes: " + "[".repeat(5000)))
                .containsExactly("1:41 expected at most 32 levels, found one more");
    }

    @Test
    void refusesMoreThanAThousandOfAnything() {
        String route = "- {path: /x, upstream: a}\n";
        assertThat(errors("routes:\n" + route.repeat(1001) + UPSTREAMS))
                .containsExactly("2:1 routes: expected at most 1000, found 1001");
    }

    @Test
    void refusesARouteThatCannotMatch() {
        assertThat(
                        errors(
                                """
                                routes:
                                  - {path: /chat/**, upstream: a}
                                  - {path: /**, hosts: [x.example], upstream: a}
                                  - path: /chat/*
                                    upstream: a
                                  - {path: /feed, upstream: a, hosts: [X.example]}
                                  - {path: /feed, upstream: a}
                                """
                                        + UPSTREAMS))
                .containsExactly(
                        "4:5 expected a route that can match, found one whose requests all go to"
                                + " the route on line 2",
                        "6:5 expected a route that can match, found one whose requests all go to"
                                + " the route on line 3");
    }

    @Test
    void warnsOfAnUpstreamThatNoRouteUses() {
        Loaded loaded =
                load(
                        ROUTES
                                + """
                                upstreams:
                                  a: {endpoints: [ws://127.0.0.1]}
                                  b: {endpoints: [ws://127.0.0.1]}
                                """);
        assertThat(loaded).isInstanceOf(Loaded.Fine.class);
        assertThat(loaded.problems())
                .containsExactly(
                        Problem.warning(
                                new Location(4, 3, 1),
                                "/upstreams/b",
                                "no route uses the upstream b"));
    }

    @Test
    void doesNotCallAnUpstreamUnusedThatARouteProbablyMeans() {
        assertThat(
                        errors(
                                """
                                routes: [{path: /, upstream: chta}]
                                upstreams: {chat: {endpoints: [ws://127.0.0.1]}}
                                """))
                .containsExactly(
                        "1:30 upstream: expected a name under upstreams (chat), found \"chta\"; did"
                                + " you mean chat?");
    }

    @Test
    void tellsEverythingAtOnceInTheOrderOfTheFile() {
        assertThat(
                        errors(
                                """
                                routes:
                                  - path: nope
                                    upstream: b
                                    close-timeout: 5
                                upstreams:
                                  a: {endpoints: [ws://nosuch.invalid], retry: 1}
                                tls: {}
                                """))
                .extracting(text -> text.substring(0, text.indexOf(' ')))
                .containsExactly("2:11", "3:15", "4:20", "6:19", "6:41", "7:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void countsLinesHoweverTheyEnd(String end) {
        assertThat(errors((ROUTES + UPSTREAMS + "# grüße 😀\n{}: 1\n").replace("\n", end)))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).startsWith("4:"));
    }

    @Test
    void readsOffAndYesAsTextAsYaml12Does() {
        assertThat(
                        settings(
                                        """
                                        routes: [{path: /**, upstream: yes, compression: off}]
                                        upstreams: {yes: {endpoints: [ws://127.0.0.1]}}
                                        """)
                                .routes())
                .extracting(route -> route.extensions().compression())
                .containsExactly(Compression.OFF);
    }

    @Test
    void readsALargeConfiguration() {
        String routes =
                IntStream.range(0, 1000)
                        .mapToObj("  - {path: /r%d/**, upstream: a}\n"::formatted)
                        .collect(Collectors.joining());
        assertThat(settings("routes:\n" + routes + UPSTREAMS).routes()).hasSize(1000);
    }

    private static InetSocketAddress address(String text) throws UnknownHostException {
        return ListenAddress.parse(text).orElseThrow().resolve(Names::lookUp);
    }
}
