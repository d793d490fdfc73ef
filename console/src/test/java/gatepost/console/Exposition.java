package gatepost.console;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Prometheus' text format 0.0.4, read strictly: what it may not hold is an error.
 *
 * @param types by name of the metric
 * @param samples values by series, as in {@code a_total{b="c"}}
 */
record Exposition(Map<String, String> types, Map<String, Double> samples) {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL =
            "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary)");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "((%1$s)(?:\\{%2$s(?:,%2$s)*\\})?) (-?[0-9.]+(?:E-?[0-9]+)?|NaN|[+-]Inf)"
                            .formatted(NAME, LABEL));

    /** What may stand behind the name of a metric in the names of its series. */
    private static final Map<String, Set<String>> ENDINGS =
            Map.of(
                    "counter", Set.of(""),
                    "gauge", Set.of(""),
                    "histogram", Set.of("_bucket", "_sum", "_count"),
                    "summary", Set.of("", "_sum", "_count"));

    static Exposition parse(String page) {
        if (!page.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        Map<String, String> types = new TreeMap<>();
        Map<String, String> helps = new HashMap<>();
        Map<String, Double> samples = new LinkedHashMap<>();
        String current = "";
        for (String line : page.substring(0, page.length() - 1).split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                current = help.group(1);
                once(helps, current, help.group(2));
            } else if (type.matches()) {
                once(types, type.group(1), type.group(2));
                if (!type.group(1).equals(current)) {
                    throw new AssertionError("a type that does not follow its help: " + line);
                }
            } else if (sample.matches()) {
                String ofCurrent = current;
                boolean known =
                        ENDINGS.getOrDefault(types.getOrDefault(current, ""), Set.of()).stream()
                                .anyMatch(end -> sample.group(2).equals(ofCurrent + end));
                if (!known) {
                    throw new AssertionError("a sample outside its metric: " + line);
                }
                once(samples, sample.group(1), value(sample.group(3)));
            } else {
                throw new AssertionError("not a line of the format: " + line);
            }
        }
        return new Exposition(types, samples);
    }

    private static <V> void once(Map<String, V> map, String key, V value) {
        if (map.put(key, value) != null) {
            throw new AssertionError("again: " + key);
        }
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The series of a metric that have a value other than 0, with it. */
    Map<String, Double> counted(String name) {
        Map<String, Double> counted = new TreeMap<>();
        samples.forEach((series, value) -> {
            if (value != 0 && (series.equals(name) || series.startsWith(name + "{"))) {
                counted.put(series, value);
            }
        });
        return counted;
    }
}
