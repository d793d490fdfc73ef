package gatepost.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.LegRecord;
import gatepost.gateway.Endpoint;
import gatepost.gateway.HandshakeOutcome;
import gatepost.gateway.Side;
import gatepost.gateway.Traffic;
import gatepost.gateway.Traffic.Received;
import gatepost.gateway.Upstream;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Upstream UPSTREAM =
            Upstream.of(
                    "chat",
                    new Endpoint("ws://127.0.0.1:9", "", List.of(new InetSocketAddress(9))));

    private final Metrics metrics = new Metrics("1.2.3");

    private String page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            ExpositionFormats.init()
                    .getPrometheusTextFormatWriter()
                    .write(page, metrics.registry().scrape());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return page.toString(UTF_8);
    }

    private Exposition exposed() {
        return Exposition.parse(page());
    }

    @Test
    void beginsWithNothingButTheVersion() {
        Exposition exposed = exposed();
        assertThat(exposed.samples()).containsEntry("gatepost_build_info{version=\"1.2.3\"}", 1.0);
        assertThat(exposed.samples())
                .containsEntry("gatepost_connections", 0.0)
                .containsEntry("gatepost_handshakes_total{outcome=\"accepted\"}", 0.0)
                .containsEntry("gatepost_messages_total{direction=\"client-to-upstream\"}", 0.0)
                .containsEntry("gatepost_ping_seconds_count{leg=\"client\"}", 0.0);
        assertThat(exposed.types()).containsKeys("process_open_fds", "jvm_memory_used_bytes");
        assertThat(exposed.types().keySet()).noneMatch(name -> name.contains("journal"));
    }

    @Test
    void countsHandshakesByOutcome() {
        for (HandshakeOutcome outcome : HandshakeOutcome.values()) {
            metrics.handshakeEnded(outcome);
        }
        metrics.handshakeEnded(HandshakeOutcome.TURNED_AWAY);

        Map<String, Double> counted = exposed().counted("gatepost_handshakes_total");
        assertThat(counted).hasSize(HandshakeOutcome.values().length);
        assertThat(counted)
                .containsEntry("gatepost_handshakes_total{outcome=\"turned-away\"}", 2.0)
                .containsEntry("gatepost_handshakes_total{outcome=\"closed\"}", 1.0);
    }

    @Test
    void countsAClosureOnceForEachLeg() {
        Optional<String> route = Optional.of("/chat/**");
        metrics.closed(
                Closures.of(
                        route,
                        Closures.closedWith(1000),
                        Closures.lost(),
                        new Cause.ClientClosed()));
        metrics.closed(
                Closures.of(
                        route,
                        Closures.closedWith(1000),
                        Closures.closedWith(1005),
                        new Cause.ClientClosed()));
        metrics.closed(
                Closures.of(
                        Optional.empty(),
                        LegRecord.NEVER_OPENED,
                        LegRecord.NEVER_OPENED,
                        new Cause.NoHandshake(404, "")));

        String name = "gatepost_closures_total";
        assertThat(exposed().counted(name))
                .isEqualTo(
                        Map.of(
                                series("/chat/**", "client", "1000", "ClientClosed"), 2.0,
                                series("/chat/**", "upstream", "1006", "ClientClosed"), 1.0,
                                series("/chat/**", "upstream", "1005", "ClientClosed"), 1.0,
                                series("none", "client", "none", "NoHandshake"), 1.0,
                                series("none", "upstream", "none", "NoHandshake"), 1.0));
    }

    private static String series(String route, String leg, String code, String cause) {
        return "gatepost_closures_total{cause=\"%s\",code=\"%s\",leg=\"%s\",route=\"%s\"}"
                .formatted(cause, code, leg, route);
    }

    @Test
    void staysBoundedWhateverCodesPeersSend() {
        IntStream.range(3000, 5000)
                .forEach(code ->
                        metrics.closed(
                                Closures.of(
                                        Optional.of("/**"),
                                        Closures.closedWith(code),
                                        Closures.closedWith(7999 - code),
                                        new Cause.ClientClosed())));

        Map<String, Double> counted = exposed().counted("gatepost_closures_total");
        // Three of these codes are registered; each leg has those, the first few, and the rest.
        assertThat(counted.size()).isLessThanOrEqualTo(2 * (3 + CodeLabels.LIMIT + 2));
        assertThat(counted.values().stream().mapToDouble(value -> value).sum()).isEqualTo(4000);
        assertThat(counted).containsEntry(series("/**", "client", "3008", "ClientClosed"), 1.0);
        assertThat(counted.keySet()).anyMatch(series -> series.contains("code=\"4xxx\""));
    }

    @Test
    void letsNoRouteAndNoUpstreamWriteLinesOfItsOwn() {
        String route = "/a\"} 1\ngatepost_connections 666\n\\";
        metrics.closed(
                Closures.of(
                        Optional.of(route),
                        Closures.lost(),
                        Closures.lost(),
                        new Cause.ClientClosed()));

        Exposition exposed = exposed();
        assertThat(exposed.samples()).containsEntry("gatepost_connections", 0.0);
        assertThat(exposed.counted("gatepost_closures_total").keySet())
                .contains(
                        series(
                                "/a\\\"} 1\\ngatepost_connections 666\\n\\\\",
                                "client",
                                "1006",
                                "ClientClosed"));
    }

    @Test
    void tellsTheTrafficOfTheMoment() {
        metrics.watchTraffic(
                () -> new Traffic(7, new Received(3, 2, 100), new Received(30, 20, 1000)));

        assertThat(exposed().samples())
                .containsEntry("gatepost_connections", 7.0)
                .containsEntry("gatepost_frames_total{direction=\"client-to-upstream\"}", 3.0)
                .containsEntry("gatepost_messages_total{direction=\"client-to-upstream\"}", 2.0)
                .containsEntry(
                        "gatepost_received_bytes_total{direction=\"client-to-upstream\"}", 100.0)
                .containsEntry("gatepost_frames_total{direction=\"upstream-to-client\"}", 30.0)
                .containsEntry("gatepost_messages_total{direction=\"upstream-to-client\"}", 20.0)
                .containsEntry(
                        "gatepost_received_bytes_total{direction=\"upstream-to-client\"}", 1000.0);
    }

    @Test
    void sortsTimesIntoBuckets() {
        metrics.pingAnswered(Side.CLIENT, Duration.ofMillis(3));
        metrics.pingAnswered(Side.CLIENT, Duration.ofSeconds(3));
        metrics.connected(UPSTREAM, Duration.ofMillis(30));
        metrics.loopDelayed(Duration.ofNanos(50_000));

        assertThat(exposed().samples())
                .containsEntry("gatepost_ping_seconds_bucket{leg=\"client\",le=\"0.0025\"}", 0.0)
                .containsEntry("gatepost_ping_seconds_bucket{leg=\"client\",le=\"0.005\"}", 1.0)
                .containsEntry("gatepost_ping_seconds_bucket{leg=\"client\",le=\"+Inf\"}", 2.0)
                .containsEntry("gatepost_ping_seconds_sum{leg=\"client\"}", 3.003)
                .containsEntry("gatepost_ping_seconds_count{leg=\"upstream\"}", 0.0)
                .containsEntry("gatepost_upstream_connect_seconds_sum{upstream=\"chat\"}", 0.03)
                .containsEntry("gatepost_event_loop_delay_seconds_bucket{le=\"1.0E-4\"}", 1.0)
                .containsEntry("gatepost_event_loop_delay_seconds_count", 1.0);
    }

    @Test
    void tellsOfTheJournalWhereThereIsOne() {
        metrics.watchJournal(() -> new JournalState(5, 100, 3, 1, true));

        assertThat(exposed().samples())
                .containsEntry("gatepost_journal_queue", 5.0)
                .containsEntry("gatepost_journal_written_total", 100.0)
                .containsEntry("gatepost_journal_dropped_total{ending=\"normal\"}", 3.0)
                .containsEntry("gatepost_journal_dropped_total{ending=\"error\"}", 1.0)
                .containsEntry("gatepost_journal_failed", 1.0);
    }
}
