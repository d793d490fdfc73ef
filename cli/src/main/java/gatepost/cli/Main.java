package gatepost.cli;

/** Starts the {@code gatepost} command. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and exits with its code: 0 fine, 1 bad news, 2 wrong usage.
     *
     * @param args as on the command line
     */
    public static void main(String[] args) {
        System.exit(
                GatepostCommand.commandLine(
                                Service.SYSTEM, NameLookup.SYSTEM, Surroundings.ofProcess())
                        .execute(args));
    }
}
