package gatepost.cli;

import static java.util.Objects.requireNonNull;

import gatepost.gateway.Endpoint;
import gatepost.gateway.Limits;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Upstream;
import java.io.IOException;
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
import picocli.CommandLine.Spec;

/** {@code gatepost demo}. */
@Command(
        name = "demo",
        header = "Runs the gateway in front of servers that fail in different ways, to try it.",
        description = {
            "%nStarts the servers on ports of their own, which only this machine reaches, and the"
                    + " gateway with a path for each. Prints what to try and what you will see; the"
                    + " page that it names connects to them from your browser, through Gatepost and"
                    + " without it. Stops like gatepost run.",
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost demo                            then open http://127.0.0.1:8080/",
            "  gatepost demo --listen 127.0.0.1:9000    then open http://127.0.0.1:9000/",
            "",
            "Exit codes:",
            "  0  stopped by a signal, in order",
            "  1  an address in use, an unknown host",
            "  2  wrong usage",
            "",
            "What each of the servers shows is explained in docs/demo.md.",
        })
final class DemoCommand implements Callable<Integer> {
    private final Service service;
    private final NameLookup names;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and exits.")
    boolean help;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Where the gateway and its page are. Port 0 lets the system choose. Default: "
                            + ListenAddress.DEFAULT)
    String listen = ListenAddress.DEFAULT;

    @Option(
            names = "--json",
            description =
                    "Prints what to try as one line of JSON; the lines of the log follow it, as"
                            + " JSON too.")
    boolean json;

    DemoCommand(Service service, NameLookup names) {
        this.service = service;
        this.names = names;
    }

    @Override
    public Integer call() {
        ListenAddress parsed =
                ListenAddress.parse(listen)
                        .orElseThrow(() -> RunCommand.misuse(commandLine(), "address", listen));
        InetSocketAddress address;
        try {
            address = parsed.resolve(names);
        } catch (UnknownHostException e) {
            return badNews("cannot resolve " + Printable.of(parsed.host()));
        }
        List<DemoServer> servers = new ArrayList<>();
        try {
            for (DemoUpstream upstream : DemoUpstream.values()) {
                servers.add(DemoServer.start(upstream));
            }
            return run(address, servers);
        } catch (IOException e) {
            return badNews("cannot start a server: " + e.getMessage());
        } finally {
            servers.forEach(DemoServer::close);
        }
    }

    private int run(InetSocketAddress address, List<DemoServer> servers) {
        LogForm form = json ? LogForm.JSON : LogForm.TEXT;
        return service.run(
                new Setup(
                        new Settings(
                                List.of(address),
                                servers.stream().map(DemoCommand::route).toList(),
                                Limits.DEFAULT,
                                Settings.DEFAULT_DRAIN_TIMEOUT),
                        Optional.empty(),
                        Optional.empty(),
                        LogSettings.DEFAULT),
                form.lines(true, commandLine().getColorScheme().ansi().enabled()),
                Optional.of(DemoPage.of(servers)),
                running -> announcement(running, servers),
                commandLine().getOut(),
                commandLine().getErr());
    }

    private String announcement(Service.Running running, List<DemoServer> servers) {
        DemoGuide guide = DemoGuide.of(running.addresses().getFirst(), servers);
        return json
                ? guide.json()
                : Service.listeners(running) + guide.text(commandLine().getColorScheme().ansi());
    }

    private static Route route(DemoServer server) {
        DemoUpstream upstream = server.upstream();
        Endpoint endpoint = new Endpoint(server.url(), "", List.of(server.address()));
        return Route.to(Upstream.of(upstream.title(), endpoint))
                .path(PathPattern.parse(upstream.path()))
                .build();
    }

    private int badNews(String message) {
        commandLine().getErr().println("gatepost demo: " + message);
        return ExitCode.BAD_NEWS;
    }

    private CommandLine commandLine() {
        return requireNonNull(spec, "set by picocli").commandLine();
    }
}
