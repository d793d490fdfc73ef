package gatepost.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The requests that a route serves, to be compared with those of others.
 *
 * <p>The comparison is structural: who says that one coverage includes another is right, but some
 * inclusions are not seen, such as that of a route by several earlier ones together.
 *
 * @param path the segments of the path pattern
 * @param hosts in lower case; empty for all
 */
record Coverage(List<String> path, Set<String> hosts) {
    static Coverage of(String pathPattern, List<String> hosts) {
        Set<String> lower = new HashSet<>();
        hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
        return new Coverage(List.of(pathPattern.substring(1).split("/", -1)), lower);
    }

    /** Whether every request of the other is one of these. */
    boolean includes(Coverage other) {
        return includesHosts(other.hosts) && includesPath(other.path);
    }

    private boolean includesHosts(Set<String> others) {
        return hosts.isEmpty()
                || (!others.isEmpty() && others.stream().allMatch(this::includesHost));
    }

    private boolean includesHost(String host) {
        if (hosts.contains(host)) {
            return true;
        }
        // *.a.b is included by *.b, and x.a.b by both *.a.b and *.b.
        int from = host.startsWith("*.") ? 2 : 0;
        for (int dot = host.indexOf('.', from); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (hosts.contains("*" + host.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    /** Matches the other's segments as if they were a path: its stars are only met by stars. */
    private boolean includesPath(List<String> other) {
        // reached[j]: the segments so far of ours can stand for the first j of the other's.
        boolean[] reached = new boolean[other.size() + 1];
        reached[0] = true;
        for (String segment : path) {
            boolean[] next = new boolean[other.size() + 1];
            boolean any = false;
            for (int j = 0; j <= other.size(); j++) {
                if (segment.equals("**")) {
                    any |= reached[j];
                    next[j] = any;
                } else if (j > 0 && reached[j - 1]) {
                    next[j] = meets(segment, other.get(j - 1));
                }
            }
            reached = next;
        }
        return reached[other.size()];
    }

    private static boolean meets(String segment, String other) {
        return segment.equals("*")
                ? !other.isEmpty() && !other.equals("**")
                : segment.equals(other);
    }
}
