package gatepost.gateway;

import java.util.List;

/**
 * A pattern for the paths of requests: {@code *} stands for one segment, {@code **} for any number
 * of them, none too. Compared octet by octet, with case. Immutable.
 */
public final class PathPattern {
    private final String text;
    private final List<String> segments;

    private PathPattern(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a pattern such as {@code /chat/**}.
     *
     * @throws IllegalArgumentException where it does not begin with a slash, or a segment holds a
     *     star beside other characters
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with /: " + text);
        }
        List<String> segments = List.of(text.substring(1).split("/", -1));
        for (String segment : segments) {
            if (segment.contains("*") && !segment.equals("*") && !segment.equals("**")) {
                throw new IllegalArgumentException(
                        "* and ** stand for whole segments, which " + segment + " is not: " + text);
            }
        }
        return new PathPattern(text, segments);
    }

    /** Whether a path, without query, is one of those that the pattern stands for. */
    boolean matches(String path) {
        return path.startsWith("/") && matches(0, path, 1);
    }

    /** Whether the segments from {@code index} on stand for the path from {@code from} on. */
    private boolean matches(int index, String path, int from) {
        // Beyond the last segment the position is one behind the end, where another slash would be.
        if (index == segments.size()) {
            return from > path.length();
        }
        String segment = segments.get(index);
        if (segment.equals("**")) {
            for (int next = from; next <= path.length() + 1; next = afterSegment(path, next)) {
                if (matches(index + 1, path, next)) {
                    return true;
                }
                if (next > path.length()) {
                    break;
                }
            }
            return false;
        }
        if (from > path.length()) {
            return false;
        }
        int end = afterSegment(path, from) - 1;
        boolean same =
                segment.equals("*")
                        ? end > from
                        : segment.length() == end - from && path.startsWith(segment, from);
        return same && matches(index + 1, path, end + 1);
    }

    private static int afterSegment(String path, int from) {
        int slash = path.indexOf('/', from);
        return (slash < 0 ? path.length() : slash) + 1;
    }

    @Override
    public String toString() {
        return text;
    }
}
