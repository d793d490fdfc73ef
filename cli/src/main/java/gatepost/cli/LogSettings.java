package gatepost.cli;

import static java.util.Objects.requireNonNull;

/**
 * What {@code log} of the configuration says.
 *
 * @param form of all lines
 * @param normalEndings which of them have a line; errors always have one
 */
record LogSettings(LogForm form, Sampling normalEndings) {
    static final LogSettings DEFAULT = new LogSettings(LogForm.AUTO, Sampling.ALL);

    LogSettings {
        requireNonNull(form, "form");
        requireNonNull(normalEndings, "normalEndings");
    }
}
