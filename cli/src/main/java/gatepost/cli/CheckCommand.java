package gatepost.cli;

import static java.util.Objects.requireNonNull;

import gatepost.cli.ConfigurationFile.UnreadableException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatepost check}. */
@Command(
        name = "check",
        header = "Checks a configuration file and tells everything that is wrong about it.",
        description = {
            "%nErrors come with line, column, what was found and what was expected. Host names are"
                    + " looked up; nothing is connected to or listened on.",
        },
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost check gatepost.yaml",
            "  gatepost check gatepost.yaml --json",
            "  gatepost check --schema > gatepost.schema.json",
            "",
            "Exit codes:",
            "  0  the configuration is fine; there may be warnings",
            "  1  it has errors",
            "  2  wrong usage, or a file that cannot be read",
            "",
            "The keys and the form of --json are explained in docs/configuration.md.",
        })
final class CheckCommand implements Callable<Integer> {
    private final NameLookup names;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and exits.")
    boolean help;

    @Option(names = "--json", description = "Answers with a JSON object.")
    boolean json;

    @Option(
            names = "--schema",
            description = "Prints the JSON Schema of the configuration, for editors, and exits.")
    boolean schema;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration file.")
    @Nullable String file;

    CheckCommand(NameLookup names) {
        this.names = names;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = requireNonNull(spec, "set by picocli").commandLine();
        PrintWriter out = commandLine.getOut();
        if (schema) {
            if (json || file != null) {
                throw new ParameterException(commandLine, "--schema goes alone");
            }
            out.print(ConfigurationSchema.INSTANCE.text());
            out.flush();
            return ExitCode.FINE;
        }
        if (file == null) {
            throw new ParameterException(commandLine, "missing FILE");
        }
        try {
            Configuration configuration = Configuration.of(ConfigurationFile.read(file), names);
            print(out, file, configuration, commandLine);
            return switch (configuration.loaded()) {
                case Loaded.Fine _ -> ExitCode.FINE;
                case Loaded.Faulty _ -> ExitCode.BAD_NEWS;
            };
        } catch (UnreadableException e) {
            if (!json) {
                commandLine
                        .getErr()
                        .println("gatepost check: " + Printable.of(file) + ": " + e.getMessage());
                return ExitCode.WRONG_USAGE;
            }
            Problem problem = Problem.ofFile(String.valueOf(e.getMessage()));
            out.println(CheckJson.of(file, new Loaded.Faulty(List.of(problem))));
            return ExitCode.WRONG_USAGE;
        }
    }

    private void print(
            PrintWriter out, String name, Configuration configuration, CommandLine commandLine) {
        Loaded loaded = configuration.loaded();
        if (json) {
            out.println(CheckJson.of(name, loaded));
            return;
        }
        out.print(
                ProblemReport.of(
                        name,
                        configuration.source(),
                        loaded.problems(),
                        commandLine.getColorScheme().ansi()));
        out.println(Printable.of(name) + verdict(loaded));
    }

    private static String verdict(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Fine fine ->
                    " is fine: %s, %s, %s"
                            .formatted(
                                    ProblemReport.counted(fine.settings().routes().size(), "route"),
                                    ProblemReport.counted(fine.upstreams(), "upstream"),
                                    ProblemReport.counted(
                                            fine.settings().listen().size(), "listener"));
            case Loaded.Faulty(List<Problem> problems) -> " has " + ProblemReport.count(problems);
        };
    }
}
