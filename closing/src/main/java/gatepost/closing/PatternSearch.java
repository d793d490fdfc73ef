package gatepost.closing;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import gatepost.closing.EndingPattern.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds what many endings have in common. Endings are added in any order; of more than {@value
 * #MOST} the later ones are left out. Not for use by several threads.
 */
public final class PatternSearch {
    /** How many endings are looked at. */
    public static final int MOST = 200_000;

    /** Fewer are no pattern. */
    private static final int LEAST = 5;

    private static final double HALF = 0.5;
    private static final double NEAR = 0.03;
    private static final Duration NEAREST = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration OFTEN = Duration.ofSeconds(5);
    private static final int EXAMPLES = 3;

    /** What of an ending is looked at: little enough that many can be. */
    private record Ended(
            UUID id,
            Instant opened,
            Instant closed,
            boolean normal,
            Suspect suspect,
            Optional<Party> lost,
            boolean unreachable,
            String endpoint,
            String client,
            Duration life,
            Duration clientSilence,
            Duration serverSilence,
            long largest,
            long last) {
        static Ended of(Closure closure) {
            // Where TCP gave up, the silence was as long as the system waits: nobody's limit.
            boolean unreachable =
                    switch (closure.cause()) {
                        case Cause.ClientLost(Cause.Loss loss) -> loss.tcp() == TcpEnding.TIMED_OUT;
                        case Cause.UpstreamLost(Cause.Loss loss) ->
                                loss.tcp() == TcpEnding.TIMED_OUT;
                        default -> false;
                    };
            Optional<Party> lost =
                    switch (closure.cause()) {
                        case Cause.ClientLost _ when !unreachable -> Optional.of(Party.CLIENT);
                        case Cause.UpstreamLost _ when !unreachable -> Optional.of(Party.UPSTREAM);
                        default -> Optional.empty();
                    };
            return new Ended(
                    closure.id(),
                    closure.opened(),
                    closure.closed(),
                    closure.isNormal(),
                    Findings.of(closure).getFirst().suspect(),
                    lost,
                    unreachable,
                    closure.endpoint().orElse("-"),
                    client(closure),
                    Duration.between(closure.opened(), closure.closed()),
                    Quiet.of(closure, closure.client()).sinceEither(),
                    Quiet.of(closure, closure.upstream()).sinceReceived(),
                    closure.client().largestMessage(),
                    closure.client().lastMessage());
        }

        /** Behind a balancer, its address is everybody's; it says whose the connection is. */
        private static String client(Closure closure) {
            return closure.handshake()
                    .requestField("x-forwarded-for")
                    .map(forwarded -> forwarded.replaceFirst(".*,\\s*", ""))
                    .orElseGet(() -> withoutPort(closure.clientAddress()));
        }

        private static String withoutPort(String address) {
            int colon = address.lastIndexOf(':');
            return colon < 0 ? address : address.substring(0, colon);
        }

        Duration silence(Party leg) {
            return leg == Party.CLIENT ? clientSilence : serverSilence;
        }

        boolean isOverSize() {
            return switch (suspect) {
                case SERVER_TOO_BIG, SERVER_TOO_BIG_BY_DEFAULT, SERVER_DROPS_BIG_MESSAGE -> true;
                default -> false;
            };
        }
    }

    private final List<Ended> all = new ArrayList<>();

    /** One that knows of no ending yet. */
    public PatternSearch() {}

    /** Takes the record of an ending into account. */
    public void add(Closure closure) {
        if (all.size() < MOST) {
            all.add(Ended.of(closure));
        }
    }

    /** How many were added. */
    public int endings() {
        return all.size();
    }

    /** How many of them were errors. */
    public int errors() {
        return (int) all.stream().filter(each -> !each.normal()).count();
    }

    /** What was found, the surest first. */
    public List<EndingPattern> patterns() {
        all.sort(comparing(Ended::closed));
        List<Ended> errors = all.stream().filter(each -> !each.normal()).toList();
        List<EndingPattern> patterns = new ArrayList<>();
        for (Party leg : List.of(Party.CLIENT, Party.UPSTREAM)) {
            List<Ended> lost = matching(errors, each -> each.lost().equals(Optional.of(leg)));
            Optional<EndingPattern> silence =
                    sameSpan(Kind.SAME_SILENCE, lost, each -> each.silence(leg), leg);
            silence.ifPresent(patterns::add);
            if (silence.isEmpty()) {
                sameSpan(Kind.SAME_LIFE, lost, Ended::life, leg).ifPresent(patterns::add);
            }
        }
        sameMoment(errors).ifPresent(patterns::add);
        oneEndpoint(errors).ifPresent(patterns::add);
        overASize(errors).ifPresent(patterns::add);
        reconnecting().ifPresent(patterns::add);
        bySuspect(errors).values().forEach(those -> since(those, errors).ifPresent(patterns::add));
        bySuspect(errors)
                .values()
                .forEach(those -> oneSuspect(those, errors).ifPresent(patterns::add));
        patterns.sort(comparingDouble(EndingPattern::confidence).reversed());
        return patterns;
    }

    private static Map<Suspect, List<Ended>> bySuspect(List<Ended> errors) {
        return errors.stream()
                .collect(groupingBy(Ended::suspect, () -> new EnumMap<>(Suspect.class), toList()));
    }

    private static List<Ended> matching(List<Ended> endings, Predicate<Ended> wanted) {
        return endings.stream().filter(wanted).toList();
    }

    /** The narrow window of spans that has the most of them. */
    private Optional<EndingPattern> sameSpan(
            Kind kind, List<Ended> lost, Function<Ended, Duration> span, Party leg) {
        // What ends at once has nothing in common but that.
        List<Ended> sorted =
                lost.stream()
                        .filter(each -> span.apply(each).compareTo(SHORTEST) >= 0)
                        .sorted(comparing(span))
                        .toList();
        int from = 0;
        int bestFrom = 0;
        int best = 0;
        for (int to = 0; to < sorted.size(); to++) {
            while (!isNear(span.apply(sorted.get(from)), span.apply(sorted.get(to)))) {
                from++;
            }
            if (to - from + 1 > best) {
                best = to - from + 1;
                bestFrom = from;
            }
        }
        if (best < LEAST || best < HALF * lost.size()) {
            return Optional.empty();
        }
        List<Ended> those = sorted.subList(bestFrom, bestFrom + best);
        Duration middle = span.apply(those.get(best / 2));
        // Who was as silent, or as old, and ended otherwise a good deal later, was not cut by that.
        int against =
                (int)
                        all.stream()
                                .filter(each -> !each.lost().equals(Optional.of(leg)))
                                .filter(each -> !each.unreachable())
                                .filter(each -> !isNear(middle, span.apply(each)))
                                .filter(each -> span.apply(each).compareTo(middle) > 0)
                                .count();
        Map<String, Object> values = new HashMap<>();
        values.put("span", Quiet.inWords(middle.truncatedTo(ChronoUnit.SECONDS)));
        values.put("leg", Reference.word(leg));
        values.put("endpoints", endpoints(those));
        return Optional.of(pattern(kind, those, lost.size(), against, values));
    }

    private static boolean isNear(Duration one, Duration other) {
        Duration width = Duration.ofMillis((long) (one.toMillis() * NEAR));
        return other.minus(one).compareTo(width.compareTo(NEAREST) > 0 ? width : NEAREST) <= 0;
    }

    private static String endpoints(List<Ended> those) {
        return Findings.names(those.stream().map(Ended::endpoint).sorted().limit(1000).toList());
    }

    private Optional<EndingPattern> sameMoment(List<Ended> errors) {
        int from = 0;
        int bestFrom = 0;
        int best = 0;
        for (int to = 0; to < errors.size(); to++) {
            while (Duration.between(errors.get(from).closed(), errors.get(to).closed())
                            .compareTo(MOMENT)
                    > 0) {
                from++;
            }
            if (to - from + 1 > best) {
                best = to - from + 1;
                bestFrom = from;
            }
        }
        List<Ended> those = errors.subList(bestFrom, bestFrom + best);
        long lasted =
                errors.isEmpty()
                        ? 0
                        : Duration.between(errors.getFirst().closed(), errors.getLast().closed())
                                .toSeconds();
        // Where all there is lasted as long as that, there is nothing to compare it with.
        if (best < 2 * LEAST || lasted < 60 || (double) best / errors.size() < 60.0 / lasted / 6) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("time", those.getFirst().closed().truncatedTo(ChronoUnit.SECONDS).toString());
        values.put("endpoints", endpoints(those));
        return Optional.of(pattern(Kind.SAME_MOMENT, those, errors.size(), 0, values));
    }

    /** One whose endings are errors at least three times as often as those of the others. */
    private Optional<EndingPattern> oneEndpoint(List<Ended> errors) {
        Map<String, List<Ended>> byEndpoint = errors.stream().collect(groupingBy(Ended::endpoint));
        Map<String, Long> endings = all.stream().collect(groupingBy(Ended::endpoint, counting()));
        if (endings.size() < 2) {
            return Optional.empty();
        }
        return byEndpoint.entrySet().stream()
                .filter(each -> !each.getKey().equals("-"))
                .filter(each -> each.getValue().size() >= LEAST)
                .filter(each -> {
                    long here = endings.getOrDefault(each.getKey(), 1L);
                    long elsewhere = all.size() - here;
                    double rate = (double) each.getValue().size() / here;
                    double others = (double) (errors.size() - each.getValue().size()) / elsewhere;
                    return elsewhere >= LEAST && rate >= 3 * others;
                })
                .max(comparingInt(each -> each.getValue().size()))
                .map(each -> {
                    long here = endings.getOrDefault(each.getKey(), 1L);
                    Map<String, Object> values = new HashMap<>();
                    values.put("endpoint", each.getKey());
                    values.put("endings", here);
                    values.put("others", errors.size() - each.getValue().size());
                    values.put("otherEndings", all.size() - here);
                    return pattern(Kind.ONE_ENDPOINT, each.getValue(), errors.size(), 0, values);
                });
    }

    /** Messages that large ended the connection, and none that was smaller did. */
    private Optional<EndingPattern> overASize(List<Ended> errors) {
        List<Ended> those = matching(errors, each -> each.isOverSize() && each.last() > 0);
        if (those.size() < LEAST) {
            return Optional.empty();
        }
        long least = those.stream().mapToLong(Ended::last).min().orElseThrow();
        Instant began = those.getFirst().closed();
        long passed =
                all.stream()
                        .filter(each -> !each.isOverSize())
                        .mapToLong(Ended::largest)
                        .filter(size -> size < least)
                        .max()
                        .orElse(0);
        int against =
                (int)
                        all.stream()
                                .filter(each -> !each.isOverSize() && each.largest() >= least)
                                .filter(each -> !each.opened().isBefore(began))
                                .count();
        Map<String, Object> values = new HashMap<>();
        values.put("least", least);
        values.put("passed", passed);
        values.put("time", began.truncatedTo(ChronoUnit.SECONDS).toString());
        values.put(
                "limit",
                KnownSize.justUnder(least)
                        .map(size -> size.inWords() + " (" + size.who() + ")")
                        .orElse("-"));
        values.put("endpoints", endpoints(those));
        return Optional.of(pattern(Kind.OVER_A_SIZE, those, those.size(), against, values));
    }

    /** The client that connected again soonest after each ending. */
    private Optional<EndingPattern> reconnecting() {
        return all.stream().collect(groupingBy(Ended::client)).entrySet().stream()
                .filter(each -> each.getValue().size() >= 2 * LEAST)
                .map(each -> storm(each.getKey(), each.getValue()))
                .flatMap(Optional::stream)
                .max(comparingInt(EndingPattern::count));
    }

    private Optional<EndingPattern> storm(String client, List<Ended> endings) {
        List<Ended> sorted = endings.stream().sorted(comparing(Ended::opened)).toList();
        List<Ended> quick = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            Duration pause = Duration.between(sorted.get(i - 1).closed(), sorted.get(i).opened());
            boolean failed = !sorted.get(i - 1).normal();
            if (failed && !pause.isNegative() && pause.compareTo(OFTEN) < 0) {
                quick.add(sorted.get(i));
            }
        }
        int failures = (int) endings.stream().filter(each -> !each.normal()).count();
        if (quick.size() < 2 * LEAST - 1 || quick.size() < HALF * failures) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("client", client);
        values.put(
                "time",
                Quiet.inWords(
                        Duration.between(sorted.getFirst().opened(), sorted.getLast().closed())
                                .truncatedTo(ChronoUnit.SECONDS)));
        return Optional.of(pattern(Kind.RECONNECTING, quick, failures, 0, values));
    }

    /** It was never there before a time, although connections ended. */
    private Optional<EndingPattern> since(List<Ended> those, List<Ended> errors) {
        Instant began = those.getFirst().closed();
        long before = all.stream().filter(each -> each.closed().isBefore(began)).count();
        long after = all.size() - before;
        // As often as it is now, it should have been there several times before.
        double expected = (double) those.size() / after * before;
        if (those.size() < LEAST || expected < LEAST) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("time", began.truncatedTo(ChronoUnit.SECONDS).toString());
        values.put("suspect", those.getFirst().suspect().key());
        values.put("before", before);
        return Optional.of(pattern(Kind.SINCE, those, errors.size(), 0, values));
    }

    private Optional<EndingPattern> oneSuspect(List<Ended> those, List<Ended> errors) {
        if (those.size() < LEAST || those.size() < HALF / 2 * errors.size()) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("suspect", those.getFirst().suspect().key());
        values.put("endpoints", endpoints(those));
        return Optional.of(pattern(Kind.ONE_SUSPECT, those, errors.size(), 0, values));
    }

    private static EndingPattern pattern(
            Kind kind, List<Ended> those, int of, int against, Map<String, Object> values) {
        return new EndingPattern(
                kind,
                those.size(),
                of,
                against,
                values,
                those.stream()
                        .sorted(comparing(Ended::closed).reversed())
                        .limit(EXAMPLES)
                        .map(Ended::id)
                        .toList());
    }
}
