package gatepost.cli;

import java.time.ZoneId;

/** How the lines of the log look. */
enum LogForm {
    /** As text on a terminal, as JSON elsewhere. */
    AUTO,
    /** For people at a terminal. */
    TEXT,
    /** For scripts: pairs of key and value. */
    LOGFMT,
    /** For whatever collects logs: objects with the field names of the Elastic Common Schema. */
    JSON;

    /**
     * Makes lines of this form.
     *
     * @param terminal whether they go to a terminal
     * @param colours whether that shows colours
     */
    LineFormat lines(boolean terminal, boolean colours) {
        return switch (this) {
            case AUTO -> (terminal ? TEXT : JSON).lines(terminal, colours);
            case TEXT -> new TextLines(colours, ZoneId.systemDefault());
            case LOGFMT -> new LogfmtLines();
            case JSON -> new JsonLines();
        };
    }
}
