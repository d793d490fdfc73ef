package gatepost.cli;

import gatepost.closing.Language;
import gatepost.closing.Reference;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of all commands that print parts of the reference. */
final class ReferenceOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and exits.")
    boolean help;

    @Option(
            names = "--lang",
            paramLabel = "TAG",
            description = {
                "In another language than the system's, as in ko, pt-BR or de,fr.",
                "There are: en, ko, pt-BR, ru, vi."
            })
    @Nullable String lang;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    @Nullable Form form;

    /** In which form. */
    static final class Form {
        @Option(names = "--json", description = "Answers with a JSON object.")
        boolean json;

        @Option(names = "--markdown", description = "Answers in Markdown.")
        boolean markdown;
    }

    boolean json() {
        return form != null && form.json;
    }

    /**
     * The reference in the language that was asked for.
     *
     * @throws ParameterException if there is none
     */
    Reference reference(Surroundings surroundings, CommandLine command) {
        String wanted = lang;
        if (wanted == null) {
            return Reference.in(surroundings.language());
        }
        return asked(wanted)
                .map(Reference::in)
                .orElseThrow(
                        () -> new ParameterException(command, noLanguage(wanted, surroundings)));
    }

    private static Optional<Language> asked(String wanted) {
        try {
            return Language.matching(wanted.replace('_', '-'));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String noLanguage(String wanted, Surroundings surroundings) {
        return Reference.in(surroundings.language())
                .words(
                        "error.no-language",
                        Map.of(
                                "wanted",
                                Printable.clipped(wanted, 40),
                                "languages",
                                Language.all().stream()
                                        .map(Language::tag)
                                        .collect(Collectors.joining(", "))));
    }

    /** Writes pages in the form that was asked for. */
    PageWriter pages(
            PrintWriter out, Reference reference, Surroundings surroundings, CommandLine command) {
        if (form != null && form.markdown) {
            return new MarkdownWriter(out);
        }
        StyledText text =
                new StyledText(
                        command.getColorScheme().ansi().enabled(), reference.language().locale());
        return new TerminalWriter(out, text, surroundings.columns());
    }
}
