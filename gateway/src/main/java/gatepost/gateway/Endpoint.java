package gatepost.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server of an upstream.
 *
 * @param uri as in the configuration; for people
 * @param basePath goes before the path of every request; empty, or begins with a slash and does not
 *     end with one
 * @param addresses what the host's name stands for, tried in this order; at least one
 */
public record Endpoint(String uri, String basePath, List<InetSocketAddress> addresses) {
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
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + text, e);
        }
        String host = uri.getHost();
        if (!"ws".equals(lower(uri.getScheme()))
                || host == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("not of the form ws://host:port/path: " + text);
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        if (port == 0 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        String path = uri.getRawPath();
        List<InetSocketAddress> addresses =
                Stream.of(InetAddress.getAllByName(host))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
        return new Endpoint(
                text, path.endsWith("/") ? path.substring(0, path.length() - 1) : path, addresses);
    }

    private static String lower(@Nullable String scheme) {
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
}
