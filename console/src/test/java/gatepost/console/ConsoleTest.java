package gatepost.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private Console console;

    @BeforeEach
    void start() throws IOException {
        console = Console.start(ANY_PORT, new Metrics("1.2.3"));
    }

    @AfterEach
    void stop() {
        console.close();
        assertThatThrownBy(() -> connect()).isInstanceOf(IOException.class);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(console.address().getAddress(), console.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** What is answered to octets, until the server ends the connection. */
    private String answer(String octets) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private String request(String method, String path, String... fields) throws IOException {
        return answer(
                "%s %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n%s\r\n"
                        .formatted(
                                method,
                                path,
                                String.join(
                                        "",
                                        List.of(fields).stream().map(f -> f + "\r\n").toList())));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void isAliveFromTheBeginningAndReadyWhenItIsTold() throws IOException {
        assertThat(request("GET", "/healthz"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\ngatepost: alive\n");
        assertThat(request("GET", "/readyz"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("\r\n\r\ngatepost: the gateway does not listen yet\n");
        console.ready();
        assertThat(request("GET", "/readyz"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\ngatepost: ready\n");
        console.draining();
        assertThat(request("GET", "/readyz"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("\r\n\r\ngatepost: the gateway stops\n");
        assertThat(request("GET", "/healthz")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    */*                                                       | text/plain; version=0.0.4; charset=utf-8
                    application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1 | application/openmetrics-text; version=1.0.0; charset=utf-8
                    text/plain;version=0.0.4;q=0.5,*/*;q=0.1                  | text/plain; version=0.0.4; charset=utf-8
                    """)
    void writesMetricsAsAskedFor(String accept, String type) throws IOException {
        String answer = request("GET", "/metrics", "Accept: " + accept);
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("\r\nContent-Type: " + type + "\r\n");
        assertThat(body(answer)).contains("gatepost_build_info{version=\"1.2.3\"} 1");
        assertThat(body(answer).endsWith("# EOF\n")).isEqualTo(type.contains("openmetrics"));
    }

    @Test
    void writesNativeHistogramsForPrometheusItself() throws IOException {
        String type =
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                        + " encoding=delimited";
        assertThat(request("GET", "/metrics", "Accept: " + type))
                .startsWith("HTTP/1.1 200 ")
                .contains("\r\nContent-Type: " + type + "\r\n", "gatepost_ping_seconds");
    }

    @Test
    void writesMetricsThatCanBeRead() throws IOException {
        String answer = request("GET", "/metrics");
        assertThat(Exposition.parse(body(answer)).samples())
                .containsEntry("gatepost_connections", 0.0);
        assertThat(answer).contains("\r\nContent-Length: " + body(answer).length() + "\r\n");
    }

    @Test
    void answersAHeadRequestWithTheSameHeader() throws IOException {
        String answer = request("HEAD", "/healthz");
        assertThat(body(answer)).isEmpty();
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\r\nContent-Length: 16\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nosuch", "/metrics/x", "/metrics/", "/index.html"})
    void saysInOneLineThatThereIsNoSuchPage(String path) throws IOException {
        String answer = request("GET", path);
        assertThat(answer)
                .startsWith("HTTP/1.1 404 ")
                .contains("\r\nContent-Type: text/plain;charset=utf-8\r\n")
                .endsWith("\r\n\r\ngatepost: there is no such page\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void saysWhichMethodsThereAre(String method) throws IOException {
        String answer = request(method, "/metrics", "Content-Length: 0");
        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .containsPattern("\r\nAllow: (GET, ?HEAD|HEAD, ?GET)\r\n")
                .endsWith("\r\n\r\ngatepost: only GET and HEAD\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'hello\r\n\r\n', 400",
        "'\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003', 400",
        "'GET /metrics HTTP/1.1\r\n\r\n', 400",
        "'GET /metrics HTTP/9.9\r\nHost: h\r\n\r\n', 505",
        "'GET /%zz<script> HTTP/1.1\r\nHost: h\r\n\r\n', 400",
        "'GET /%2e%2e/metrics HTTP/1.1\r\nHost: h\r\n\r\n', 400",
    })
    void saysInOneLineWhatItCannotRead(String octets, int status) throws IOException {
        String answer = answer(octets);
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\nContent-Type: text/plain;charset=utf-8\r\n");
        assertThat(body(answer)).matches("gatepost: [A-Za-z ]+\n");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("jetty", "javalin", "exception", "\r\nserver:");
    }

    @Test
    void refusesAHeaderThatIsTooLarge() throws IOException {
        assertThat(request("GET", "/metrics", "X: " + "a".repeat(20_000)))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void answersOthersWhileManyNeverFinishTheirRequests() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHo".getBytes(ISO_8859_1));
            }
            assertThat(request("GET", "/healthz")).startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void saysWhereItCannotListen() {
        assertThatThrownBy(() -> Console.start(console.address(), new Metrics("1.2.3")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "admin: cannot listen on 127.0.0.1:%d: Address already in use",
                        console.address().getPort());
    }
}
