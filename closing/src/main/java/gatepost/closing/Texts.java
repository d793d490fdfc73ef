package gatepost.closing;

import com.ibm.icu.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one language. What it lacks is in English, behind a mark. Not for use by several
 * threads at a time: files are read when they are first needed.
 */
final class Texts {
    /** Stands before a text that has not been translated. */
    static final String UNTRANSLATED = "[en] ";

    /** In each language's folder; keys are unique over all of them. */
    static final List<String> FILES =
            List.of("codes", "comparisons", "words", "readings", "diagnoses", "patterns");

    /** A placeholder for a value as it is. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** One whose value is put into a form: a number, a plural. */
    private static final Pattern WITH_STYLE = Pattern.compile("\\{\\w+,");

    private final Language language;
    private final Map<String, Map<String, String>> files = new HashMap<>();
    private @Nullable Texts english;

    Texts(Language language) {
        this.language = language;
    }

    Language language() {
        return language;
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if there is none, in English neither
     */
    String text(String file, String key) {
        return find(file, key).orElseThrow(() -> noText(file, key));
    }

    /**
     * A text with values for its placeholders. One that has numbers or plurals is in ICU's message
     * format; in all others only {@code {name}} means something.
     *
     * @throws IllegalArgumentException if there is no such text, or no value for a placeholder
     */
    String format(String file, String key, Map<String, Object> values) {
        String pattern = file(file).get(key);
        if (pattern == null) {
            return english()
                    .map(other -> UNTRANSLATED + other.format(file, key, values))
                    .orElseThrow(() -> noText(file, key));
        }
        if (WITH_STYLE.matcher(pattern).find()) {
            return new MessageFormat(pattern, language.locale()).format(values);
        }
        // All but a few need nothing of ICU, which is slow to begin with.
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
    }

    private static String value(String name, Map<String, Object> values) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + name);
        }
        return value.toString();
    }

    private static IllegalArgumentException noText(String file, String key) {
        return new IllegalArgumentException("no text " + key + " in " + file);
    }

    /** A text, where there is one. */
    Optional<String> find(String file, String key) {
        String own = file(file).get(key);
        if (own != null) {
            return Optional.of(own);
        }
        return english().flatMap(other -> other.find(file, key)).map(UNTRANSLATED::concat);
    }

    /** The texts {@code key.1}, {@code key.2} and so on. */
    List<String> list(String file, String key) {
        List<String> list = new ArrayList<>();
        for (Optional<String> next = find(file, key + ".1");
                next.isPresent();
                next = find(file, key + "." + (list.size() + 1))) {
            list.add(next.get());
        }
        return list;
    }

    private Optional<Texts> english() {
        if (english == null && !language.equals(Language.ENGLISH)) {
            english = new Texts(Language.ENGLISH);
        }
        return Optional.ofNullable(english);
    }

    private Map<String, String> file(String name) {
        return files.computeIfAbsent(
                name,
                wanted ->
                        Resource.properties(
                                "texts/" + language.tag() + "/" + wanted + ".properties"));
    }
}
