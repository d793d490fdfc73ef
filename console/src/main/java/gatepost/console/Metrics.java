package gatepost.console;

import static gatepost.closing.Reference.word;

import gatepost.closing.Closure;
import gatepost.closing.ClosureListener;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.gateway.GatewayObserver;
import gatepost.gateway.HandshakeOutcome;
import gatepost.gateway.Side;
import gatepost.gateway.Traffic;
import gatepost.gateway.Traffic.Received;
import gatepost.gateway.Upstream;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The metrics of a gateway, as docs/metrics.md lists them. How many series there are is bounded by
 * the configuration, whatever peers do. Safe for use by any thread.
 */
public final class Metrics implements ClosureListener, GatewayObserver {
    /** Upper bounds in seconds: from a loop on the same machine to the other side of the world. */
    private static final double[] ROUND_TRIPS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    /** Upper bounds in seconds: from what nobody notices to what everybody does. */
    private static final double[] DELAYS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1
    };

    private static final String NONE = "none";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CodeLabels codes = new CodeLabels();
    private final Counter handshakes;
    private final Counter closures;
    private final Histogram pings;
    private final Histogram connects;
    private final Histogram delays;
    private volatile Supplier<Traffic> traffic = () -> Traffic.NONE;

    /**
     * @param version of the program
     */
    public Metrics(String version) {
        Info.builder()
                .name("gatepost_build_info")
                .help("The version of Gatepost that runs; always 1.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        handshakes =
                Counter.builder()
                        .name("gatepost_handshakes_total")
                        .help("Opening handshakes of clients, by what they came to.")
                        .labelNames("outcome")
                        .withoutExemplars()
                        .register(registry);
        for (HandshakeOutcome outcome : HandshakeOutcome.values()) {
            handshakes.initLabelValues(word(outcome));
        }
        closures =
                Counter.builder()
                        .name("gatepost_closures_total")
                        .help(
                                "Connections that ended, once for each leg, by the code that the"
                                        + " leg reports.")
                        .labelNames("route", "leg", "code", "cause")
                        .withoutExemplars()
                        .register(registry);
        pings =
                histogram(
                        "gatepost_ping_seconds",
                        "Time until a peer answered a Ping of the gateway's own.",
                        ROUND_TRIPS,
                        "leg");
        for (Side side : Side.values()) {
            pings.initLabelValues(word(side));
        }
        connects =
                histogram(
                        "gatepost_upstream_connect_seconds",
                        "Time until a TCP connection to an endpoint was made, where one was.",
                        ROUND_TRIPS,
                        "upstream");
        delays =
                histogram(
                        "gatepost_event_loop_delay_seconds",
                        "How late an event loop does what is due, measured twice a second on each.",
                        DELAYS);
        gauge(
                "gatepost_connections",
                "Connections that are open, those among them that are being closed.",
                () -> traffic.get().connections());
        received("gatepost_messages_total", "Complete data messages received.", Received::messages);
        received(
                "gatepost_frames_total",
                "Complete frames received, control frames among them.",
                Received::frames);
        received(
                "gatepost_received_bytes_total",
                "Octets received behind the handshakes, frame headers among them.",
                Received::octets);
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
    }

    /**
     * With classic buckets for the text formats, and native ones where Prometheus asks for them.
     */
    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .unit(Unit.SECONDS)
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private void received(String name, String help, ToLongFunction<Received> number) {
        counter(
                name,
                help,
                "direction",
                Map.of(
                        "client-to-upstream",
                        () -> number.applyAsLong(traffic.get().fromClients()),
                        "upstream-to-client",
                        () -> number.applyAsLong(traffic.get().fromUpstreams())));
    }

    /** A counter with a label, each of whose values counts something else. */
    private void counter(
            String name, String help, String label, Map<String, LongSupplier> numbers) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback ->
                        numbers.forEach((value, number) ->
                                callback.call((double) number.getAsLong(), value)))
                .register(registry);
    }

    private void gauge(String name, String help, LongSupplier number) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) number.getAsLong()))
                .register(registry);
    }

    /** Has the traffic of a gateway among the metrics from now on; until then it is nothing. */
    public void watchTraffic(Supplier<Traffic> ofGateway) {
        traffic = ofGateway;
    }

    /** Has a journal among the metrics; without one, they do not speak of it. To be called once. */
    public void watchJournal(Supplier<JournalState> journal) {
        gauge(
                "gatepost_journal_queue",
                "Records of closures that wait to be written to the journal.",
                () -> journal.get().queued());
        CounterWithCallback.builder()
                .name("gatepost_journal_written_total")
                .help("Records of closures that were written to the journal.")
                .callback(callback -> callback.call((double) journal.get().written()))
                .register(registry);
        counter(
                "gatepost_journal_dropped_total",
                "Records of closures that were given up, by how the connection had ended.",
                "ending",
                Map.of(
                        "normal",
                        () -> journal.get().droppedNormal(),
                        "error",
                        () -> journal.get().droppedErrors()));
        gauge(
                "gatepost_journal_failed",
                "1 while nothing can be written to the journal, else 0.",
                () -> journal.get().failed() ? 1 : 0);
    }

    /** All that is measured. */
    PrometheusRegistry registry() {
        return registry;
    }

    @Override
    public void closed(Closure closure) {
        closed(closure, Side.CLIENT, closure.client());
        closed(closure, Side.UPSTREAM, closure.upstream());
    }

    private void closed(Closure closure, Side side, LegRecord leg) {
        closures.labelValues(
                        closure.route().orElse(NONE),
                        word(side),
                        leg.tcp() == TcpEnding.NEVER_OPENED ? NONE : codes.of(leg.recordedCode()),
                        closure.cause().getClass().getSimpleName())
                .inc();
    }

    @Override
    public void handshakeEnded(HandshakeOutcome outcome) {
        handshakes.labelValues(word(outcome)).inc();
    }

    @Override
    public void connected(Upstream upstream, Duration after) {
        connects.labelValues(upstream.name()).observe(seconds(after));
    }

    @Override
    public void pingAnswered(Side side, Duration after) {
        pings.labelValues(word(side)).observe(seconds(after));
    }

    @Override
    public void loopDelayed(Duration delay) {
        delays.observe(seconds(delay));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
