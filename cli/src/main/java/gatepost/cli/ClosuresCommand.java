package gatepost.cli;

import gatepost.closing.Closure;
import gatepost.closing.Diagnoses;
import gatepost.closing.PatternSearch;
import gatepost.closing.PatternText;
import gatepost.journal.Cursor;
import gatepost.journal.JournalException;
import gatepost.journal.JournalReader;
import gatepost.journal.Lookup;
import gatepost.journal.Page;
import gatepost.journal.Query;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code gatepost closures} and its subcommands: asks the journal. */
final class ClosuresCommand {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100_000;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Surroundings surroundings;
    private final NameLookup names;

    private ClosuresCommand(Surroundings surroundings, NameLookup names) {
        this.surroundings = surroundings;
        this.names = names;
    }

    static CommandLine in(Surroundings surroundings, NameLookup names) {
        ClosuresCommand made = new ClosuresCommand(surroundings, names);
        return made.new Listing()
                .command
                .addSubcommand(made.new Show().command)
                .addSubcommand(made.new Patterns().command);
    }

    /** What all of them have. */
    private abstract class Asking implements Callable<Integer> {
        final ReferenceOptions options = new ReferenceOptions();
        final JournalPlace place = new JournalPlace(names);

        abstract CommandLine command();

        abstract int ask(JournalReader reader, Diagnoses diagnoses);

        @Override
        public Integer call() {
            Diagnoses diagnoses =
                    Diagnoses.in(options.reference(surroundings, command()).language());
            try (JournalReader reader = place.open(command())) {
                return ask(reader, diagnoses);
            } catch (JournalException e) {
                return badNews(String.valueOf(e.getMessage()));
            }
        }

        int badNews(String line) {
            String name = command().getCommandSpec().qualifiedName();
            command().getErr().println(name + ": " + Printable.of(line));
            return ExitCode.BAD_NEWS;
        }

        ClosurePages pages(Diagnoses diagnoses) {
            return new ClosurePages(
                    diagnoses,
                    options.writer(diagnoses.language(), surroundings, command()),
                    surroundings.clock().getZone());
        }

        PrintWriter out() {
            return command().getOut();
        }
    }

    /** {@code gatepost closures}. */
    private final class Listing extends Asking {
        private final ClosureFilter filter = new ClosureFilter();
        private final OptionSpec limit =
                OptionSpec.builder("--limit")
                        .paramLabel("N")
                        .type(int.class)
                        .defaultValue(Integer.toString(DEFAULT_LIMIT))
                        .description("The last so many. Default: " + DEFAULT_LIMIT + ".")
                        .build();
        private final OptionSpec before =
                OptionSpec.builder("--before")
                        .paramLabel("CURSOR")
                        .type(String.class)
                        .description("Older ones than those of which CURSOR was told.")
                        .build();
        private final OptionSpec follow =
                ReferenceOptions.flag("-f", "--follow")
                        .description("Goes on with those that come.")
                        .build();
        private final CommandLine command;

        Listing() {
            CommandSpec spec =
                    options.describe(
                            this,
                            "closures",
                            "Lists connections that have ended.",
                            "  gatepost closures --since 1h --errors",
                            "  gatepost closures --code 1006 --leg client --route '/chat/**'",
                            "  gatepost closures --follow",
                            "  gatepost closures show 9f3ab01c",
                            "  gatepost closures patterns --since 7d",
                            "",
                            "Exit codes:",
                            "  0  there are some",
                            "  1  there are none, or the journal cannot be read",
                            "  2  wrong usage",
                            "",
                            "The journal is described in docs/journal.md.");
            spec.usageMessage()
                    .description(
                            "%nReads the journal that a gateway writes, also while it runs. The"
                                    + " newest stands last.");
            place.describe(filter.describe(spec));
            command = new CommandLine(spec.addOption(limit).addOption(before).addOption(follow));
        }

        @Override
        CommandLine command() {
            return command;
        }

        @Override
        int ask(JournalReader reader, Diagnoses diagnoses) {
            Query query = filter.query(surroundings.clock(), command);
            int most = limit.getValue();
            if (most < 1 || most > MOST) {
                throw new ParameterException(command, "--limit: expected 1 to " + MOST);
            }
            boolean following = Boolean.TRUE.equals(follow.getValue());
            if (following && options.markdown()) {
                throw new ParameterException(command, "--follow has no form in Markdown");
            }
            Page page = reader.find(query, cursor(), most);
            if (following) {
                return follow(reader, query, page, diagnoses);
            }
            List<Closure> closures = page.closures().reversed();
            if (options.json()) {
                closures.forEach(closure -> out().println(ClosureJson.closure(closure)));
            } else {
                pages(diagnoses).closures(closures, page.older().map(Cursor::text));
            }
            return closures.isEmpty() ? ExitCode.BAD_NEWS : ExitCode.FINE;
        }

        private Optional<Cursor> cursor() {
            String text = before.getValue();
            if (text == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(Cursor.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        command,
                        "--before: expected what an answer named, found " + Found.quoted(text),
                        e);
            }
        }

        /** Until nobody reads any more, or the process is ended. */
        private int follow(JournalReader reader, Query query, Page first, Diagnoses diagnoses) {
            ClosurePages pages = pages(diagnoses);
            Page page = first;
            List<Closure> closures = first.closures().reversed();
            while (true) {
                closures.forEach(closure ->
                        out().println(
                                        options.json()
                                                ? ClosureJson.closure(closure)
                                                : pages.line(closure)));
                out().flush();
                if (out().checkError() || Thread.currentThread().isInterrupted()) {
                    return ExitCode.FINE;
                }
                if (closures.isEmpty()) {
                    LockSupport.parkNanos(BETWEEN_LOOKS);
                }
                page = reader.newerThan(query, page.newest(), DEFAULT_LIMIT);
                closures = page.closures();
            }
        }
    }

    /** {@code gatepost closures show}. */
    private final class Show extends Asking {
        private final PositionalParamSpec id =
                PositionalParamSpec.builder()
                        .paramLabel("ID")
                        .type(String.class)
                        .arity("1")
                        .description("The id, or how it begins or ends.")
                        .build();
        private final CommandLine command;

        Show() {
            CommandSpec spec =
                    options.describe(
                            this,
                            "show",
                            "Says what one connection ended by, and what to do.",
                            "  gatepost closures show 9f3ab01c",
                            "  gatepost closures show 9f3ab01c --lang ko",
                            "",
                            "Exit codes:",
                            "  0  it is shown",
                            "  1  there is none, or more than one",
                            "  2  wrong usage");
            command = new CommandLine(place.describe(spec).addPositional(id));
        }

        @Override
        CommandLine command() {
            return command;
        }

        @Override
        int ask(JournalReader reader, Diagnoses diagnoses) {
            String part = id.getValue();
            Lookup found;
            try {
                found = reader.lookup(part);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        command, Printable.of(String.valueOf(e.getMessage())), e);
            }
            return switch (found) {
                case Lookup.Found(Closure closure) -> {
                    if (options.json()) {
                        out().println(ClosureJson.diagnosis(diagnoses, diagnoses.of(closure)));
                    } else {
                        pages(diagnoses).diagnosis(diagnoses.of(closure));
                    }
                    yield ExitCode.FINE;
                }
                case Lookup.Ambiguous(List<UUID> ids) ->
                        badNews(
                                diagnoses.words(
                                        "closures.ambiguous",
                                        Map.of(
                                                "part",
                                                part,
                                                "ids",
                                                ids.stream()
                                                        .map(UUID::toString)
                                                        .collect(Collectors.joining(", ")))));
                case Lookup.Missing() ->
                        badNews(diagnoses.words("closures.missing", Map.of("part", part)));
            };
        }
    }

    /** {@code gatepost closures patterns}. */
    private final class Patterns extends Asking {
        private final ClosureFilter filter = new ClosureFilter();
        private final CommandLine command;

        Patterns() {
            CommandSpec spec =
                    options.describe(
                            this,
                            "patterns",
                            "Says what many endings have in common.",
                            "  gatepost closures patterns --since 1h",
                            "  gatepost closures patterns --since 7d --route '/chat/**'",
                            "",
                            "Exit codes:",
                            "  0  they have something in common",
                            "  1  they have not, or the journal cannot be read",
                            "  2  wrong usage");
            command = new CommandLine(place.describe(filter.describe(spec)));
        }

        @Override
        CommandLine command() {
            return command;
        }

        @Override
        int ask(JournalReader reader, Diagnoses diagnoses) {
            PatternSearch search = new PatternSearch();
            reader.forEach(filter.query(surroundings.clock(), command), search::add);
            List<PatternText> patterns = search.patterns().stream().map(diagnoses::of).toList();
            if (options.json()) {
                out().println(
                                ClosureJson.patterns(
                                        diagnoses, search.endings(), search.errors(), patterns));
            } else {
                pages(diagnoses).patterns(search.endings(), search.errors(), patterns);
            }
            return patterns.isEmpty() ? ExitCode.BAD_NEWS : ExitCode.FINE;
        }
    }
}
