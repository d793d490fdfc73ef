package gatepost.cli;

import gatepost.gateway.Endpoint;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes endpoints of their URLs. */
final class EndpointLookup {
    private static final Pattern HOST = Pattern.compile("ws://(\\[[^\\]]*\\]|[^:/]*).*");

    private EndpointLookup() {}

    /**
     * Reads a URL that the schema allows, and looks its host up, which may block.
     *
     * @throws IllegalArgumentException where it is no URL of an endpoint nevertheless
     * @throws UnknownHostException where the host has no address
     */
    static Endpoint endpoint(String url, NameLookup names) throws UnknownHostException {
        names.addressesOf(host(url));
        return Endpoint.resolve(url);
    }

    /** The host of a URL; of IP version 6 in brackets. */
    static String host(String url) {
        Matcher matcher = HOST.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not of the form ws://host:port/path: " + url);
        }
        return matcher.group(1);
    }
}
