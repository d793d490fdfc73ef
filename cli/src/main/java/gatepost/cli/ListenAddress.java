package gatepost.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where to listen, before names are looked up.
 *
 * @param host a name, or an IP address; of version 6 in brackets
 * @param port 0 lets the system choose
 */
record ListenAddress(String host, int port) {
    /** What is listened on where nobody says anything. */
    static final String DEFAULT = "127.0.0.1:8080";

    /** Reads {@code 127.0.0.1:8080}; empty where the text has another form. */
    static Optional<ListenAddress> parse(String text) {
        if (!ConfigurationSchema.INSTANCE.matches("address", text)) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        return Optional.of(
                new ListenAddress(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
    }

    /** The first address of the host. */
    InetSocketAddress resolve(NameLookup names) throws UnknownHostException {
        return new InetSocketAddress(names.addressesOf(host).getFirst(), port);
    }

    /**
     * Whether two listeners would compete for the same connections. Every address of version 6
     * includes those of version 4, since sockets are open to both.
     */
    static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && one.getPort() != 0
                && (one.getAddress().equals(other.getAddress())
                        || includes(one.getAddress(), other.getAddress())
                        || includes(other.getAddress(), one.getAddress()));
    }

    private static boolean includes(InetAddress wide, InetAddress narrow) {
        return wide.isAnyLocalAddress()
                && (wide instanceof Inet6Address || !(narrow instanceof Inet6Address));
    }

    /** As in a URL: {@code 127.0.0.1:8080}, {@code [::1]:8080}. */
    static String format(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip == null ? address.getHostString() : ip.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
