package gatepost.cli;

import gatepost.closing.CodeEntry;
import gatepost.closing.Comparison;
import gatepost.closing.Reference;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code gatepost compare}. */
final class CompareCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final ReferenceOptions options = new ReferenceOptions();
    private final PositionalParamSpec one = code("0", "CODE", "A close code.");
    private final PositionalParamSpec other = code("1", "OTHER", "Another one.");
    private final CommandLine command;

    private CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        command =
                new CommandLine(
                        options.describe(
                                        this,
                                        "compare",
                                        "Compares two close codes: how to tell them apart, and"
                                                + " which one to send.",
                                        "  gatepost compare 1006 1014",
                                        "  gatepost compare 1003 1014 --lang pt",
                                        "",
                                        "Exit codes:",
                                        "  0  they are compared",
                                        "  2  wrong usage, such as a number that is no close code",
                                        "",
                                        "The forms of the answers are described in"
                                                + " docs/explain.md.")
                                .addPositional(one)
                                .addPositional(other));
    }

    static CommandLine in(Surroundings surroundings) {
        return new CompareCommand(surroundings).command;
    }

    private static PositionalParamSpec code(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity("1")
                .required(true)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    @Override
    public Integer call() {
        Reference reference = options.reference(surroundings, command);
        CodeEntry first = CodeArgument.entry(one.getValue(), reference, command);
        CodeEntry second = CodeArgument.entry(other.getValue(), reference, command);
        if (first.equals(second)) {
            throw new ParameterException(
                    command, reference.words("error.same-codes", Map.of("code", first.key())));
        }
        Comparison comparison = reference.compare(first, second);
        if (options.json()) {
            command.getOut().println(ReferenceJson.comparison(reference, comparison));
        } else {
            options.pages(reference, surroundings, command).comparison(comparison);
        }
        return ExitCode.FINE;
    }
}
