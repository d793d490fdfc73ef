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

    /**
     * Whether a path, without query, is one of those that the pattern stands for.
     *
     * <p>Only the last {@code **} that was passed is ever taken up again: what one before it could
     * stand for, the last one can too. So no pattern takes longer than its segments times the
     * path's.
     */
    boolean matches(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        String[] parts = path.substring(1).split("/", -1);
        int part = 0;
        int segment = 0;
        int starSegment = -1;
        int starPart = -1;
        while (part < parts.length) {
            if (segment < segments.size() && segments.get(segment).equals("**")) {
                starSegment = segment++;
                starPart = part;
            } else if (segment < segments.size() && standsFor(segments.get(segment), parts[part])) {
                segment++;
                part++;
            } else if (starSegment >= 0) {
                segment = starSegment + 1;
                part = ++starPart;
            } else {
                return false;
            }
        }
        while (segment < segments.size() && segments.get(segment).equals("**")) {
            segment++;
        }
        return segment == segments.size();
    }

    private static boolean standsFor(String segment, String part) {
        return segment.equals("*") ? !part.isEmpty() : segment.equals(part);
    }

    @Override
    public String toString() {
        return text;
    }
}
