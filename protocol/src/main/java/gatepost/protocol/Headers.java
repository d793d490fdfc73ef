package gatepost.protocol;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The field lines of an HTTP message in their order (RFC 9110 §5). Names are compared without
 * regard to the case of A to Z. Immutable.
 */
public final class Headers implements Iterable<Header> {
    private final List<Header> all;

    private Headers(List<Header> all) {
        this.all = List.copyOf(all);
    }

    /** These field lines in this order. */
    public static Headers of(List<Header> headers) {
        return new Headers(headers);
    }

    /**
     * A field line for each pair of a name and a value.
     *
     * @throws IllegalArgumentException where a name has no value
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "no value for " + namesAndValues[namesAndValues.length - 1]);
        }
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(headers);
    }

    /** All field lines, unmodifiable. */
    public List<Header> all() {
        return all;
    }

    @Override
    public Iterator<Header> iterator() {
        return all.iterator();
    }

    /** The values of all lines with this name; empty where there are none. */
    public List<String> values(String name) {
        return all.stream()
                .filter(header -> Token.same(header.name(), name))
                .map(Header::value)
                .toList();
    }

    /** The value of the first line with this name. */
    public Optional<String> first(String name) {
        return all.stream()
                .filter(header -> Token.same(header.name(), name))
                .map(Header::value)
                .findFirst();
    }

    /**
     * The elements of a comma-separated list, gathered from all lines with this name. Empty
     * elements don't count (RFC 9110 §5.6.1.2). For fields whose elements hold no quoted text, such
     * as Connection and Upgrade.
     */
    public List<String> elements(String name) {
        List<String> elements = new ArrayList<>();
        for (String value : values(name)) {
            for (String element : value.split(",", -1)) {
                String trimmed = withoutWhiteSpaceAround(element);
                if (!trimmed.isEmpty()) {
                    elements.add(trimmed);
                }
            }
        }
        return List.copyOf(elements);
    }

    /** Whether one of the {@link #elements} is this token, without regard to the case of A to Z. */
    public boolean hasToken(String name, String token) {
        return elements(name).stream().anyMatch(element -> Token.same(element, token));
    }

    /** A copy with one more line at the end. */
    public Headers with(String name, String value) {
        List<Header> more = new ArrayList<>(all);
        more.add(new Header(name, value));
        return new Headers(more);
    }

    /** A copy without the lines that have one of these names. */
    public Headers without(Iterable<String> names) {
        List<Header> fewer = new ArrayList<>(all);
        for (String name : names) {
            fewer.removeIf(header -> Token.same(header.name(), name));
        }
        return new Headers(fewer);
    }

    /** A copy without the lines that have one of these names. */
    public Headers without(String... names) {
        return without(List.of(names));
    }

    private static String withoutWhiteSpaceAround(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && Token.isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && Token.isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Whether the other has the same lines in the same order, names compared with their case. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && all.equals(headers.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
