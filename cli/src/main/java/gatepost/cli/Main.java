package gatepost.cli;

import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;

/** Starts the {@code gatepost} command. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and exits with its code: 0 fine, 1 bad news, 2 wrong usage.
     *
     * @param args as on the command line
     */
    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        Optional<CommandLine> quick =
                args.length == 0 ? Optional.empty() : GatepostCommand.quick(args[0], surroundings);
        System.exit(
                quick.isPresent()
                        ? quick.get().execute(Arrays.copyOfRange(args, 1, args.length))
                        : GatepostCommand.commandLine(
                                        Service.SYSTEM, NameLookup.SYSTEM, surroundings)
                                .execute(args));
    }
}
