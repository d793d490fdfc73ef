package gatepost.cli;

import static java.util.Objects.requireNonNull;

import gatepost.closing.Catalogue;
import gatepost.closing.CodeEntry;
import gatepost.closing.Fault;
import gatepost.closing.Reconnecting;
import gatepost.closing.Reference;
import gatepost.closing.Role;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatepost codes}. */
@Command(
        name = "codes",
        header = "Lists all close codes, or those that are looked for.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatepost codes",
            "  gatepost codes --wire-legal --sender gateway",
            "  gatepost codes --reconnect after-repair",
            "",
            "Exit codes:",
            "  0  there are some",
            "  1  there is none of that kind",
            "  2  wrong usage",
            "",
            "The forms of the answers are described in docs/explain.md.",
        })
final class CodesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec @Nullable CommandSpec spec;

    @Mixin ReferenceOptions options = new ReferenceOptions();

    @Option(
            names = "--wire-legal",
            negatable = true,
            description = "Those that may stand in a Close frame, or those that may not.")
    @Nullable Boolean wireLegal;

    @Option(
            names = "--browser-legal",
            negatable = true,
            description = "Those that a browser's close() takes, or does not.")
    @Nullable Boolean browserLegal;

    @Option(
            names = "--registered",
            negatable = true,
            description = "Registered codes only, or only ranges.")
    @Nullable Boolean registered;

    @Option(
            names = "--sender",
            paramLabel = "WHO",
            description = "Those that this party may send: client, server or gateway.")
    @Nullable Role sender;

    @Option(
            names = "--fault",
            paramLabel = "WHO",
            description =
                    "Those with which the fault lies there: nobody, sender, receiver, client,"
                            + " server, upstream, unknown or as-defined.")
    @Nullable Fault fault;

    @Option(
            names = "--reconnect",
            paramLabel = "HOW",
            description =
                    "Those after which a client does this: no, at-once, with-back-off,"
                            + " after-repair or as-defined.")
    @Nullable Reconnecting reconnecting;

    CodesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine command = requireNonNull(spec, "set by picocli").commandLine();
        Reference reference = options.reference(surroundings, command);
        List<CodeEntry> entries = Catalogue.entries().stream().filter(this::isLookedFor).toList();
        if (options.json()) {
            command.getOut().println(ReferenceJson.codes(reference, entries));
        } else {
            new ReferencePages(
                            reference,
                            options.pages(command.getOut(), reference, surroundings, command))
                    .codes(entries);
        }
        return entries.isEmpty() ? ExitCode.BAD_NEWS : ExitCode.FINE;
    }

    private boolean isLookedFor(CodeEntry entry) {
        return is(wireLegal, entry.isLegalOnWire())
                && is(browserLegal, entry.isLegalInBrowserClose())
                && is(registered, !entry.isRange())
                && (sender == null || entry.senders().contains(sender))
                && is(fault, entry.fault())
                && is(reconnecting, entry.reconnecting());
    }

    private static boolean is(@Nullable Object wanted, Object value) {
        return wanted == null || wanted.equals(value);
    }
}
