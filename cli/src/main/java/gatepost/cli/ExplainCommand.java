package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.closing.CodeEntry;
import gatepost.closing.Explanation;
import gatepost.closing.Reading;
import gatepost.closing.Recognition;
import gatepost.closing.Reference;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code gatepost explain}. */
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final ReferenceOptions options = new ReferenceOptions();
    private final PositionalParamSpec arguments =
            PositionalParamSpec.builder()
                    .arity("0..*")
                    .paramLabel("CODE|TEXT")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description("Close codes, or a text; without any, standard input is read.")
                    .build();
    private final CommandLine command;

    private ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        CommandSpec spec =
                options.describe(
                        this,
                        "explain",
                        "Explains a close code, or the line that some program printed about an"
                                + " ending.",
                        "  gatepost explain 1006",
                        "  gatepost explain 1009 --lang ko",
                        "  gatepost explain 'websocket: close 1006 (abnormal closure): unexpected"
                                + " EOF'",
                        "  journalctl -u chat -n 50 | gatepost explain",
                        "",
                        "Exit codes:",
                        "  0  it is explained",
                        "  1  the text was not recognised",
                        "  2  wrong usage, such as a number that is no close code",
                        "",
                        "The forms of the answers are described in docs/explain.md.");
        spec.usageMessage()
                .description(
                        "%nSays what it means, when one sees it, and how to fix it on the client,"
                                + " on the server and between them. A line may be a browser's, a"
                                + " library's or a proxy's.");
        command = new CommandLine(spec.addPositional(arguments));
    }

    static CommandLine in(Surroundings surroundings) {
        return new ExplainCommand(surroundings).command;
    }

    @Override
    public Integer call() {
        Reference reference = options.reference(surroundings, command);
        List<String> given = arguments.getValue();
        String text = given == null ? input(reference) : String.join(" ", given);
        List<String> words = List.of(text.split("\\s+", -1));
        if (!words.stream().allMatch(CodeArgument::isCode)) {
            return read(text, reference);
        }
        Set<CodeEntry> entries = new LinkedHashSet<>();
        for (String word : words) {
            entries.add(CodeArgument.entry(word, reference, command));
        }
        print(List.copyOf(entries), Optional.empty(), reference);
        return ExitCode.FINE;
    }

    private String input(Reference reference) {
        String text;
        try {
            text = new String(surroundings.read(Recognition.LONGEST), UTF_8).strip();
        } catch (IOException _) {
            throw new ParameterException(command, reference.words("error.unreadable"));
        }
        if (text.isEmpty()) {
            throw new ParameterException(command, reference.words("error.no-input"));
        }
        return text;
    }

    private int read(String text, Reference reference) {
        Recognition recognition = Recognition.ofAll();
        Optional<Reading> reading = recognition.read(text);
        if (reading.isPresent()) {
            print(List.of(reading.get().entry()), reading, reference);
            return ExitCode.FINE;
        }
        Recognition.Known nearest = recognition.nearest(text);
        if (options.json()) {
            command.getOut().println(ReferenceJson.unknown(reference, nearest));
        } else {
            options.pages(reference, surroundings, command).unknown(nearest);
        }
        return ExitCode.BAD_NEWS;
    }

    private void print(List<CodeEntry> entries, Optional<Reading> reading, Reference reference) {
        List<Explanation> explanations = entries.stream().map(reference::explain).toList();
        if (options.json()) {
            command.getOut().println(ReferenceJson.explanations(reference, explanations, reading));
            return;
        }
        ReferencePages pages = options.pages(reference, surroundings, command);
        reading.ifPresent(pages::reading);
        explanations.forEach(pages::explanation);
    }
}
