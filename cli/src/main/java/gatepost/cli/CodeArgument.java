package gatepost.cli;

import gatepost.closing.Catalogue;
import gatepost.closing.CodeEntry;
import gatepost.closing.Reference;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A close code on the command line: a number, or a range as in {@code 4000-4999}. */
final class CodeArgument {
    private CodeArgument() {}

    /** Whether an argument is meant as one. */
    static boolean isCode(String argument) {
        return argument.matches("-?[0-9]+|[0-9]+-[0-9]+");
    }

    /**
     * What the reference has for it.
     *
     * @throws ParameterException if it is no close code
     */
    static CodeEntry entry(String argument, Reference reference, CommandLine command) {
        Optional<CodeEntry> entry = find(argument);
        if (entry.isEmpty()) {
            throw new ParameterException(
                    command,
                    reference.words(
                            "error.no-code", Map.of("text", Printable.clipped(argument, 40))));
        }
        return entry.get();
    }

    private static Optional<CodeEntry> find(String argument) {
        return argument.matches("[0-9]{1,5}")
                ? Catalogue.entry(Integer.parseInt(argument))
                : Catalogue.entry(argument);
    }
}
