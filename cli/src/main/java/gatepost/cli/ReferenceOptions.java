package gatepost.cli;

import gatepost.closing.Language;
import gatepost.closing.Reference;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options of all commands that print parts of the reference.
 *
 * <p>These commands describe themselves by calls rather than by annotations, which would cost more
 * processor time than an answer does: {@code bench/README.md}.
 */
final class ReferenceOptions {
    private final OptionSpec help =
            flag("-h", "--help").usageHelp(true).description("Shows this help and exits.").build();
    private final OptionSpec lang =
            OptionSpec.builder("--lang")
                    .paramLabel("TAG")
                    .type(String.class)
                    .description(
                            "In another language than the system's, as in ko, pt-BR or de,fr.",
                            "There are: en, ko, pt-BR, ru, vi.")
                    .build();
    private final OptionSpec json =
            flag("--json").description("Answers with a JSON object.").build();
    private final OptionSpec markdown =
            flag("--markdown").description("Answers in Markdown.").build();

    /** An option without a value. */
    static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0");
    }

    /**
     * Describes a command that has these options.
     *
     * @param command is called when it is asked for
     */
    CommandSpec describe(Object command, String name, String header, String... footer) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
        spec.usageMessage()
                .header(header)
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .footerHeading("%nExamples:%n")
                .footer(footer);
        return spec.addOption(help).addOption(lang).addOption(json).addOption(markdown);
    }

    /** Whether the answer is to be in JSON. */
    boolean json() {
        return isSet(json);
    }

    /** Whether the answer is to be in Markdown. */
    boolean markdown() {
        return isSet(markdown);
    }

    private static boolean isSet(OptionSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }

    /**
     * The reference in the language that was asked for.
     *
     * @throws ParameterException if there is none, or if two forms are asked for
     */
    Reference reference(Surroundings surroundings, CommandLine command) {
        if (json() && markdown()) {
            throw new ParameterException(command, "--json and --markdown are two forms");
        }
        String wanted = lang.getValue();
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

    /** Lays pages out in the form that was asked for. */
    ReferencePages pages(Reference reference, Surroundings surroundings, CommandLine command) {
        return new ReferencePages(reference, writer(reference.language(), surroundings, command));
    }

    /** Writes pages in the form that was asked for. */
    PageWriter writer(Language language, Surroundings surroundings, CommandLine command) {
        PrintWriter out = command.getOut();
        return markdown()
                ? new MarkdownWriter(out)
                : new TerminalWriter(
                        out,
                        new StyledText(
                                command.getColorScheme().ansi().enabled(), language.locale()),
                        surroundings.columns());
    }
}
