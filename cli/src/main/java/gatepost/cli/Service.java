package gatepost.cli;

import gatepost.closing.ClosureListener;
import gatepost.console.Console;
import gatepost.console.Metrics;
import gatepost.gateway.Endpoint;
import gatepost.gateway.Gateway;
import gatepost.gateway.GatewayClock;
import gatepost.gateway.GatewayObserver;
import gatepost.gateway.Page;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs a gateway from its start to its orderly end, and tells on the console.
 *
 * @param launcher starts the gateway
 * @param signals takes the signals over, before the gateway is started
 */
record Service(Launcher launcher, Supplier<? extends StopSignal> signals) {
    /** The gateway and the signals of the system. */
    static final Service SYSTEM = new Service(Running::start, SystemSignals::install);

    /** Starts gateways. */
    @FunctionalInterface
    interface Launcher {
        /**
         * Returns when the gateway listens, and the admin server, where there is one, says so.
         *
         * @throws IOException where it cannot; the message is for people, and nothing is left
         *     running
         */
        Running launch(Setup setup, ClosureListener closures, Optional<Page> page)
                throws IOException;
    }

    /**
     * A gateway that was started.
     *
     * @param addresses what it listens on
     * @param admin where its admin server is; absent where it has none
     * @param stop drains and ends it
     */
    record Running(
            List<InetSocketAddress> addresses, Optional<InetSocketAddress> admin, Runnable stop) {
        /** The environment's way to ask for a transport, for measuring and for finding faults. */
        private static final String TRANSPORT = "GATEPOST_TRANSPORT";

        /** The journal and the admin server come before the gateway and go behind it. */
        static Running start(Setup setup, ClosureListener closures, Optional<Page> page)
                throws IOException {
            Keeping journal = Keeping.open(setup.journal());
            ClosureListener both =
                    closure -> {
                        closures.closed(closure);
                        journal.closed(closure);
                    };
            try {
                Running running =
                        setup.admin().isPresent()
                                ? start(setup.settings(), setup.admin().get(), both, journal, page)
                                : start(setup.settings(), both, page);
                return new Running(
                        running.addresses(),
                        running.admin(),
                        () -> {
                            try (journal) {
                                running.stop().run();
                            }
                        });
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        }

        private static Running start(
                Settings settings, ClosureListener closures, Optional<Page> page)
                throws IOException {
            Gateway gateway =
                    Gateway.start(
                            settings,
                            transport(),
                            closures,
                            GatewayObserver.NONE,
                            page,
                            GatewayClock.SYSTEM);
            return new Running(gateway.addresses(), Optional.empty(), gateway::close);
        }

        private static Running start(
                Settings settings,
                InetSocketAddress admin,
                ClosureListener closures,
                Keeping journal,
                Optional<Page> page)
                throws IOException {
            Metrics metrics = new Metrics(Version.TEXT);
            journal.state().ifPresent(metrics::watchJournal);
            Console console = Console.start(admin, metrics);
            try {
                ClosureListener all =
                        closure -> {
                            metrics.closed(closure);
                            closures.closed(closure);
                        };
                Gateway gateway =
                        Gateway.start(
                                settings, transport(), all, metrics, page, GatewayClock.SYSTEM);
                metrics.watchTraffic(gateway::traffic);
                console.ready();
                return new Running(
                        gateway.addresses(),
                        Optional.of(console.address()),
                        () -> {
                            try (console) {
                                console.draining();
                                gateway.close();
                            }
                        });
            } catch (IOException | RuntimeException e) {
                console.close();
                throw e;
            }
        }

        private static Transport transport() throws IOException {
            try {
                return Transport.choose(Optional.ofNullable(System.getenv(TRANSPORT)));
            } catch (IllegalArgumentException e) {
                throw new IOException(TRANSPORT + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Returns when a signal asked to stop and all connections were closed.
     *
     * @param lines of the log, and of what is told at the end
     * @param announcement what to tell when the gateway listens; whole lines
     * @return the exit code
     */
    int run(
            Setup setup,
            LineFormat lines,
            Optional<Page> page,
            Function<Running, String> announcement,
            PrintWriter out,
            PrintWriter err) {
        StopSignal stop = signals.get();
        try (Log log = Log.open(lines, setup.log().normalEndings())) {
            Running running = launcher.launch(setup, log, page);
            try {
                out.print(announcement.apply(running));
                out.flush();
                stop.await();
                out.print(lines.told(farewell(setup.settings())));
                out.flush();
            } finally {
                running.stop().run();
            }
            return ExitCode.FINE;
        } catch (IOException e) {
            err.println("gatepost: " + Printable.of(String.valueOf(e.getMessage())));
            err.flush();
            return ExitCode.BAD_NEWS;
        }
    }

    private static String farewell(Settings settings) {
        return "gatepost stops: connections have up to %s to close; a second signal ends it at once%n"
                .formatted(TimeSpan.format(settings.drainTimeout()));
    }

    /** A line for each listener. */
    static String listeners(Running running) {
        return running.addresses().stream()
                .map(ListenAddress::format)
                .map(each -> "gatepost %s listens on ws://%s%n".formatted(Version.TEXT, each))
                .collect(Collectors.joining());
    }

    /** A line for the admin server, where there is one. */
    static String admin(Running running) {
        return running.admin()
                .map(ListenAddress::format)
                .map("  admin: http://%s/metrics, /healthz, /readyz%n"::formatted)
                .orElse("");
    }

    /** A line for each route. */
    static String routes(Settings settings) {
        return settings.routes().stream()
                .map(route -> "  %s%n".formatted(describe(route)))
                .collect(Collectors.joining());
    }

    /** {@code chat.example.com/chat/** -> chat (ws://10.0.0.1:9000)}. */
    private static String describe(Route route) {
        String hosts = route.hosts().isEmpty() ? "" : String.join(",", route.hosts()) + " ";
        String endpoints =
                route.upstream().endpoints().stream()
                        .map(Endpoint::uri)
                        .collect(Collectors.joining(", "));
        return "%s%s -> %s (%s)".formatted(hosts, route.path(), route.upstream().name(), endpoints);
    }
}
