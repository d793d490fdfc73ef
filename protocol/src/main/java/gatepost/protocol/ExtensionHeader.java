package gatepost.protocol;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the Sec-WebSocket-Extensions lines of a message say (RFC 6455 §9.1). */
public sealed interface ExtensionHeader {
    /**
     * The lines follow the grammar.
     *
     * @param extensions in their order over all lines; empty where there is no line
     */
    record Listed(List<Extension> extensions) implements ExtensionHeader {
        public Listed {
            extensions = List.copyOf(extensions);
        }
    }

    /**
     * The lines break the grammar, so that the handshake fails.
     *
     * @param line which of the lines, 0 is the first
     * @param position the index in that line's value where the fault was seen; its length at the
     *     end
     * @param problem a short phrase without anything that the peer wrote
     */
    record Malformed(int line, int position, String problem) implements ExtensionHeader {
        public Malformed {
            requireNonNull(problem, "problem");
        }

        /** The problem and where it is, counted as people do, in at most 63 octets. */
        public String description() {
            String place = problem + " at character " + (position + 1);
            return line == 0 ? place : place + " of line " + (line + 1);
        }
    }

    /** Reads the values of all Sec-WebSocket-Extensions lines of a message, in their order. */
    static ExtensionHeader parse(List<String> values) {
        List<Extension> extensions = new ArrayList<>();
        for (int line = 0; line < values.size(); line++) {
            ExtensionHeaderReader reader = new ExtensionHeaderReader(values.get(line));
            Optional<String> problem = reader.readInto(extensions);
            if (problem.isPresent()) {
                return new Malformed(line, reader.position(), problem.get());
            }
        }
        if (extensions.isEmpty() && !values.isEmpty()) {
            // RFC 2616 §2.1 lets elements be empty, but 1# wants one that is not.
            int last = values.size() - 1;
            return new Malformed(last, values.get(last).length(), "no extension");
        }
        return new Listed(extensions);
    }
}
