package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gatepost.acceptance.ErraticClient.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/**
 * For a minute, hundreds of connections at a time behave badly at random on both ends. Each has its
 * record in the end, and nothing is left of them.
 *
 * <p>The seed is in the output and in each failure. {@code -Dgatepost.soak.seed=} makes the same
 * choices again, though the clock has a say in what becomes of them; {@code
 * -Dgatepost.soak.seconds=} sets how long it goes on.
 */
final class SoakTest {
    private static final long SEED = Long.getLong("gatepost.soak.seed", System.nanoTime());
    private static final String AGAIN = "-Dgatepost.soak.seed=" + SEED;
    private static final Duration LENGTH =
            Duration.ofSeconds(Long.getLong("gatepost.soak.seconds", 60));
    private static final Duration WARM_UP = LENGTH.dividedBy(4);
    private static final int CLIENTS = 1200;

    /** At a time: {@code GatewayFull} must occur, so there were as many. */
    private static final int CONNECTIONS = 500;

    private static final int ADDRESSES = 4;
    private static final int RAMP = 5000;
    private static final int BETWEEN = 2000;
    private static final int BETWEEN_COLLECTIONS = 3000;
    private static final long MOST_GROWTH = 32 << 20;
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /**
     * The optimising compiler takes tens of MiB at moments of its own choice, and gives them back
     * to nobody, which would look like growth. So its code is not soaked; all other tests run it.
     */
    private static final Map<String, String> FRUGAL =
            Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    private static final Pattern FAULT = Pattern.compile("ERROR|LEAK");
    private static final Pattern CLOSED =
            Pattern.compile(" closed cause=([A-Za-z]+) .* client=([0-9.:]+) ");

    /** Timers stand for the slots of the wheels as well. */
    private static final String TIMER = "gatepost.gateway.TimeWheel$Timer";

    private static final String[] OF_CONNECTIONS = {
        "gatepost.gateway.HandshakeHandler",
        "gatepost.gateway.Connecting",
        "gatepost.gateway.UpstreamHandshake",
        "gatepost.gateway.Relay",
        "gatepost.gateway.Leg",
        "gatepost.gateway.LegHandler",
    };

    /** Each cause that peers can bring about by themselves. */
    private static final Set<String> CAUSES =
            Set.of(
                    "ClientClosed",
                    "ClientLost",
                    "ClientRefused",
                    "ClientSilent",
                    "ClientViolation",
                    "GatewayFull",
                    "HandshakeRefused",
                    "IdleTimeout",
                    "UpstreamClosed",
                    "UpstreamLost",
                    "UpstreamRefused",
                    "UpstreamSilent",
                    "UpstreamUnavailable",
                    "UpstreamViolation");

    private static final List<String> ROUTES =
            List.of(
                    "/plain",
                    "/plain",
                    "/off",
                    "/whole",
                    "/text",
                    "/sizes",
                    "/split",
                    "/to-binary",
                    "/to-text",
                    "/ping",
                    "/idle",
                    "/stuck",
                    "/slow-frame",
                    "/slow-down",
                    "/too-fast",
                    "/too-much",
                    "/bridge",
                    "/bridge-takeover",
                    "/bridge-limit",
                    "/inspect",
                    "/inspect-limit",
                    "/required",
                    "/required-http",
                    "/origin",
                    "/origin-close",
                    "/down",
                    "/down-http",
                    "/half-down");

    private final CountDownLatch over = new CountDownLatch(1);
    private final Collection<AssertionError> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger upstreams = new AtomicInteger();

    /** By their addresses with ports, which stand in the records. */
    private final Map<String, Supplier<Records>> clients = new ConcurrentHashMap<>();

    private static String configuration(int upstream, int down) {
        return """
        listen: [{address: "127.0.0.1:0"}]
        routes:
          - {path: /plain/**, upstream: raw, close-timeout: 1s}
          - {path: /off/**, upstream: raw, compression: off, close-timeout: 1s}
          - {path: /whole/**, upstream: raw, coalesce-up-to: 1MiB, close-timeout: 1s}
          - {path: /text/**, upstream: raw, accept: text, close-timeout: 1s}
          - {path: /sizes/**, upstream: raw, max-frame-size: 50KiB, max-message-size: {client: 40KiB, upstream: 60KiB}}
          - {path: /split/**, upstream: raw, split-frames-above: 1000B, coalesce-up-to: 125B}
          - {path: /to-binary/**, upstream: raw, convert: text-to-binary}
          - {path: /to-text/**, upstream: raw, convert: binary-to-text, compression: off}
          - {path: /ping/**, upstream: raw, keepalive: {ping-every: 500ms, answer-within: 1s}, close-timeout: 500ms}
          - {path: /idle/**, upstream: raw, keepalive: {ping-every: 400ms, answer-within: 0s, idle-timeout: 1500ms}}
          - {path: /stuck/**, upstream: raw, keepalive: {write-timeout: 1s}}
          - {path: /slow-frame/**, upstream: raw, frame-timeout: 500ms}
          - {path: /slow-down/**, upstream: raw, rate: {messages-per-second: 5, on-excess: delay}}
          - {path: /too-fast/**, upstream: raw, rate: {messages-per-second: 20, on-excess: close}}
          - {path: /too-much/**, upstream: raw, rate: {bytes-per-second: 50000, on-excess: close}}
          - {path: /bridge/**, upstream: raw, compression: bridge}
          - {path: /bridge-takeover/**, upstream: raw, compression: bridge, context-takeover: true}
          - {path: /bridge-limit/**, upstream: raw, compression: bridge, max-message-size: 10KiB}
          - {path: /inspect/**, upstream: raw, compression: inspect}
          - {path: /inspect-limit/**, upstream: raw, compression: inspect, max-message-size: 10KiB}
          - {path: /required/**, upstream: raw, compression: bridge, require-extensions: [permessage-deflate]}
          - {path: /required-http/**, upstream: raw, compression: bridge, require-extensions: [permessage-deflate], on-upstream-failure: http}
          - {path: /origin/**, upstream: raw, origins: [https://good.test]}
          - {path: /origin-close/**, upstream: raw, origins: [https://good.test], on-refusal: close}
          - {path: /down/**, upstream: down}
          - {path: /down-http/**, upstream: down, on-upstream-failure: http}
          - {path: /half-down/**, upstream: half-down}
        upstreams:
          raw: {endpoints: ["ws://127.0.0.1:%1$d"], handshake-timeout: 1s}
          down: {endpoints: ["ws://127.0.0.1:%2$d"]}
          half-down: {endpoints: ["ws://127.0.0.1:%2$d", "ws://127.0.0.1:%1$d"], handshake-timeout: 1s}
        limits: {connections: %3$d, connections-per-ip: 130, handshakes-per-second-per-ip: 60, handshake-timeout: 2s}
        drain: {timeout: 10s}
        """
                .formatted(upstream, down, CONNECTIONS);
    }

    @Test
    void everyConnectionHasOneRecordAndNothingIsLeftOfIt() throws Exception {
        System.out.println("soak with " + AGAIN);
        try (RawUpstream upstream = new RawUpstream();
                Gatepost gatepost =
                        Gatepost.configured(
                                configuration(upstream.port(), Testbed.unusedPort()), FRUGAL)) {
            ProcessView process = new ProcessView(gatepost.pid());
            int timers = gatepost.objects().get(TIMER);
            Set<String> sockets = process.sockets();

            long growth = soak(upstream, gatepost, process);

            eventually(() -> assertThat(upstreams).hasValue(0));
            eventually(() -> assertThat(process.sockets()).isEqualTo(sockets));
            eventually(() -> assertThat(wrongRecords(gatepost)).isEmpty());
            eventually(() ->
                    assertThat(gatepost.objects())
                            .doesNotContainKeys(OF_CONNECTIONS)
                            .containsEntry(TIMER, timers));
            assertThat(records(gatepost).values().stream().flatMap(List::stream))
                    .as(AGAIN)
                    .containsAll(CAUSES);
            assertThat(faults(gatepost)).as(AGAIN).isEmpty();
            assertThat(failures).as(AGAIN).isEmpty();
            assertThat(upstream.failures()).as(AGAIN).isEmpty();
            assertThat(growth).as(AGAIN).isLessThan(MOST_GROWTH);
            connectPlainly(upstream, gatepost);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await(AGAIN).atMost(DEADLINE).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion);
    }

    /** The causes of the connections from each address with its port. */
    private static Map<String, List<String>> records(Gatepost gatepost) {
        return gatepost.lines().stream()
                .map(CLOSED::matcher)
                .filter(Matcher::find)
                .collect(
                        Collectors.groupingBy(
                                line -> line.group(2),
                                Collectors.mapping(line -> line.group(1), Collectors.toList())));
    }

    /** What the gateway says of its own faults, with the traces. */
    private static List<String> faults(Gatepost gatepost) {
        List<String> faults = new ArrayList<>();
        boolean within = false;
        for (String line : gatepost.lines()) {
            within = FAULT.matcher(line).find() || (within && line.startsWith(" "));
            if (within) {
                faults.add(line);
            }
        }
        return faults;
    }

    /** What is wrong about how many records there are of each client. */
    private Map<String, String> wrongRecords(Gatepost gatepost) {
        Map<String, List<String>> records = records(gatepost);
        Map<String, String> wrong = new TreeMap<>();
        clients.forEach((client, wanted) -> {
            List<String> causes = records.getOrDefault(client, List.of());
            if (!wanted.get().allows(causes.size())) {
                wrong.put(client, wanted.get() + " wanted, there are " + causes);
            }
        });
        records.forEach((client, causes) -> {
            if (!clients.containsKey(client)) {
                wrong.put(client, "nobody's records are " + causes);
            }
        });
        return wrong;
    }

    private long soak(RawUpstream upstream, Gatepost gatepost, ProcessView process)
            throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Chance random = new Chance(SEED + i, over);
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> connectAgainAndAgain(upstream, gatepost, random)));
        }
        long before;
        long after;
        try {
            // The heap takes the size that so many connections need, before it is measured.
            collectGarbageUntil(end - LENGTH.minus(WARM_UP).toNanos(), gatepost);
            assertThat(gatepost.objects()).containsKeys(OF_CONNECTIONS);
            before = process.memory();
            // Garbage that waits to be collected would look like growth.
            collectGarbageUntil(end, gatepost);
            after = process.memory();
        } finally {
            over.countDown();
        }
        for (Thread thread : threads) {
            assertThat(thread.join(DEADLINE)).as(AGAIN).isTrue();
        }
        return after - before;
    }

    private void collectGarbageUntil(long end, Gatepost gatepost) throws InterruptedException {
        while (System.nanoTime() - end < 0) {
            assertThat(over.await(BETWEEN_COLLECTIONS, TimeUnit.MILLISECONDS)).isFalse();
            gatepost.collectGarbage();
        }
    }

    private void connectAgainAndAgain(RawUpstream upstream, Gatepost gatepost, Chance random) {
        try {
            random.pause(RAMP);
            while (!random.isOver()) {
                connect(upstream, gatepost, random);
                random.pause(BETWEEN);
            }
        } catch (InterruptedException | RuntimeException e) {
            failures.add(new AssertionError("a client failed", e));
        }
    }

    private void connect(RawUpstream upstream, Gatepost gatepost, Chance random)
            throws InterruptedException {
        String path = ROUTES.get(random.below(ROUTES.size())) + "/" + numbers.incrementAndGet();
        String address = "127.0.0." + (1 + random.below(ADDRESSES));
        RawPeer peer = RawClient.connectFrom(address, gatepost.port());
        ErraticClient client = new ErraticClient(peer, path, random.split(), failures);
        if (clients.putIfAbsent(address + ":" + peer.port(), client::records) != null) {
            peer.close(); // Their records could not be told apart.
            return;
        }
        Chance ofUpstream = random.split();
        upstream.on(
                path,
                (accepted, request) -> {
                    client.reachedUpstream();
                    upstreams.incrementAndGet();
                    new ErraticUpstream(accepted, request, ofUpstream, failures).live();
                    upstreams.decrementAndGet();
                });
        client.live();
    }

    /** Others do not disturb a connection that behaves. */
    private void connectPlainly(RawUpstream upstream, Gatepost gatepost) {
        String path = "/plain/" + numbers.incrementAndGet();
        CompletableFuture<RawUpstream.Asked> asked = upstream.asked(path);
        try (RawPeer client = RawClient.connect(gatepost.port())) {
            client.sendText(RawClient.request(path));
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            RawClient.expectAccepted(client);
            client.send(Frame.text("hello"), Frame.close(1000, "bye"));
            arrived.peer().expect("text hello").answerClose("close 1000 bye");
            client.expect("close 1000 bye").expectFin().fin();
        }
    }
}
