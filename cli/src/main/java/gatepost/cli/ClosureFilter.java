package gatepost.cli;

import gatepost.journal.Query;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that say which endings are asked for. */
final class ClosureFilter {
    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,4})d");

    private final OptionSpec since =
            one(
                    "--since",
                    "TIME",
                    "Since then: 30m, 1h, 7d; 14:02; 2026-11-26; 2026-11-26T14:02Z.");
    private final OptionSpec until = one("--until", "TIME", "Until then; the same forms.");
    private final OptionSpec code =
            many(
                    "--code",
                    "CODE",
                    "Close codes that a leg got or was sent; 1006 for no Close frame.");
    private final OptionSpec leg =
            OptionSpec.builder("--leg")
                    .paramLabel("LEG")
                    .type(Query.Leg.class)
                    .converters(new EnumWord<>(Query.Leg.class))
                    .defaultValue("either")
                    .description("The leg of the codes: client, upstream or either (default).")
                    .build();
    private final OptionSpec cause = many("--cause", "CAUSE", "Causes, as in UpstreamLost.");
    private final OptionSpec route = many("--route", "PATH", "Routes, as in the configuration.");
    private final OptionSpec endpoint =
            many("--endpoint", "URL", "Endpoints, as in ws://10.0.0.1:9000.");
    private final OptionSpec client =
            one("--client", "ADDRESS", "An address, or a network as in 203.0.113.0/24.");
    private final OptionSpec errors =
            ReferenceOptions.flag("--errors").description("Errors only.").build();

    private static OptionSpec one(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    private static OptionSpec many(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description(description)
                .build();
    }

    CommandSpec describe(CommandSpec spec) {
        for (OptionSpec option :
                List.of(since, until, code, leg, cause, route, endpoint, client, errors)) {
            spec.addOption(option);
        }
        return spec;
    }

    /**
     * What they ask for.
     *
     * @param clock whose time spans are counted back from, and whose zone times are in
     * @throws ParameterException where one makes no sense
     */
    Query query(Clock clock, CommandLine command) {
        Query.Leg on = leg.getValue();
        try {
            Query query =
                    Query.ALL
                            .codes(on, codes(command))
                            .causes(values(cause))
                            .routes(values(route))
                            .endpoints(values(endpoint));
            Optional<Instant> from = time(since, clock, command);
            if (from.isPresent()) {
                query = query.since(from.get());
            }
            Optional<Instant> to = time(until, clock, command);
            if (to.isPresent()) {
                query = query.until(to.get());
            }
            String address = client.getValue();
            if (address != null) {
                query = query.client(address);
            }
            return Boolean.TRUE.equals(errors.getValue()) ? query.errors() : query;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, Printable.of(String.valueOf(e.getMessage())), e);
        }
    }

    private Set<Integer> codes(CommandLine command) {
        Set<Integer> numbers = new HashSet<>();
        for (String text : values(code)) {
            if (!text.matches("[0-9]{4}")) {
                throw new ParameterException(
                        command, "--code: expected a close code, found " + Found.quoted(text));
            }
            numbers.add(Integer.parseInt(text));
        }
        return numbers;
    }

    private static Set<String> values(OptionSpec option) {
        List<String> values = option.getValue();
        return values == null ? Set.of() : Set.copyOf(values);
    }

    private static Optional<Instant> time(OptionSpec option, Clock clock, CommandLine command) {
        String text = option.getValue();
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(
                parse(text, clock.instant(), clock.getZone())
                        .orElseThrow(() ->
                                new ParameterException(
                                        command,
                                        option.longestName()
                                                + ": expected a span such as 1h or 7d, or a time"
                                                + " such as 14:02, 2026-11-26 or"
                                                + " 2026-11-26T14:02Z, found "
                                                + Found.quoted(text))));
    }

    /** A span counts back; a time of day is the last one; without a zone, the system's counts. */
    static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
        Matcher days = DAYS.matcher(text);
        if (days.matches()) {
            return Optional.of(now.minus(Duration.ofDays(Long.parseLong(days.group(1)))));
        }
        Optional<Duration> span = TimeSpan.parse(text);
        if (span.isPresent()) {
            return Optional.of(now.minus(span.get()));
        }
        try {
            if (text.matches("[0-9]{2}:[0-9]{2}(:[0-9]{2})?")) {
                LocalDateTime here = now.atZone(zone).toLocalDateTime();
                LocalDateTime today = here.toLocalDate().atTime(LocalTime.parse(text));
                return Optional.of(
                        (today.isAfter(here) ? today.minusDays(1) : today)
                                .atZone(zone)
                                .toInstant());
            }
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
            }
            return Optional.of(
                    text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time that there is not: " + text, e);
        }
    }
}
