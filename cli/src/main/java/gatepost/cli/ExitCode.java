package gatepost.cli;

/** What the program's exit status says. */
final class ExitCode {
    static final int FINE = 0;

    /** The command was understood, and its answer is bad news. */
    static final int BAD_NEWS = 1;

    /** The command was not understood, or what it names cannot be read. */
    static final int WRONG_USAGE = 2;

    private ExitCode() {}
}
