package gatepost.cli;

import gatepost.closing.Language;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a command that prints for people finds around it.
 *
 * @param environment the variables
 * @param input standard input
 * @param inputIsTerminal whether nothing is to be expected there, unless somebody types it
 * @param outputIsTerminal whether somebody looks at standard output, rather than a program
 * @param clock what time it is, and in which zone times are shown
 */
record Surroundings(
        Map<String, String> environment,
        InputStream input,
        BooleanSupplier inputIsTerminal,
        BooleanSupplier outputIsTerminal,
        Clock clock) {
    private static final int DEFAULT_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 20;

    /** Longer lines are hard to read, however wide the terminal is. */
    private static final int MOST_COLUMNS = 100;

    /** The launcher asks the terminal, which a JVM cannot. */
    private static final List<String> COLUMNS = List.of("GATEPOST_COLUMNS", "COLUMNS");

    /** In this order, as POSIX has it for messages. */
    private static final List<String> LANGUAGES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    /** The launcher looks, as a JVM can tell only where input and output are terminals both. */
    private static final String INPUT = "GATEPOST_INPUT";

    private static final String OUTPUT = "GATEPOST_OUTPUT";

    private static final String TERMINAL = "terminal";

    /** Those of the process. */
    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                () -> isTerminal(INPUT),
                () -> isTerminal(OUTPUT),
                Clock.system(ZoneId.systemDefault()));
    }

    private static boolean isTerminal(String variable) {
        return TERMINAL.equals(System.getenv(variable))
                || Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** How wide lines may be. */
    int columns() {
        for (String name : COLUMNS) {
            String value = environment.getOrDefault(name, "");
            if (value.matches("[1-9][0-9]{0,4}")) {
                return Math.clamp(Integer.parseInt(value), LEAST_COLUMNS, MOST_COLUMNS);
            }
        }
        return DEFAULT_COLUMNS;
    }

    /** The language of the user's locale, or English. */
    Language language() {
        for (String name : LANGUAGES) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return ofPosix(value).orElse(Language.ENGLISH);
            }
        }
        return Language.ENGLISH;
    }

    /** {@code ko_KR.UTF-8@dict} is {@code ko-KR}; {@code C} and {@code POSIX} are none. */
    private static Optional<Language> ofPosix(String locale) {
        String tag = locale.replaceFirst("[.@].*", "").replace('_', '-');
        try {
            return Language.matching(tag);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * At most so many octets of standard input; nothing where that is a terminal.
     *
     * @throws IOException if it cannot be read
     */
    byte[] read(int most) throws IOException {
        return inputIsTerminal.getAsBoolean() ? new byte[0] : input.readNBytes(most);
    }
}
