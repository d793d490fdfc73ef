package gatepost.cli;

import static java.util.Objects.requireNonNull;

import gatepost.closing.CodeEntry;
import gatepost.closing.Comparison;
import gatepost.closing.Reference;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatepost compare}. */
@Command(
        name = "compare",
        header = "Compares two close codes: how to tell them apart, and which one to send.",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost compare 1006 1014",
            "  gatepost compare 1003 1014 --lang pt",
            "",
            "Exit codes:",
            "  0  they are compared",
            "  2  wrong usage, such as a number that is no close code",
            "",
            "The forms of the answers are described in docs/explain.md.",
        })
final class CompareCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec @Nullable CommandSpec spec;

    @Mixin ReferenceOptions options = new ReferenceOptions();

    @Parameters(index = "0", paramLabel = "CODE", description = "A close code.")
    String one = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another one.")
    String other = "";

    CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine command = requireNonNull(spec, "set by picocli").commandLine();
        Reference reference = options.reference(surroundings, command);
        CodeEntry first = CodeArgument.entry(one, reference, command);
        CodeEntry second = CodeArgument.entry(other, reference, command);
        if (first.equals(second)) {
            throw new ParameterException(
                    command, reference.words("error.same-codes", Map.of("code", first.key())));
        }
        Comparison comparison = reference.compare(first, second);
        if (options.json()) {
            command.getOut().println(ReferenceJson.comparison(reference, comparison));
        } else {
            new ReferencePages(
                            reference,
                            options.pages(command.getOut(), reference, surroundings, command))
                    .comparison(comparison);
        }
        return ExitCode.FINE;
    }
}
