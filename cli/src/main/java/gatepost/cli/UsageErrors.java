package gatepost.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong about the arguments, and where help is. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (args.length == 0 && !command.getSubcommands().isEmpty()) {
            command.usage(err);
            return ExitCode.WRONG_USAGE;
        }
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + message(e, command));
        err.println("Try '" + name + " --help'.");
        return ExitCode.WRONG_USAGE;
    }

    private static String message(ParameterException e, CommandLine command) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().getFirst(), command);
        }
        if (e instanceof MissingParameterException missing) {
            return "missing "
                    + missing.getMissing().stream()
                            .map(UsageErrors::missing)
                            .collect(Collectors.joining(", "));
        }
        return Printable.of(Optional.ofNullable(e.getMessage()).orElse("wrong usage"));
    }

    private static String missing(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.paramLabel() + " behind " + option.longestName()
                : argument.paramLabel();
    }

    private static String unmatched(String argument, CommandLine command) {
        String shown = Printable.clipped(argument, 60);
        if (argument.startsWith("-")) {
            List<String> options = new ArrayList<>();
            for (OptionSpec option : command.getCommandSpec().options()) {
                options.addAll(List.of(option.names()));
            }
            String name = argument.replaceFirst("=.*$", "");
            return "unknown option " + shown + Nearest.suffix(Nearest.of(name, options));
        }
        return command.getSubcommands().isEmpty()
                ? "unexpected argument " + shown
                : "unknown command "
                        + shown
                        + Nearest.suffix(Nearest.of(argument, command.getSubcommands().keySet()));
    }
}
