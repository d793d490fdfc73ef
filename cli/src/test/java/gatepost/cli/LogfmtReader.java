package gatepost.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link Logfmt} writes, as docs/log.md says that it is to be read. */
final class LogfmtReader {
    private final String line;
    private int at;

    private LogfmtReader(String line) {
        this.line = line;
    }

    /** The pairs of a line, which has nothing else; what is absent is a lone hyphen. */
    static Map<String, String> pairs(String line) {
        LogfmtReader reader = new LogfmtReader(line);
        Map<String, String> pairs = new LinkedHashMap<>();
        while (reader.at < line.length()) {
            String key = reader.until('=');
            if (pairs.put(key, reader.value()) != null) {
                throw new AssertionError(key + " twice in " + line);
            }
        }
        return pairs;
    }

    private String value() {
        if (!line.startsWith("\"", at)) {
            return until(' ');
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (line.charAt(at) != '"') {
            char character = line.charAt(at++);
            value.append(character == '\\' ? escaped() : character);
        }
        at++;
        if (!until(' ').isEmpty()) {
            throw new AssertionError("something behind a quoted value in " + line);
        }
        return value.toString();
    }

    private char escaped() {
        char kind = line.charAt(at++);
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(line.substring(at, at += 4), 16);
            case '"', '\\' -> kind;
            default -> throw new AssertionError("\\" + kind + " in " + line);
        };
    }

    /** What comes before a character, or the end, both of which it goes behind. */
    private String until(char end) {
        int found = line.indexOf(end, at);
        String text = found < 0 ? line.substring(at) : line.substring(at, found);
        at = found < 0 ? line.length() : found + 1;
        return text;
    }
}
