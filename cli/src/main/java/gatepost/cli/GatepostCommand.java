package gatepost.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program itself: nothing but its subcommands. */
@Command(
        name = "gatepost",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "A WebSocket gateway that never lets a connection end without saying why.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost demo                       in front of servers that fail, to see what it"
                    + " does",
            "  gatepost run ws://127.0.0.1:9000    in front of one server, no file needed",
            "  gatepost check gatepost.yaml        is the configuration right?",
            "  gatepost run gatepost.yaml          by configuration",
            "  gatepost closures --since 1h        which connections ended, and why",
            "  gatepost explain 1006               what a close code means, and what to do",
            "  gatepost compare 1006 1014          how two of them differ",
            "  gatepost run --help                 more about a command",
            "",
            "Exit codes:",
            "  0  fine",
            "  1  bad news: errors in a configuration, an address in use, a text not recognised",
            "  2  wrong usage: an unknown option, a missing argument, an unreadable file",
            "",
            "Every key of the configuration is explained in docs/configuration.md.",
        })
final class GatepostCommand {
    private static final int HELP_WIDTH = 90;

    /** Made here only. */
    private GatepostCommand() {}

    /** The command line of the program; a new subcommand is one more line here. */
    static CommandLine commandLine(Service service, NameLookup names, Surroundings surroundings) {
        return configured(
                new CommandLine(new GatepostCommand())
                        .addSubcommand(new DemoCommand(service, names))
                        .addSubcommand(new RunCommand(service, names, surroundings))
                        .addSubcommand(new CheckCommand(names))
                        .addSubcommand(ClosuresCommand.in(surroundings, names))
                        .addSubcommand(ExplainCommand.in(surroundings))
                        .addSubcommand(CompareCommand.in(surroundings))
                        .addSubcommand(CodesCommand.in(surroundings)));
    }

    /**
     * The command line of one subcommand that answers at once: to set all the others up would cost
     * more processor time than the answer. Empty for the others.
     */
    static Optional<CommandLine> quick(String name, Surroundings surroundings) {
        return switch (name) {
            case "explain" -> alone(ExplainCommand.in(surroundings));
            case "compare" -> alone(CompareCommand.in(surroundings));
            case "codes" -> alone(CodesCommand.in(surroundings));
            default -> Optional.empty();
        };
    }

    private static Optional<CommandLine> alone(CommandLine command) {
        command.setCommandName("gatepost " + command.getCommandName());
        return Optional.of(configured(command));
    }

    private static CommandLine configured(CommandLine commandLine) {
        // An argument such as @example is a file with a strange name, not a list of arguments.
        commandLine.setExpandAtFiles(false);
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setParameterExceptionHandler(new UsageErrors());
        return commandLine;
    }
}
