package gatepost.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages may connect: a browser sends cookies wherever a page connects to, but says which page
 * it was in {@code Origin} (RFC 6455 §10.2). A client that is no browser may say what it likes.
 *
 * @param allowed origins as {@code https://example.com} or {@code https://*.example.com}, which is
 *     every name below; empty for all
 */
public record Origins(List<String> allowed) {
    /** Every page may connect, and whoever is none. */
    public static final Origins ANY = new Origins(List.of());

    private static final String BELOW = "://*.";

    public Origins {
        allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a request with this {@code Origin}, or without any, may come in. */
    boolean allow(Optional<String> origin) {
        return allowed.isEmpty()
                || origin.map(value -> value.toLowerCase(Locale.ROOT))
                        .filter(value -> allowed.stream().anyMatch(each -> matches(each, value)))
                        .isPresent();
    }

    private static boolean matches(String pattern, String origin) {
        int star = pattern.indexOf(BELOW);
        if (star < 0) {
            return pattern.equals(origin);
        }
        String scheme = pattern.substring(0, star + BELOW.length() - 2);
        String domain = pattern.substring(star + BELOW.length() - 1);
        return origin.startsWith(scheme)
                && origin.endsWith(domain)
                && origin.length() > scheme.length() + domain.length();
    }
}
