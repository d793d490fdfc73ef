package gatepost.closing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what lies beside the classes of this module. */
final class Resource {
    private Resource() {}

    /**
     * The pairs of a properties file in UTF-8; none where there is no such file. Of what {@link
     * java.util.Properties} understands, only pairs on one line with {@code =}, comments, and two
     * backslashes for a backslash for a backslash: that is quicker, and all that these files have.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static Map<String, String> properties(String name) {
        Map<String, String> pairs = new HashMap<>();
        read(name)
                .ifPresent(text ->
                        text.lines()
                                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                                .forEach(line -> put(line, pairs)));
        return pairs;
    }

    private static void put(String line, Map<String, String> pairs) {
        int equals = line.indexOf('=');
        pairs.put(line.substring(0, equals), line.substring(equals + 1).replace("\\\\", "\\"));
    }

    /**
     * The lines of a text file in UTF-8.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static List<String> lines(String name) {
        return read(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name))
                .lines()
                .toList();
    }

    private static Optional<String> read(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
