package gatepost.cli;

import gatepost.journal.JournalSettings;
import java.time.Duration;
import java.util.Optional;

/** Makes of {@code journal} where endings are kept, and how long. */
final class JournalBinder {
    private static final SizeRange MAX_SIZE =
            SizeRange.orZero(JournalSettings.LEAST_MAX_OCTETS, 1L << 50);

    private JournalBinder() {}

    static Optional<JournalSettings> bind(Value value) {
        if (value.text().filter("off"::equals).isPresent()) {
            return Optional.empty();
        }
        JournalSettings settings = JournalSettings.DEFAULTS;
        Value url = value.at("url");
        Optional<String> place = url.text();
        if (place.isPresent()) {
            try {
                settings = settings.withUrl(place.get());
            } catch (IllegalArgumentException _) {
                url.unexpected("journal-url");
            }
        }
        Duration keep = value.at("keep").period(settings.keep());
        return Optional.of(
                settings.withKeep(keep)
                        .withMaxOctets(
                                value.at("max-size").size(MAX_SIZE).orElse(settings.maxOctets())));
    }
}
