package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A start line and the fields behind it, as they were received.
 *
 * @param fields each as in {@code Name: value}
 */
record HttpHead(String startLine, List<String> fields) {
    /** Takes the octets up to the empty line, and none behind. */
    static HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        while (!octets.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("a head that ends in " + octets.toString(ISO_8859_1));
            }
            octets.write(octet);
        }
        List<String> lines = List.of(octets.toString(ISO_8859_1).split("\r\n", 0));
        return new HttpHead(lines.getFirst(), lines.subList(1, lines.size()));
    }

    /** The target of a request. */
    String target() {
        return startLine.split(" ", -1)[1];
    }

    /** The path of a request. */
    String path() {
        String target = target();
        return target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
    }

    int status() {
        return Integer.parseInt(startLine.split(" ", -1)[1]);
    }

    /** The values of a field, one for each line. */
    List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String field : fields) {
            int colon = field.indexOf(':');
            if (field.substring(0, colon).equalsIgnoreCase(name)) {
                values.add(field.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** The value of a field that stands there at most once; empty where it does not. */
    String value(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " is repeated in " + this);
        }
        return values.isEmpty() ? "" : values.getFirst();
    }
}
