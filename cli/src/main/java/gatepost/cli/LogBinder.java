package gatepost.cli;

import gatepost.closing.Reference;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes of {@code log} which endings have a line, and how it looks. */
final class LogBinder {
    /** By the words that stand for them. */
    static final Map<String, LogForm> FORMS =
            Arrays.stream(LogForm.values())
                    .collect(Collectors.toUnmodifiableMap(Reference::word, Function.identity()));

    private LogBinder() {}

    static LogSettings bind(Value value) {
        return new LogSettings(
                value.at("format").choice(FORMS).orElse(LogSettings.DEFAULT.form()),
                value.at("normal-endings")
                        .parsed("share", Sampling::parse)
                        .orElse(LogSettings.DEFAULT.normalEndings()));
    }
}
