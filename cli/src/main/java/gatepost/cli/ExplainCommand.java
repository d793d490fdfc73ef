package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import gatepost.closing.CodeEntry;
import gatepost.closing.Explanation;
import gatepost.closing.Reading;
import gatepost.closing.Recognition;
import gatepost.closing.Reference;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatepost explain}. */
@Command(
        name = "explain",
        header = "Explains a close code, or the line that some program printed about an ending.",
        description = {
            "%nSays what it means, when one sees it, and how to fix it on the client, on the server"
                    + " and between them. A line may be a browser's, a library's or a proxy's.",
        },
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost explain 1006",
            "  gatepost explain 1009 --lang ko",
            "  gatepost explain 'websocket: close 1006 (abnormal closure): unexpected EOF'",
            "  journalctl -u chat -n 50 | gatepost explain",
            "",
            "Exit codes:",
            "  0  it is explained",
            "  1  the text was not recognised",
            "  2  wrong usage, such as a number that is no close code",
            "",
            "The forms of the answers are described in docs/explain.md.",
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec @Nullable CommandSpec spec;

    @Mixin ReferenceOptions options = new ReferenceOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CODE|TEXT",
            description = "Close codes, or a text; without any, standard input is read.")
    List<String> arguments = new ArrayList<>();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = requireNonNull(spec, "set by picocli").commandLine();
        Reference reference = options.reference(surroundings, command);
        List<String> asked = arguments.isEmpty() ? List.of(input(reference, command)) : arguments;
        List<CodeEntry> entries = new ArrayList<>();
        for (String each : asked) {
            if (!CodeArgument.isCode(each)) {
                return read(String.join(" ", asked), reference, command);
            }
            entries.add(CodeArgument.entry(each, reference, command));
        }
        print(entries, Optional.empty(), reference, command);
        return ExitCode.FINE;
    }

    private String input(Reference reference, CommandLine command) throws IOException {
        String text = new String(surroundings.read(Recognition.LONGEST), UTF_8).strip();
        if (text.isEmpty()) {
            throw new ParameterException(command, reference.words("error.no-input"));
        }
        return text;
    }

    private int read(String text, Reference reference, CommandLine command) {
        Recognition recognition = Recognition.ofAll();
        Optional<Reading> reading = recognition.read(text);
        if (reading.isPresent()) {
            print(List.of(reading.get().entry()), reading, reference, command);
            return ExitCode.FINE;
        }
        Recognition.Known nearest = recognition.nearest(text);
        PrintWriter out = command.getOut();
        if (options.json()) {
            out.println(ReferenceJson.unknown(reference, nearest));
        } else {
            pages(reference, command).unknown(nearest);
        }
        return ExitCode.BAD_NEWS;
    }

    private void print(
            List<CodeEntry> entries,
            Optional<Reading> reading,
            Reference reference,
            CommandLine command) {
        List<Explanation> explanations = entries.stream().map(reference::explain).toList();
        if (options.json()) {
            command.getOut().println(ReferenceJson.explanations(reference, explanations, reading));
            return;
        }
        ReferencePages pages = pages(reference, command);
        reading.ifPresent(pages::reading);
        explanations.forEach(pages::explanation);
    }

    private ReferencePages pages(Reference reference, CommandLine command) {
        return new ReferencePages(
                reference, options.pages(command.getOut(), reference, surroundings, command));
    }
}
