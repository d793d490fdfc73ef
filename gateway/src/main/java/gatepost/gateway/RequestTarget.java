package gatepost.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for (RFC 9112 §3.2).
 *
 * @param path as on the wire, still percent-encoded; begins with a slash, has no dot segments
 * @param query with its question mark; empty where there is none
 * @param authority of an absolute target, which then stands above the Host field (§3.2.2)
 */
record RequestTarget(String path, String query, Optional<String> authority) {
    private static final Pattern HOST_AND_PORT = Pattern.compile("[\\w.:%\\[\\]-]+");

    /**
     * Reads an origin-form or absolute-form target; empty where it is neither, or not unambiguous.
     */
    static Optional<RequestTarget> parse(String target) {
        Optional<String> authority = Optional.empty();
        String rest = target;
        String lower = target.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("ws://")) {
            int from = target.indexOf("//") + 2;
            int end = from;
            while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
                end++;
            }
            authority = Optional.of(target.substring(from, end));
            rest =
                    target.startsWith("/", end)
                            ? target.substring(end)
                            : "/" + target.substring(end);
        }
        // Beyond ASCII the octets would not reach the upstream as they came (RFC 3986 §2.1 encodes
        // them).
        if (!rest.startsWith("/")
                || !target.chars().allMatch(each -> each > ' ' && each < 0x7F)
                || rest.contains("#")
                || !authority.map(HOST_AND_PORT::matcher).map(Matcher::matches).orElse(true)) {
            return Optional.empty();
        }
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 ? "" : rest.substring(mark);
        return hasDotSegment(path)
                ? Optional.empty()
                : Optional.of(new RequestTarget(path, query, authority));
    }

    /** Dot segments would let a path match one route and mean another to the upstream. */
    private static boolean hasDotSegment(String path) {
        String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%2f", "/");
        return (plain + "/").contains("/./") || (plain + "/").contains("/../");
    }

    /** A host without its port, in lower case: {@code example.com}, {@code [::1]}. */
    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
