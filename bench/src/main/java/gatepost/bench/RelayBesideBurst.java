package gatepost.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.closing.ClosureListener;
import gatepost.gateway.Endpoint;
import gatepost.gateway.Gateway;
import gatepost.gateway.GatewayClock;
import gatepost.gateway.GatewayObserver;
import gatepost.gateway.Limits;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Transport;
import gatepost.gateway.Upstream;
import gatepost.journal.Journal;
import gatepost.journal.JournalCounts;
import gatepost.journal.JournalSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.function.Supplier;

/**
 * A gateway whose journal gets far more closures than its connections make, so that a load
 * generator can tell what that does to the relay. Each line of standard input is a burst, as in
 * {@code 50000 10}: closures a second, for so many seconds.
 *
 * <pre>{@code
 * java -cp bench/target/benchmarks.jar gatepost.bench.RelayBesideBurst 8080 9000 jdbc:sqlite:/tmp/burst/journal.db
 * }</pre>
 */
public final class RelayBesideBurst {
    private RelayBesideBurst() {}

    /** Takes the port to listen on, the upstream's port, and the journal's URL, or off. */
    public static void main(String[] args) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port = Integer.parseInt(args[1]);
        Endpoint endpoint =
                new Endpoint(
                        "ws://127.0.0.1:" + port,
                        "",
                        List.of(new InetSocketAddress(loopback, port)));
        Route route =
                Route.to(Upstream.of("echo", endpoint)).path(PathPattern.parse("/**")).build();
        Settings settings =
                new Settings(
                        List.of(new InetSocketAddress(loopback, Integer.parseInt(args[0]))),
                        List.of(route),
                        Limits.DEFAULT,
                        Settings.DEFAULT_DRAIN_TIMEOUT);
        if (args[2].equals("off")) {
            serve(settings, _ -> {}, () -> new JournalCounts(0, 0, 0, 0, Optional.empty()));
            return;
        }
        try (Journal journal = Journal.open(JournalSettings.DEFAULTS.withUrl(args[2]))) {
            serve(settings, journal, journal::counts);
        }
    }

    private static void serve(
            Settings settings, ClosureListener closures, Supplier<JournalCounts> counts)
            throws IOException {
        try (Gateway _ =
                        Gateway.start(
                                settings,
                                Transport.choose(Optional.empty()),
                                closures,
                                GatewayObserver.NONE,
                                Optional.empty(),
                                GatewayClock.SYSTEM);
                Scanner bursts = new Scanner(System.in, UTF_8)) {
            System.out.println("ready");
            while (bursts.hasNextInt()) {
                int rate = bursts.nextInt();
                JournalCounts before = counts.get();
                Burst.hand(closures, counts, rate, new long[rate * bursts.nextInt()]);
                JournalCounts after = counts.get();
                System.out.printf(
                        "written %d, dropped %d normal endings and %d errors%n",
                        after.written() - before.written(),
                        after.droppedNormals() - before.droppedNormals(),
                        after.droppedErrors() - before.droppedErrors());
            }
        }
    }
}
