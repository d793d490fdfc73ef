package gatepost.closing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/** Says what octets are that should have been something else. */
final class Octets {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_MAJOR = 0x03;

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /**
     * @param hex two digits for each
     */
    static Octets of(String hex) {
        return new Octets(parse(hex));
    }

    /** The octets of a record, which may have been changed since: of what is no hex, none. */
    static byte[] parse(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private int at(int index) {
        return index < octets.length ? octets[index] & 0xFF : -1;
    }

    private String text() {
        return new String(octets, ISO_8859_1);
    }

    /** A request or an answer of HTTP/1. */
    boolean areHttp() {
        return text().matches(
                        "(?s)(HTTP/1\\.[01] |(GET|POST|PUT|HEAD|OPTIONS|DELETE|PATCH|CONNECT)"
                                + " [/*h]).*");
    }

    /** A record of TLS (RFC 8446 §5.1): a handshake, or the alert of who did not get one. */
    boolean areTls() {
        return (at(0) == TLS_HANDSHAKE || at(0) == TLS_ALERT) && at(1) == TLS_MAJOR;
    }

    /** What a client of HTTP/2 begins with (RFC 9113 §3.4). */
    boolean areHttp2Preface() {
        return text().startsWith("PRI * HTTP/2");
    }

    /** A SETTINGS frame (RFC 9113 §6.5), which a server of HTTP/2 begins with, or a GOAWAY. */
    boolean areHttp2Frame() {
        return at(0) == 0 && (at(3) == 4 || at(3) == 7) && at(5) == 0 && at(8) == 0;
    }

    /** A chunk of HTTP/1.1 (RFC 9112 §7.1), with a frame in it. */
    boolean areChunk() {
        return text().matches("(?s)[0-9A-Fa-f]{1,6}\r\n.*");
    }

    /**
     * A data frame whose header says just the length that it has.
     *
     * @param length of all that these octets are the beginning of
     */
    boolean areFrame(long length) {
        boolean data = (at(0) & 0x8F) == 0x81 || (at(0) & 0x8F) == 0x82;
        int shortLength = at(1) & 0x7F;
        int header = 2 + ((at(1) & 0x80) != 0 ? 4 : 0);
        return at(0) >= 0
                && at(1) >= 0
                && data
                && switch (shortLength) {
                    case 126 -> header + 2 + (at(2) << 8 | at(3)) == length;
                    case 127 -> true;
                    default -> header + shortLength == length;
                };
    }

    /**
     * Text in ISO 8859-1 or Windows-1252: mostly ASCII letters, with single octets above 0x9F
     * between them, where UTF-8 would have pairs.
     */
    boolean areLatin1() {
        int letters = 0;
        int others = 0;
        for (int i = 0; i < octets.length; i++) {
            int octet = at(i);
            if (octet < 0x20 && octet != '\n' && octet != '\r' && octet != '\t') {
                return false;
            }
            if (octet < 0x80) {
                letters++;
            } else if (octet >= 0xA0) {
                others++;
            } else {
                return false;
            }
        }
        return others > 0 && letters >= others;
    }

    /** Something with octets in it that text does not have. */
    boolean areBinary() {
        for (int i = 0; i < octets.length; i++) {
            int octet = at(i);
            if (octet < 0x09 || (octet > 0x0D && octet < 0x20 && octet != 0x1B) || octet == 0x7F) {
                return true;
            }
        }
        return false;
    }

    /** The first of them as text, with a dot for each that is not printable. */
    String printable() {
        return text().replaceAll("[^ -~]", ".");
    }
}
