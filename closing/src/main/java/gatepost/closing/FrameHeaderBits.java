package gatepost.closing;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Shows the header of a frame bit by bit (RFC 6455 §5.2), in words of the RFC. */
final class FrameHeaderBits {
    private static final HexFormat HEX = HexFormat.of();
    private static final int MASK_OCTETS = 4;

    private FrameHeaderBits() {}

    /**
     * A line for each of its fields, as far as they were read.
     *
     * @param hex two digits for each octet
     */
    static List<String> lines(String hex) {
        byte[] header = Octets.parse(hex);
        List<String> lines = new ArrayList<>();
        if (header.length > 0) {
            lines.add(line(header, 0, 1, first(header[0])));
        }
        if (header.length > 1) {
            boolean masked = header[1] < 0;
            int length = header[1] & 0x7F;
            int more = length == 127 ? 8 : length == 126 ? 2 : 0;
            lines.add(line(header, 1, 2, second(masked, length, more)));
            int masking = 2 + more;
            if (more > 0 && header.length > 2) {
                lines.add(line(header, 2, Math.min(masking, header.length), length(header, more)));
            }
            if (masked && header.length > masking) {
                int end = Math.min(masking + MASK_OCTETS, header.length);
                lines.add(line(header, masking, end, "masking key"));
            }
        }
        return lines;
    }

    private static String line(byte[] header, int from, int to, String meaning) {
        String bits = from < 2 ? bits(header[from]) : "";
        return "%-17s%-11s%s".formatted(HEX.formatHex(header, from, to), bits, meaning);
    }

    private static String bits(byte octet) {
        String all = Integer.toBinaryString((octet & 0xFF) | 0x100).substring(1);
        return all.substring(0, 4) + " " + all.substring(4);
    }

    private static String first(byte octet) {
        return String.format(
                Locale.ROOT,
                "FIN=%d RSV1=%d RSV2=%d RSV3=%d opcode=0x%X (%s)",
                octet >> 7 & 1,
                octet >> 6 & 1,
                octet >> 5 & 1,
                octet >> 4 & 1,
                octet & 0xF,
                opcode(octet & 0xF));
    }

    private static String opcode(int opcode) {
        return switch (opcode) {
            case 0x0 -> "continuation";
            case 0x1 -> "text";
            case 0x2 -> "binary";
            case 0x8 -> "close";
            case 0x9 -> "ping";
            case 0xA -> "pong";
            default -> "reserved";
        };
    }

    private static String second(boolean masked, int length, int more) {
        return String.format(
                Locale.ROOT,
                "MASK=%d payload length=%d%s",
                masked ? 1 : 0,
                length,
                more == 0 ? "" : " (in the next %d octets)".formatted(more));
    }

    private static String length(byte[] header, int octets) {
        if (header.length < 2 + octets) {
            return "extended payload length, cut";
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | (header[2 + i] & 0xFF);
        }
        return "extended payload length=" + Long.toUnsignedString(length);
    }
}
