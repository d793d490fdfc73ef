package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running program's admin server. */
record Admin(int port) {
    private static final Pattern LINE = Pattern.compile("admin: http://127\\.0\\.0\\.1:([0-9]+)/");

    /** A series and its value; of the line of a comment, nothing. */
    private static final Pattern SAMPLE = Pattern.compile("([a-z][^# ].*) ([^ ]+)");

    static Admin of(Gatepost gatepost) {
        Matcher matcher = LINE.matcher(gatepost.awaitLine(LINE));
        assertThat(matcher.find()).isTrue();
        return new Admin(Integer.parseInt(matcher.group(1)));
    }

    /** A connection on which nothing was sent. */
    RawPeer connect() {
        return RawClient.connect(port);
    }

    HttpResponse<String> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Gatepost.DEADLINE)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Status and line of a page. */
    String line(String path) {
        HttpResponse<String> answer = get(path);
        return answer.statusCode() + " " + answer.body();
    }

    /** The value of every series. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new HashMap<>();
        get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    Matcher sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(line).isTrue();
                    assertThat(metrics.put(sample.group(1), Double.valueOf(sample.group(2))))
                            .as(line)
                            .isNull();
                });
        return metrics;
    }

    /** The series of a metric that are not 0, with their values. */
    Map<String, Double> counted(String name) {
        Map<String, Double> counted = new TreeMap<>();
        metrics()
                .forEach((series, value) -> {
                    if (value != 0 && series.startsWith(name + "{")) {
                        counted.put(series.substring(name.length()), value);
                    }
                });
        return counted;
    }
}
