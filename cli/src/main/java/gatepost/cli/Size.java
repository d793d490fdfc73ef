package gatepost.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of octets as people write them: {@code 125B}, {@code 64KiB}, {@code 1MiB}. */
final class Size {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})(B|KiB|MiB|GiB)");
    private static final Pattern LOOSE = Pattern.compile("([1-9][0-9]{0,8})\\s*([A-Za-z]+)");
    private static final Map<String, Long> OCTETS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Map<Character, String> UNITS =
            Map.of('b', "B", 'o', "B", 'k', "KiB", 'm', "MiB", 'g', "GiB");

    private Size() {}

    /** The number of octets; empty where the text has another form. */
    static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        Long.parseLong(matcher.group(1))
                                * OCTETS.getOrDefault(matcher.group(2), 1L))
                : Optional.empty();
    }

    /** The form that is understood for one that is usual elsewhere, as in {@code 64k}. */
    static Optional<String> meant(String text) {
        Matcher matcher = LOOSE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        char unit = matcher.group(2).toLowerCase(Locale.ROOT).charAt(0);
        return Optional.ofNullable(UNITS.get(unit)).map(name -> matcher.group(1) + name);
    }

    /** The shortest form that is exact. */
    static String format(long octets) {
        if (octets != 0 && octets % (1 << 30) == 0) {
            return (octets >> 30) + "GiB";
        }
        if (octets != 0 && octets % (1 << 20) == 0) {
            return (octets >> 20) + "MiB";
        }
        if (octets != 0 && octets % (1 << 10) == 0) {
            return (octets >> 10) + "KiB";
        }
        return octets + "B";
    }
}
