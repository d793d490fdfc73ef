package gatepost.cli;

import gatepost.cli.PageWriter.Pair;
import gatepost.closing.CodeEntry;
import gatepost.closing.Comparison;
import gatepost.closing.Comparison.Difference;
import gatepost.closing.ExchangeStep;
import gatepost.closing.Explanation;
import gatepost.closing.Fact;
import gatepost.closing.Reading;
import gatepost.closing.Recognition;
import gatepost.closing.Reference;
import gatepost.closing.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands where on the pages of the reference. */
final class ReferencePages {
    private static final int LONGEST_CLUE = 200;

    /** What a list of codes has room for. */
    private static final List<Fact.Kind> IN_LIST =
            List.of(Fact.Kind.SENT_BY, Fact.Kind.IN_CLOSE_FRAME, Fact.Kind.RECONNECT);

    private final Reference reference;
    private final PageWriter page;

    ReferencePages(Reference reference, PageWriter page) {
        this.reference = reference;
        this.page = page;
    }

    /** A code or a range. */
    void explanation(Explanation explanation) {
        CodeEntry entry = explanation.entry();
        title(explanation);
        page.lead(explanation.summary());
        page.paragraph(explanation.description());
        List<Pair> facts = new ArrayList<>();
        explanation.facts().forEach(fact -> facts.add(new Pair(fact.label(), fact.value())));
        facts.add(new Pair(words("label.confused-with"), keys(entry.confusedWith())));
        facts.add(new Pair(words("label.related"), keys(entry.related())));
        page.pairs(facts);
        page.heading(words("heading.when"));
        page.bullets(explanation.when());
        fixes(explanation);
        page.heading(words("heading.example"));
        page.paragraph(explanation.exampleIntroduction());
        page.literals(explanation.example().stream().map(this::step).toList());
        if (!explanation.practice().isEmpty()) {
            page.heading(words("heading.practice"));
            page.bullets(explanation.practice());
        }
        page.heading(words("heading.reconnect"));
        page.paragraph(explanation.reconnecting());
        page.heading(words("heading.related"));
        page.bullets(commands(entry));
    }

    private static List<String> commands(CodeEntry entry) {
        return entry.confusedWith().stream()
                .limit(3)
                .map(other -> "`gatepost compare " + entry.key() + " " + other + "`")
                .toList();
    }

    private void title(Explanation explanation) {
        CodeEntry entry = explanation.entry();
        page.title(
                entry.key() + ": " + explanation.name(),
                (entry.registeredName().isEmpty() ? "" : entry.registeredName() + ", ")
                        + entry.reference());
    }

    private void fixes(Explanation explanation) {
        page.heading(words("heading.fix"));
        page.subheading(words("heading.client"));
        page.steps(explanation.onClient());
        page.subheading(words("heading.server"));
        page.steps(explanation.onServer());
        page.subheading(words("heading.between"));
        page.steps(explanation.between());
    }

    private static String keys(List<String> keys) {
        return String.join(", ", keys);
    }

    private Pair step(ExchangeStep step) {
        String from = role(step.from());
        return new Pair(step.to().map(to -> from + " → " + role(to)).orElse(from), step.what());
    }

    private String role(Role role) {
        return words("role." + Reference.word(role));
    }

    /** Two codes beside each other. */
    void comparison(Comparison comparison) {
        Explanation first = comparison.first();
        Explanation second = comparison.second();
        String one = first.entry().key();
        String other = second.entry().key();
        page.title(
                words("heading.compare", Map.of("a", one, "b", other)),
                one + ": " + first.name() + " · " + other + ": " + second.name());
        page.lead(comparison.gist());
        if (!comparison.written()) {
            page.note(words("derived.note"));
        }
        comparison
                .confused()
                .ifPresent(why -> {
                    page.heading(words("heading.confused"));
                    page.paragraph(why);
                });
        if (!comparison.differences().isEmpty()) {
            differences(comparison, one, other);
        }
        section("heading.apart", comparison.apart());
        section("heading.look", comparison.look());
        section("heading.choose", comparison.choose());
        side(first);
        side(second);
        page.heading(words("heading.related"));
        page.bullets(List.of("`gatepost explain " + one + "`", "`gatepost explain " + other + "`"));
    }

    private void differences(Comparison comparison, String one, String other) {
        List<Difference> differences = comparison.differences();
        page.heading(words("heading.facts"));
        page.table(List.of("", one, other), differences.stream().map(ReferencePages::row).toList());
        if (!comparison.written()) {
            page.bullets(
                    differences.stream()
                            .map(each -> each.first().sentence() + " " + each.second().sentence())
                            .toList());
        }
    }

    private static List<String> row(Difference difference) {
        return List.of(difference.label(), difference.first().value(), difference.second().value());
    }

    private void section(String heading, String text) {
        page.heading(words(heading));
        page.paragraph(text);
    }

    /** One of two that are compared. */
    private void side(Explanation explanation) {
        title(explanation);
        page.paragraph(explanation.description());
        page.heading(words("heading.when"));
        page.bullets(explanation.when());
        fixes(explanation);
    }

    /** What a line that somebody has in hand says, before it is explained. */
    void reading(Reading reading) {
        page.title(words("reading.heading"), "");
        page.paragraph(String.join(" ", reference.sentences(reading)));
        page.literals(
                List.of(
                        new Pair(words("reading.program"), reading.program().properName()),
                        new Pair(words("reading.clue"), shown(reading.clue()))));
    }

    /** That nothing was recognised. */
    void unknown(Recognition.Known nearest) {
        page.paragraph(words("reading.unknown"));
        page.paragraph(words("reading.nearest", Map.of("program", nearest.program().properName())));
        page.literals(List.of(new Pair("", shown(nearest.text()))));
        page.paragraph(words("reading.hint"));
    }

    /** What others have written, made safe to print. */
    private static String shown(String text) {
        return Printable.clipped(text, LONGEST_CLUE);
    }

    /** Many codes, one line each. */
    void codes(List<CodeEntry> entries) {
        page.title(words("heading.codes"), "");
        if (!entries.isEmpty()) {
            List<String> header =
                    new ArrayList<>(List.of(words("label.code"), words("label.name")));
            IN_LIST.forEach(kind -> header.add(words("brief.label." + Reference.word(kind))));
            page.table(header, entries.stream().map(this::row).toList());
        }
        page.note(words("count.codes", Map.of("count", entries.size())));
    }

    private List<String> row(CodeEntry entry) {
        List<String> row = new ArrayList<>(List.of(entry.key(), reference.name(entry)));
        IN_LIST.forEach(kind -> row.add(reference.briefly(kind, entry)));
        return row;
    }

    private String words(String key) {
        return reference.words(key);
    }

    private String words(String key, Map<String, Object> values) {
        return reference.words(key, values);
    }
}
