package gatepost.closing;

import gatepost.closing.Comparison.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What close codes mean, in one language: explanations, comparisons, and the words around them. Not
 * for use by several threads at a time.
 */
public final class Reference {
    private static final String CODES = "codes";
    private static final String COMPARISONS = "comparisons";
    private static final String WORDS = "words";
    private static final String READINGS = "readings";

    private final Texts texts;

    private Reference(Language language) {
        texts = new Texts(language);
    }

    /** The reference in a language. */
    public static Reference in(Language language) {
        return new Reference(language);
    }

    /** The language of all words. */
    public Language language() {
        return texts.language();
    }

    /** What there is to say about an entry. */
    public Explanation explain(CodeEntry entry) {
        String key = entry.key();
        return new Explanation(
                entry,
                texts.text(CODES, key + ".name"),
                texts.text(CODES, key + ".summary"),
                texts.text(CODES, key + ".description"),
                texts.list(CODES, key + ".when"),
                texts.list(CODES, key + ".client"),
                texts.list(CODES, key + ".server"),
                texts.list(CODES, key + ".between"),
                texts.text(CODES, key + ".example"),
                ExchangeStep.of(key),
                texts.list(CODES, key + ".practice"),
                texts.text(CODES, key + ".reconnect"),
                facts(entry));
    }

    /** The short name of an entry. */
    public String name(CodeEntry entry) {
        return texts.text(CODES, entry.key() + ".name");
    }

    /** One sentence about an entry. */
    public String summary(CodeEntry entry) {
        return texts.text(CODES, entry.key() + ".summary");
    }

    /**
     * How two entries differ, in the order of their numbers.
     *
     * @throws IllegalArgumentException if they are the same
     */
    public Comparison compare(CodeEntry one, CodeEntry other) {
        if (one.equals(other)) {
            throw new IllegalArgumentException("the same twice: " + one.key());
        }
        boolean inOrder = Catalogue.entries().indexOf(one) < Catalogue.entries().indexOf(other);
        Explanation first = explain(inOrder ? one : other);
        Explanation second = explain(inOrder ? other : one);
        String key = first.entry().key() + "-" + second.entry().key();
        List<Difference> differences = differences(first, second);
        Optional<String> gist = texts.find(COMPARISONS, key + ".gist");
        return gist.isPresent()
                ? new Comparison(
                        first,
                        second,
                        true,
                        gist.get(),
                        Optional.of(texts.text(COMPARISONS, key + ".confused")),
                        differences,
                        texts.text(COMPARISONS, key + ".apart"),
                        texts.text(COMPARISONS, key + ".fix"),
                        texts.text(COMPARISONS, key + ".choose"))
                : new Comparison(
                        first,
                        second,
                        false,
                        gist(first, second),
                        Optional.empty(),
                        differences,
                        apart(first.entry(), second.entry()),
                        both(
                                "look",
                                word(first.entry().fault()),
                                word(second.entry().fault()),
                                first,
                                second),
                        both(
                                "choose",
                                senders(first.entry()),
                                senders(second.entry()),
                                first,
                                second));
    }

    private List<Difference> differences(Explanation first, Explanation second) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < first.facts().size(); i++) {
            Fact one = first.facts().get(i);
            Fact other = second.facts().get(i);
            if (!one.value().equals(other.value())) {
                differences.add(new Difference(one, other));
            }
        }
        return differences;
    }

    private String gist(Explanation first, Explanation second) {
        return words(
                "derived.gist",
                Map.of(
                        "a", first.entry().key(),
                        "b", second.entry().key(),
                        "aName", first.name(),
                        "bName", second.name(),
                        "aSummary", first.summary(),
                        "bSummary", second.summary()));
    }

    /** By what travels: the one thing that is certain about any two. */
    private String apart(CodeEntry first, CodeEntry second) {
        Map<String, Object> values = new HashMap<>();
        values.put("a", first.key());
        values.put("b", second.key());
        if (first.isLegalOnWire() && second.isLegalOnWire()) {
            values.put("aBytes", octets(first));
            values.put("bBytes", octets(second));
            return words("derived.apart.both", values);
        }
        if (!first.isLegalOnWire() && !second.isLegalOnWire()) {
            return words("derived.apart.neither", values)
                    + " "
                    + offWire(first)
                    + " "
                    + offWire(second);
        }
        CodeEntry onWire = first.isLegalOnWire() ? first : second;
        CodeEntry other = first.isLegalOnWire() ? second : first;
        return words("derived.apart.one", Map.of("code", onWire.key())) + " " + offWire(other);
    }

    /** What a number is that no Close frame may carry: a report, or a mistake. */
    private String offWire(CodeEntry entry) {
        String kind = entry.browserEvent() == BrowserEvent.NEVER ? "illegal" : "report";
        return words("derived.off-wire." + kind, Map.of("code", entry.key()));
    }

    /** The two octets that stand in the frame, or the first and the last of a range. */
    private static String octets(CodeEntry entry) {
        String first = octets(entry.first());
        return entry.isRange() ? first + "-" + octets(entry.last()) : first;
    }

    private static String octets(int number) {
        return "%02X %02X".formatted(number >> 8, number & 0xFF);
    }

    private String both(
            String what, String one, String other, Explanation first, Explanation second) {
        return sentence(what, one, first.entry()) + " " + sentence(what, other, second.entry());
    }

    /** What is known about every code, in the order of {@link Fact.Kind}. */
    public List<Fact> facts(CodeEntry entry) {
        return Stream.of(Fact.Kind.values()).map(kind -> fact(kind, entry)).toList();
    }

    private Fact fact(Fact.Kind kind, CodeEntry entry) {
        String key = word(kind);
        String which = which(kind, entry);
        Map<String, Object> values = new HashMap<>();
        values.put("code", entry.key());
        entry.httpStatus().ifPresent(status -> values.put("status", Integer.toString(status)));
        return new Fact(
                kind,
                words("label." + key),
                words("value." + key + "." + which, values),
                words("sentence." + key + "." + which, values));
    }

    /** A fact in a word or two, where there is little room; of some kinds only. */
    public String briefly(Fact.Kind kind, CodeEntry entry) {
        return words("brief." + word(kind) + "." + which(kind, entry));
    }

    /** Which of the values of a fact, as in keys. */
    private static String which(Fact.Kind kind, CodeEntry entry) {
        return switch (kind) {
            case SENT_BY -> senders(entry);
            case IN_CLOSE_FRAME -> entry.isLegalOnWire() ? "yes" : "no";
            case BROWSER_CLOSE -> entry.isLegalInBrowserClose() ? "yes" : "no";
            case BROWSER_EVENT -> word(entry.browserEvent());
            case FAULT -> word(entry.fault());
            case RECONNECT -> word(entry.reconnecting());
            case HTTP_STATUS -> entry.httpStatus().isPresent() ? "some" : "none";
        };
    }

    private String sentence(String what, String which, CodeEntry entry) {
        return words("sentence." + what + "." + which, Map.of("code", entry.key()));
    }

    private static String senders(CodeEntry entry) {
        return entry.senders().isEmpty()
                ? "nobody"
                : entry.sendersInOrder().stream()
                        .map(Reference::word)
                        .collect(Collectors.joining("+"));
    }

    /**
     * A constant as it stands in keys, options and JSON: {@code after-repair} for {@code
     * AFTER_REPAIR}.
     */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Words of commands and pages, with values for their placeholders. */
    public String words(String key, Map<String, Object> values) {
        return texts.format(WORDS, key, values);
    }

    /** Words of commands and pages. */
    public String words(String key) {
        return texts.text(WORDS, key);
    }

    /** What a line that some program printed says, in a few sentences. */
    public List<String> sentences(Reading reading) {
        Map<String, Object> values = new HashMap<>();
        values.put("program", reading.program().properName());
        values.put("code", Integer.toString(reading.number()));
        String how = "how." + word(reading.how());
        if (reading.httpStatus().isPresent()) {
            values.put("status", Integer.toString(reading.httpStatus().getAsInt()));
            how += ".status";
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(texts.format(READINGS, how, values));
        texts.find(READINGS, "side." + word(reading.how()) + "." + word(reading.entry().fault()))
                .ifPresent(sentences::add);
        reading.note().ifPresent(note -> sentences.add(texts.text(READINGS, "note." + note)));
        return sentences;
    }
}
