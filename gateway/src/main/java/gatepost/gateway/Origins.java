package gatepost.gateway;

import gatepost.closing.Rule;
import gatepost.protocol.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which pages may connect: a browser sends cookies wherever a page connects to, but says which page
 * it was in {@code Origin} (RFC 6455 §10.2). A client that is no browser may say what it likes.
 *
 * @param allowed origins as {@code https://example.com} or {@code https://*.example.com}, which is
 *     every name below, or {@code null}, which is what a browser says of a page without an origin;
 *     empty for all. Compared as RFC 6454 §4 has it: without case, and a port that is the scheme's
 *     own may be left out
 */
public record Origins(List<String> allowed) {
    /** Every page may connect, and whoever is none. */
    public static final Origins ANY = new Origins(List.of());

    private static final String BELOW = "://*.";
    private static final String NULL = "null";

    /** Of what a peer sends so much is told, which leaves room in the reason of a Close frame. */
    private static final int LONGEST_EXCERPT = 80;

    /** RFC 6454 §6.2, with a host of no other characters than can stand in one. */
    private static final Pattern ORIGIN =
            Pattern.compile(
                    "(?<scheme>[a-z][a-z0-9+.-]*)://"
                            + "(?<host>(?:\\*\\.)?[a-z0-9._~!$&'()+,;=%-]+|\\[[0-9a-f:.]+\\])"
                            + "(?::(?<port>[0-9]{1,5}))?");

    /**
     * @throws IllegalArgumentException where one is not an origin
     */
    public Origins {
        allowed =
                allowed.stream()
                        .map(origin ->
                                canonical(origin)
                                        .orElseThrow(() ->
                                                new IllegalArgumentException(
                                                        "not an origin: " + origin)))
                        .toList();
    }

    /**
     * Why a request may not come in.
     *
     * @param origins the values of its {@code Origin} fields
     */
    Optional<Refusal> refusal(List<String> origins) {
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        return switch (origins.size()) {
            case 0 -> Optional.of(Refusal.forbidden(Rule.ORIGINS, "Origin is missing"));
            case 1 -> allow(origins.getFirst()) ? Optional.empty() : refused(origins.getFirst());
            default -> Optional.of(Refusal.forbidden(Rule.ORIGINS, "Origin is repeated"));
        };
    }

    private static Optional<Refusal> refused(String origin) {
        return Optional.of(
                Refusal.forbidden(
                        Rule.ORIGINS,
                        "origin " + Excerpt.of(origin, LONGEST_EXCERPT) + " is not allowed here"));
    }

    private boolean allow(String value) {
        // A pattern that a client sends is not taken for a name.
        return !value.contains("*")
                && canonical(value)
                        .filter(origin -> allowed.stream().anyMatch(each -> matches(each, origin)))
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

    /** The one way to write an origin, so that two are the same where their texts are. */
    private static Optional<String> canonical(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals(NULL)) {
            return Optional.of(NULL);
        }
        Matcher parts = ORIGIN.matcher(lower);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group("scheme");
        String origin = scheme + "://" + parts.group("host");
        return Optional.of(
                Optional.ofNullable(parts.group("port"))
                        .map(Integer::parseInt)
                        .filter(port -> port != defaultPort(scheme))
                        .map(port -> origin + ":" + port)
                        .orElse(origin));
    }

    /** No port at all for a scheme that has none. */
    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }
}
