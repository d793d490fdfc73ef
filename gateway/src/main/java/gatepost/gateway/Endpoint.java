package gatepost.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One server of an upstream.
 *
 * @param uri as in the configuration; for people
 * @param basePath goes before the path of every request; empty, or begins with a slash and does not
 *     end with one
 * @param addresses what the host's name stands for, tried in this order; at least one
 */
public record Endpoint(String uri, String basePath, List<InetSocketAddress> addresses) {
    /** {@link java.net.URI} knows no host with an underscore, as containers have them. */
    private static final Pattern URL =
            Pattern.compile(
                    "(?i:ws)://(?<host>\\[[^\\]]+\\]|[^\\[\\]:/?#@\\s]+)"
                        + "(?::(?<port>[0-9]{1,5}))?(?<path>/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?");

    public Endpoint {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address for " + uri);
        }
    }

    /**
     * Reads {@code ws://host[:port][/base]} and looks the host up, which may block.
     *
     * @throws IllegalArgumentException where it is anything else; the message is for people
     * @throws UnknownHostException where the host has no address
     */
    public static Endpoint resolve(String text) throws UnknownHostException {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("not of the form ws://host:port/path: " + text);
        }
        int port = url.group("port") == null ? 80 : Integer.parseInt(url.group("port"));
        if (port == 0 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        String path = url.group("path") == null ? "" : url.group("path");
        List<InetSocketAddress> addresses =
                Stream.of(InetAddress.getAllByName(url.group("host")))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
        return new Endpoint(
                text, path.endsWith("/") ? path.substring(0, path.length() - 1) : path, addresses);
    }
}
