package gatepost.cli;

import static java.util.Objects.requireNonNull;

import gatepost.cli.ConfigurationFile.UnreadableException;
import gatepost.gateway.Endpoint;
import gatepost.gateway.Limits;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Upstream;
import gatepost.journal.JournalSettings;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatepost run}. */
@Command(
        name = "run",
        header = "Runs the gateway, by a configuration file or in front of one server.",
        description = {
            "%nReturns after SIGTERM or SIGINT (Ctrl-C), when every connection was closed with a"
                    + " Close frame or the drain timeout is over; a second signal ends it at once."
                    + " Writes a line to standard output for each connection that ends.",
        },
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost run ws://127.0.0.1:9000",
            "  gatepost run ws://[::1]:9000/base --listen 0.0.0.0:80 --listen [::1]:8080",
            "  gatepost run ws://127.0.0.1:9000 --admin 127.0.0.1:9090",
            "  gatepost run gatepost.yaml",
            "",
            "Exit codes:",
            "  0  stopped by a signal, in order",
            "  1  errors in the configuration, an address in use, an unknown host",
            "  2  wrong usage, or a file that cannot be read",
            "",
            "The configuration is explained in docs/configuration.md, the log in docs/log.md.",
        })
final class RunCommand implements Callable<Integer> {
    private final Service service;
    private final NameLookup names;
    private final Surroundings surroundings;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and exits.")
    boolean help;

    @Parameters(
            paramLabel = "URL|FILE",
            description = {
                "ws://host[:port][/base]: the server behind the gateway;",
                "anything else is the path of a configuration file."
            })
    String target = "";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = {
                "Where clients connect; may be given more than once. With a URL only. Port 0 lets"
                        + " the system choose. Default: "
                        + ListenAddress.DEFAULT
            })
    List<String> listen = new ArrayList<>();

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = {
                "Where operators find /metrics, /healthz and /readyz; nobody is asked who they"
                        + " are. With a URL only. Default: nowhere"
            })
    @Nullable String admin;

    @Option(
            names = "--journal",
            paramLabel = "URL",
            description = {
                "Where endings are kept for gatepost closures, or off. With a URL only. Default: "
                        + "jdbc:sqlite:./gatepost-data/journal.db"
            })
    @Nullable String journal;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = {
                "How the lines of the log look: auto, text, logfmt or json. Default: what the"
                        + " configuration says, else auto, which is text on a terminal and json"
                        + " elsewhere."
            })
    @Nullable String logFormat;

    RunCommand(Service service, NameLookup names, Surroundings surroundings) {
        this.service = service;
        this.names = names;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return target.contains("://") ? runUrl() : runFile();
    }

    private int runUrl() {
        Optional<LogForm> asked = logForm();
        try {
            Endpoint endpoint = endpoint();
            List<InetSocketAddress> addresses = addresses();
            Optional<InetSocketAddress> console = adminAddress(addresses);
            Route route = Route.to(Upstream.of("upstream", endpoint)).build();
            return run(
                    new Setup(
                            new Settings(
                                    addresses,
                                    List.of(route),
                                    Limits.DEFAULT,
                                    Settings.DEFAULT_DRAIN_TIMEOUT),
                            console,
                            journalSettings(),
                            LogSettings.DEFAULT),
                    asked);
        } catch (UnknownHostException e) {
            return badNews("cannot resolve " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private Endpoint endpoint() throws UnknownHostException {
        String pattern =
                ConfigurationSchema.INSTANCE.definition("endpoint").path("pattern").asString();
        if (!target.matches(pattern)) {
            throw misuse("endpoint", target);
        }
        String host = EndpointLookup.host(target);
        try {
            return EndpointLookup.endpoint(target, names);
        } catch (IllegalArgumentException e) {
            throw misuse("endpoint", target);
        } catch (UnknownHostException e) {
            throw unknown(host, e);
        }
    }

    private List<InetSocketAddress> addresses() throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String text : listen.isEmpty() ? List.of(ListenAddress.DEFAULT) : listen) {
            addresses.add(addressBeside(addresses, "--listen", text));
        }
        return addresses;
    }

    private Optional<InetSocketAddress> adminAddress(List<InetSocketAddress> others)
            throws UnknownHostException {
        return admin == null
                ? Optional.empty()
                : Optional.of(addressBeside(others, "--admin", admin));
    }

    private InetSocketAddress addressBeside(
            List<InetSocketAddress> others, String option, String text)
            throws UnknownHostException {
        ListenAddress parsed = ListenAddress.parse(text).orElseThrow(() -> misuse("address", text));
        InetSocketAddress address;
        try {
            address = parsed.resolve(names);
        } catch (UnknownHostException e) {
            throw unknown(parsed.host(), e);
        }
        if (others.stream().anyMatch(other -> ListenAddress.overlap(other, address))) {
            throw new ParameterException(
                    commandLine(), option + ": another listener already has " + text);
        }
        return address;
    }

    /** The system's message is worded differently on every system: only the host is told. */
    private static UnknownHostException unknown(String host, UnknownHostException cause) {
        UnknownHostException named = new UnknownHostException(host);
        named.initCause(cause);
        return named;
    }

    private ParameterException misuse(String definition, String found) {
        return misuse(commandLine(), definition, found);
    }

    /** Says what an argument should have been, in the words of the schema. */
    static ParameterException misuse(CommandLine commandLine, String definition, String found) {
        return new ParameterException(
                commandLine,
                "expected %s, found %s%s"
                        .formatted(
                                ConfigurationSchema.expected(
                                        ConfigurationSchema.INSTANCE.definition(definition)),
                                Found.quoted(found),
                                Hints.of(definition, found)));
    }

    private int runFile() {
        refuseWithFile("--listen", !listen.isEmpty());
        refuseWithFile("--admin", admin != null);
        refuseWithFile("--journal", journal != null);
        Optional<LogForm> asked = logForm();
        Configuration configuration;
        try {
            configuration = Configuration.of(ConfigurationFile.read(target), names);
        } catch (UnreadableException e) {
            String meant =
                    target.matches("[A-Za-z0-9.-]+:[0-9]{1,5}(/\\S*)?") ? "ws://" + target : "";
            commandLine()
                    .getErr()
                    .println(
                            "gatepost run: "
                                    + Printable.of(target)
                                    + ": "
                                    + e.getMessage()
                                    + Nearest.suffix(
                                            Optional.of(meant).filter(text -> !text.isEmpty())));
            return ExitCode.WRONG_USAGE;
        }
        PrintWriter err = commandLine().getErr();
        Loaded loaded = configuration.loaded();
        err.print(
                ProblemReport.of(
                        target,
                        configuration.source(),
                        loaded.problems(),
                        commandLine().getColorScheme().ansi()));
        err.flush();
        return switch (loaded) {
            case Loaded.Fine fine -> run(fine.setup(), asked);
            case Loaded.Faulty(List<Problem> problems) ->
                    badNews("nothing was started: " + ProblemReport.count(problems));
        };
    }

    private void refuseWithFile(String option, boolean given) {
        if (given) {
            throw new ParameterException(
                    commandLine(),
                    option + " goes with a URL; a configuration file says that itself");
        }
    }

    private Optional<JournalSettings> journalSettings() {
        if (journal == null) {
            return Optional.of(JournalSettings.DEFAULTS);
        }
        if (journal.equals("off")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JournalSettings.DEFAULTS.withUrl(journal));
        } catch (IllegalArgumentException _) {
            throw misuse("journal-url", journal);
        }
    }

    private int run(Setup setup, Optional<LogForm> asked) {
        LineFormat lines =
                asked.orElse(setup.log().form())
                        .lines(
                                surroundings.outputIsTerminal().getAsBoolean(),
                                commandLine().getColorScheme().ansi().enabled());
        return service.run(
                setup,
                lines,
                Optional.empty(),
                running ->
                        lines.told(
                                Service.listeners(running)
                                        + Service.routes(setup.settings())
                                        + Service.admin(running)),
                commandLine().getOut(),
                commandLine().getErr());
    }

    /** The form that was asked for on the command line. */
    private Optional<LogForm> logForm() {
        if (logFormat == null) {
            return Optional.empty();
        }
        return Optional.of(
                Optional.ofNullable(LogBinder.FORMS.get(logFormat))
                        .orElseThrow(() ->
                                misuse(commandLine(), "log-format", String.valueOf(logFormat))));
    }

    private int badNews(String message) {
        commandLine().getErr().println("gatepost run: " + message);
        return ExitCode.BAD_NEWS;
    }

    private CommandLine commandLine() {
        return requireNonNull(spec, "set by picocli").commandLine();
    }
}
