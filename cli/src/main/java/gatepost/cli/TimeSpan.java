package gatepost.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 20s}, {@code 5m}, {@code 1h}. */
final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");
    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,4})(h|d)");
    private static final Pattern LOOSE = Pattern.compile("([1-9][0-9]{0,6})\\s*([A-Za-z]*)");

    private TimeSpan() {}

    /** The duration, which is above zero; empty where the text has another form. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    /** The duration, which may be zero in any unit; empty where the text has another form. */
    static Optional<Duration> parseOrZero(String text) {
        return text.matches("0(ms|s|m|h)") ? Optional.of(Duration.ZERO) : parse(text);
    }

    /** Hours or days, as in {@code 12h} or {@code 30d}; {@code forever} is zero. */
    static Optional<Duration> parsePeriod(String text) {
        if (text.equals("forever")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = PERIOD.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                matcher.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number));
    }

    /** The form that is understood for one that is usual elsewhere, as in {@code 20 sec}. */
    static Optional<String> meant(String text) {
        Matcher matcher = LOOSE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String number = matcher.group(1);
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "", "s", "sec", "secs", "second", "seconds" -> Optional.of(number + "s");
            case "ms", "msec", "millis", "millisecond", "milliseconds" ->
                    Optional.of(number + "ms");
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(number + "m");
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of(number + "h");
            case "d", "day", "days" -> Optional.of(24 * Long.parseLong(number) + "h");
            default -> Optional.empty();
        };
    }

    /** The shortest form that is exact to the millisecond. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
