package gatepost.closing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads what lies beside the classes of this module. */
final class Resource {
    private Resource() {}

    /**
     * The pairs of a properties file in UTF-8; none where there is no such file.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static Map<String, String> properties(String name) {
        Map<String, String> pairs = new HashMap<>();
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(new InputStreamReader(in, UTF_8));
                properties.forEach((key, value) -> pairs.put(key.toString(), value.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return pairs;
    }

    /**
     * The lines of a text file in UTF-8.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static List<String> lines(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no " + name);
            }
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
