package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;

/**
 * A language that the reference speaks.
 *
 * @param tag of BCP 47, as in {@code pt-BR}
 * @param ownName what its speakers call it
 */
public record Language(String tag, String ownName) {
    /** What all texts were written in first. */
    public static final Language ENGLISH = new Language("en", "English");

    private static final String INDEX = "texts/languages.properties";

    public Language {
        requireNonNull(tag, "tag");
        requireNonNull(ownName, "ownName");
    }

    /** All there are, by their tags. */
    public static List<Language> all() {
        Map<String, String> names = Resource.properties(INDEX);
        return names.entrySet().stream()
                .map(each -> new Language(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(Language::tag))
                .toList();
    }

    /**
     * The one that somebody is served best with.
     *
     * @param wanted language ranges of RFC 4647 by priority, as in {@code pt-PT,en;q=0.5}
     * @throws IllegalArgumentException if these are none
     */
    public static Optional<Language> matching(String wanted) {
        List<Language> all = all();
        List<Locale> locales = new ArrayList<>();
        all.forEach(each -> locales.add(each.locale()));
        for (LanguageRange range : LanguageRange.parse(wanted)) {
            if (range.getWeight() == 0) {
                continue; // Not wanted at all (RFC 9110 §12.4.2).
            }
            List<LanguageRange> exact = List.of(range);
            Locale found = Locale.lookup(exact, locales);
            if (found == null) {
                // Of a language that is spoken in many places, another place's is better than none.
                String primary = range.getRange().split("-", 2)[0];
                found =
                        Locale.filter(List.of(new LanguageRange(primary)), locales).stream()
                                .findFirst()
                                .orElse(null);
            }
            if (found != null) {
                return Optional.of(all.get(locales.indexOf(found)));
            }
        }
        return Optional.empty();
    }

    /** Its locale. */
    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }
}
