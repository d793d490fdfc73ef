package gatepost.cli;

import gatepost.cli.PageWriter.Pair;
import gatepost.closing.Closure;
import gatepost.closing.Diagnoses;
import gatepost.closing.Diagnosis;
import gatepost.closing.Diagnosis.Evidence;
import gatepost.closing.Diagnosis.Suspicion;
import gatepost.closing.EndingPattern;
import gatepost.closing.PatternText;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lays endings, diagnoses and patterns out as pages. */
final class ClosurePages {
    /** What somebody types to see one: the end of an id is chance, its beginning only a time. */
    private static final int SHORT_ID = 8;

    private static final int LONGEST = 1000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("MM-dd\u00a0HH:mm:ss", Locale.ROOT);

    private final Diagnoses diagnoses;
    private final PageWriter page;
    private final ZoneId zone;

    /**
     * @param zone that times are shown in
     */
    ClosurePages(Diagnoses diagnoses, PageWriter page, ZoneId zone) {
        this.diagnoses = diagnoses;
        this.page = page;
        this.zone = zone;
    }

    /** One line each, in this order. */
    void closures(List<Closure> closures, Optional<String> older) {
        if (closures.isEmpty()) {
            page.paragraph(diagnoses.words("closures.none"));
            return;
        }
        page.table(
                List.of(
                        diagnoses.words("column.time"),
                        diagnoses.words("column.told"),
                        diagnoses.words("column.cause"),
                        diagnoses.words("column.route"),
                        diagnoses.words("column.client"),
                        diagnoses.words("column.open-for"),
                        diagnoses.words("column.id")),
                closures.stream().map(this::row).toList());
        page.note(diagnoses.words("closures.count", Map.of("count", closures.size())) + " " + zone);
        older.ifPresent(cursor ->
                page.paragraph(diagnoses.words("closures.older", Map.of("cursor", cursor))));
    }

    private List<String> row(Closure closure) {
        return List.of(
                SHORT_TIME.format(closure.closed().atZone(zone)),
                told(closure),
                diagnoses.name(Diagnoses.suspect(closure)),
                literal(closure.route().orElse("-")),
                literal(host(closure.clientAddress())),
                openFor(closure),
                shortId(closure.id()));
    }

    /** The same as a line of its own, for a list whose end nobody knows. */
    String line(Closure closure) {
        return "%s  %-4s  %s  %s  %s  %s"
                .formatted(
                        time(closure),
                        told(closure),
                        shortId(closure.id()),
                        Printable.clipped(closure.clientAddress(), LONGEST),
                        Printable.clipped(closure.route().orElse("-"), LONGEST),
                        diagnoses.name(Diagnoses.suspect(closure)));
    }

    private String time(Closure closure) {
        return TIME.format(closure.closed().atZone(zone));
    }

    /** The code that the client was closed with; the status that it got in place of it. */
    private static String told(Closure closure) {
        return closure.client()
                .sent()
                .map(CloseFrame::code)
                .map(Object::toString)
                .orElse(closure.client().tcp() == TcpEnding.NEVER_OPENED ? "HTTP" : "-");
    }

    /** Without the port, for which a table has no room. */
    private static String host(String address) {
        return address.replaceFirst("^\\[?(.*?)]?:[0-9]+$", "$1");
    }

    /** With spaces at which no line ends. */
    private static String openFor(Closure closure) {
        long millis = Duration.between(closure.opened(), closure.closed()).toMillis();
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f\u00a0s", millis / 1000.0)
                : millis < 7_200_000
                        ? millis / 60_000 + "\u00a0min"
                        : millis / 3_600_000 + "\u00a0h";
    }

    static String shortId(UUID id) {
        String all = id.toString();
        return all.substring(all.length() - SHORT_ID);
    }

    /** What one ended by, and what to do. */
    void diagnosis(Diagnosis diagnosis) {
        Closure closure = diagnosis.closure();
        page.title(
                diagnoses.name(diagnosis.first().finding().suspect()),
                time(closure) + " " + zone + ", " + closure.id());
        page.lead(shown(diagnosis.first().happened()));
        page.pairs(
                List.of(
                        new Pair(diagnoses.heading("ended-by"), diagnosis.endedBy()),
                        new Pair(diagnoses.heading("blame"), diagnosis.first().blame()),
                        new Pair(diagnoses.heading("certainty"), diagnosis.first().certainty()),
                        new Pair(
                                diagnoses.words("column.route"),
                                literal(closure.route().orElse("-"))),
                        new Pair(
                                diagnoses.words("column.endpoint"),
                                literal(closure.endpoint().orElse("-"))),
                        new Pair(
                                diagnoses.words("column.client"),
                                literal(closure.clientAddress()))));
        steps(diagnosis.first());
        page.heading(diagnoses.heading("evidence"));
        List<Pair> seen = new ArrayList<>();
        for (Evidence evidence : diagnosis.evidence()) {
            String label = evidence.label();
            for (String line : evidence.lines()) {
                seen.add(new Pair(label, Printable.clipped(line, LONGEST)));
                label = "";
            }
        }
        page.literals(seen);
        List<Suspicion> others = diagnosis.suspicions().subList(1, diagnosis.suspicions().size());
        if (!others.isEmpty()) {
            page.heading(diagnoses.heading("others"));
            page.bullets(
                    others.stream()
                            .map(each -> shown(each.happened()) + " (" + each.certainty() + ")")
                            .toList());
        }
    }

    private void steps(Suspicion suspicion) {
        if (!suspicion.steps().isEmpty()) {
            page.heading(diagnoses.heading("steps"));
            page.steps(
                    suspicion.steps().stream()
                            .map(step -> step.who() + ": " + shown(step.text()))
                            .toList());
        }
    }

    /** What many have in common. */
    void patterns(int endings, int errors, List<PatternText> patterns) {
        page.note(diagnoses.words("patterns.looked", Map.of("endings", endings, "errors", errors)));
        if (patterns.isEmpty()) {
            page.paragraph(diagnoses.words("patterns.none"));
        }
        for (PatternText text : patterns) {
            EndingPattern pattern = text.pattern();
            page.lead(shown(text.happened()));
            page.bullets(
                    List.of(
                            diagnoses.words(
                                    "patterns.confidence",
                                    Map.of(
                                            "percent", percent(pattern.confidence()),
                                            "share", percent(pattern.share()))),
                            shown(text.against()),
                            shown(text.step()),
                            diagnoses.words("patterns.examples")
                                    + " "
                                    + String.join(
                                            ", ",
                                            pattern.examples().stream()
                                                    .map(id -> "`" + shortId(id) + "`")
                                                    .toList())));
        }
    }

    private static long percent(double part) {
        return Math.round(part * 100);
    }

    private String literal(String text) {
        return page.literal(Printable.clipped(text, LONGEST));
    }

    /** A text that a peer may have had a hand in, made safe to print. */
    private static String shown(String text) {
        String clipped = Printable.clipped(text, LONGEST);
        boolean open = clipped.chars().filter(each -> each == '`').count() % 2 == 1;
        return open
                ? clipped + '`'
                : clipped; // What was literal was cut, and must end all the same.
    }
}
