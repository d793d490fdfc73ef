package gatepost.journal;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The addresses that somebody asks for: one, with a port or without, or a network.
 *
 * <p>An address is compared as 32 hex digits in the form of IPv6, so that each has one spelling and
 * a network is a range.
 *
 * @param lowest of the range
 * @param highest of the range, itself part of it
 * @param port absent where any will do
 */
record AddressRange(String lowest, String highest, Optional<String> port) {
    private static final int BITS = 128;
    private static final int BITS_BEFORE_IPV4 = 96;

    /**
     * Reads {@code 203.0.113.7}, {@code 203.0.113.7:40000}, {@code 203.0.113.0/24}, {@code
     * 2001:db8::7}, {@code [2001:db8::7]:40000} or {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash < 0) {
                String digits = HexFormat.of().formatHex(octets(host(text)));
                return new AddressRange(digits, digits, port(text));
            }
            InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
            int before = address instanceof Inet4Address ? BITS_BEFORE_IPV4 : 0;
            int prefix = Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > BITS - before) {
                throw new IllegalArgumentException("no such prefix");
            }
            return network(new BigInteger(1, octets(address)), BITS - before - prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "neither an address nor a network, such as 203.0.113.7 or 203.0.113.0/24: "
                            + text,
                    e);
        }
    }

    /** The digits of an address with its port; absent where it is written in no form known here. */
    static Optional<String> digits(String addressAndPort) {
        try {
            return Optional.of(HexFormat.of().formatHex(octets(host(addressAndPort))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AddressRange network(BigInteger address, int bitsBehind) {
        BigInteger lowest = address.shiftRight(bitsBehind).shiftLeft(bitsBehind);
        BigInteger behind = BigInteger.ONE.shiftLeft(bitsBehind).subtract(BigInteger.ONE);
        return new AddressRange(
                "%032x".formatted(lowest), "%032x".formatted(lowest.or(behind)), Optional.empty());
    }

    private static InetAddress host(String text) {
        int portAt = portAt(text);
        String host = portAt < 0 ? text : text.substring(0, portAt - 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int zone = host.indexOf('%');
        return InetAddress.ofLiteral(zone < 0 ? host : host.substring(0, zone));
    }

    private static Optional<String> port(String text) {
        int portAt = portAt(text);
        return portAt < 0 ? Optional.empty() : Optional.of(text.substring(portAt));
    }

    /** Where the port begins; -1 where there is none, as in IPv6 addresses without brackets. */
    private static int portAt(String text) {
        int colon = text.lastIndexOf(':');
        boolean separates =
                colon > 0
                        && (text.charAt(colon - 1) == ']' || text.indexOf(':') == colon)
                        && colon + 1 < text.length()
                        && areDigits(text, colon + 1);
        return separates ? colon + 1 : -1;
    }

    private static boolean areDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static byte[] octets(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == BITS / 8) {
            return octets;
        }
        byte[] mapped = new byte[BITS / 8];
        Arrays.fill(mapped, 10, 12, (byte) 0xFF);
        System.arraycopy(octets, 0, mapped, BITS_BEFORE_IPV4 / 8, octets.length);
        return mapped;
    }
}
