package gatepost.cli;

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
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code gatepost codes}. */
final class CodesCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final ReferenceOptions options = new ReferenceOptions();
    private final OptionSpec wireLegal =
            negatable(
                    "--wire-legal",
                    "Those that may stand in a Close frame, or those that may not.");
    private final OptionSpec browserLegal =
            negatable("--browser-legal", "Those that a browser's close() takes, or does not.");
    private final OptionSpec registered =
            negatable("--registered", "Registered codes only, or only ranges.");
    private final OptionSpec sender =
            oneOf(
                    "--sender",
                    "WHO",
                    Role.class,
                    "Those that this party may send: client, server or gateway.");
    private final OptionSpec fault =
            oneOf(
                    "--fault",
                    "WHO",
                    Fault.class,
                    "Those with which the fault lies there: nobody, sender, receiver, client,"
                            + " server, upstream, unknown or as-defined.");
    private final OptionSpec reconnecting =
            oneOf(
                    "--reconnect",
                    "HOW",
                    Reconnecting.class,
                    "Those after which a client does this: no, at-once, with-back-off, after-repair"
                            + " or as-defined.");
    private final CommandLine command;

    private CodesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        command =
                new CommandLine(
                        options.describe(
                                        this,
                                        "codes",
                                        "Lists all close codes, or those that are looked for.",
                                        "  gatepost codes",
                                        "  gatepost codes --wire-legal --sender gateway",
                                        "  gatepost codes --reconnect after-repair",
                                        "",
                                        "Exit codes:",
                                        "  0  there are some",
                                        "  1  there is none of that kind",
                                        "  2  wrong usage",
                                        "",
                                        "The forms of the answers are described in"
                                                + " docs/explain.md.")
                                .addOption(wireLegal)
                                .addOption(browserLegal)
                                .addOption(registered)
                                .addOption(sender)
                                .addOption(fault)
                                .addOption(reconnecting));
    }

    static CommandLine in(Surroundings surroundings) {
        return new CodesCommand(surroundings).command;
    }

    private static OptionSpec negatable(String name, String description) {
        return OptionSpec.builder(name)
                .type(Boolean.class)
                .arity("0")
                .negatable(true)
                .description(description)
                .build();
    }

    private static <E extends Enum<E>> OptionSpec oneOf(
            String name, String label, Class<E> type, String description) {
        return OptionSpec.builder(name)
                .type(type)
                .converters(new EnumWord<>(type))
                .paramLabel(label)
                .description(description)
                .build();
    }

    @Override
    public Integer call() {
        Reference reference = options.reference(surroundings, command);
        List<CodeEntry> entries = Catalogue.entries().stream().filter(this::isLookedFor).toList();
        if (options.json()) {
            command.getOut().println(ReferenceJson.codes(reference, entries));
        } else {
            options.pages(reference, surroundings, command).codes(entries);
        }
        return entries.isEmpty() ? ExitCode.BAD_NEWS : ExitCode.FINE;
    }

    private boolean isLookedFor(CodeEntry entry) {
        Role party = sender.getValue();
        return is(wireLegal, entry.isLegalOnWire())
                && is(browserLegal, entry.isLegalInBrowserClose())
                && is(registered, !entry.isRange())
                && (party == null || entry.senders().contains(party))
                && is(fault, entry.fault())
                && is(reconnecting, entry.reconnecting());
    }

    private static boolean is(ArgSpec wanted, Object value) {
        @Nullable Object given = wanted.getValue();
        return given == null || given.equals(value);
    }
}
