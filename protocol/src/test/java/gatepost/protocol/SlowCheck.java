package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * RFC 6455 §5 and §8.1 read aloud, to compare {@link InboundCheck} with: all octets at once, bits
 * as characters, lengths as big integers, and every text looked at again from its beginning.
 */
final class SlowCheck {
    private final Sender sender;
    private final boolean compression;
    private final byte[] octets;
    private final List<Found> found = new ArrayList<>();

    private int at;
    private int frames;
    private int messages;
    private boolean unfinished;
    private Optional<ByteArrayOutputStream> text = Optional.empty();

    private SlowCheck(Sender sender, boolean compression, byte[] octets) {
        this.sender = sender;
        this.compression = compression;
        this.octets = octets;
    }

    /** What there is to find in octets that may end anywhere. */
    static List<Found> of(Sender sender, boolean compression, byte[] octets) {
        SlowCheck check = new SlowCheck(sender, compression, octets);
        boolean more = true;
        while (more && check.at < octets.length) {
            more = check.frame();
        }
        return check.found;
    }

    /** Reads one frame and returns whether another may follow. */
    private boolean frame() {
        int frame = at;
        String first = bits(frame);
        Optional<Violation> wrong = wrongWithFirst(first);
        if (wrong.isPresent()) {
            return broken(wrong.get(), frame, frame, frame + 1);
        }
        if (octets.length < frame + 2) {
            return false;
        }
        String second = bits(frame + 1);
        wrong = wrongWithSecond(first, second);
        if (wrong.isPresent()) {
            return broken(wrong.get(), frame, frame + 1, frame + 2);
        }
        String shortLength = second.substring(1);
        int lengthOctets =
                shortLength.equals("1111110") ? 2 : shortLength.equals("1111111") ? 8 : 0;
        if (lengthOctets == 8 && octets.length > frame + 2 && bits(frame + 2).startsWith("1")) {
            return broken(Violation.LENGTH_OVER_63_BITS, frame, frame + 2, frame + 3);
        }
        int lengthEnd = frame + 2 + lengthOctets;
        if (octets.length < lengthEnd) {
            return false;
        }
        BigInteger length =
                lengthOctets == 0
                        ? new BigInteger(shortLength, 2)
                        : new BigInteger(1, Arrays.copyOfRange(octets, frame + 2, lengthEnd));
        int fewest = length.bitLength() > 16 ? 8 : length.intValueExact() > 125 ? 2 : 0;
        if (lengthOctets > fewest) {
            return broken(Violation.LENGTH_NOT_MINIMAL, frame, lengthEnd - 1, lengthEnd);
        }
        int headerEnd = lengthEnd + (sender == Sender.CLIENT ? 4 : 0);
        if (octets.length < headerEnd) {
            return false;
        }
        byte[] key =
                sender == Sender.CLIENT
                        ? Arrays.copyOfRange(octets, lengthEnd, headerEnd)
                        : new byte[4];
        Opcode opcode = opcode(first).orElseThrow();
        boolean fin = first.startsWith("1");
        boolean compressed = first.startsWith("1", 1);
        found.add(
                new Found.FrameBegan(
                        headerEnd,
                        opcode,
                        fin,
                        compressed,
                        length.longValueExact(),
                        new BigInteger(new byte[] {key[3], key[2], key[1], key[0]}).intValue()));

        boolean whole = length.compareTo(BigInteger.valueOf(octets.length - headerEnd)) <= 0;
        int end = whole ? headerEnd + length.intValueExact() : octets.length;
        byte[] payload = Arrays.copyOfRange(octets, headerEnd, end);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i % 4];
        }
        at = end;
        return switch (opcode) {
            case PING, PONG -> whole && ended();
            case CLOSE -> close(frame, headerEnd, payload, whole);
            case TEXT, BINARY, CONTINUATION -> {
                if (opcode == Opcode.TEXT && !compressed) {
                    text = Optional.of(new ByteArrayOutputStream());
                } else if (opcode != Opcode.CONTINUATION) {
                    text = Optional.empty();
                }
                yield data(frame, headerEnd, payload, whole, fin);
            }
        };
    }

    private Optional<Violation> wrongWithFirst(String bits) {
        String reserved = bits.substring(1, 4);
        String opcode = bits.substring(4);
        boolean control = opcode.startsWith("1");
        boolean allowed = reserved.equals("000") || (compression && reserved.equals("100"));
        if (!allowed) {
            return Optional.of(Violation.RESERVED_BITS);
        }
        if (reserved.equals("100") && control) {
            return Optional.of(Violation.COMPRESSED_CONTROL_FRAME);
        }
        if (reserved.equals("100") && opcode.equals("0000")) {
            return Optional.of(Violation.COMPRESSED_CONTINUATION);
        }
        if (!Set.of("0000", "0001", "0010", "1000", "1001", "1010").contains(opcode)) {
            return Optional.of(Violation.RESERVED_OPCODE);
        }
        if (control && bits.startsWith("0")) {
            return Optional.of(Violation.FRAGMENTED_CONTROL_FRAME);
        }
        if (opcode.equals("0000") && !unfinished) {
            return Optional.of(Violation.CONTINUATION_OF_NOTHING);
        }
        if (Set.of("0001", "0010").contains(opcode) && unfinished) {
            return Optional.of(Violation.UNFINISHED_MESSAGE);
        }
        return Optional.empty();
    }

    private Optional<Violation> wrongWithSecond(String first, String second) {
        if (sender == Sender.CLIENT && second.startsWith("0")) {
            return Optional.of(Violation.UNMASKED_BY_CLIENT);
        }
        if (sender == Sender.SERVER && second.startsWith("1")) {
            return Optional.of(Violation.MASKED_BY_SERVER);
        }
        boolean control = first.startsWith("1", 4);
        if (control && Set.of("1111110", "1111111").contains(second.substring(1))) {
            return Optional.of(Violation.LONG_CONTROL_FRAME);
        }
        if (first.endsWith("1000") && second.endsWith("0000001")) {
            return Optional.of(Violation.CLOSE_OF_ONE_OCTET);
        }
        return Optional.empty();
    }

    private boolean data(int frame, int headerEnd, byte[] payload, boolean whole, boolean fin) {
        if (text.isPresent()) {
            int before = text.get().size();
            text.get().writeBytes(payload);
            byte[] all = text.get().toByteArray();
            int impossible = SlowUtf8.firstImpossible(all);
            if (impossible < all.length) {
                int octet = headerEnd + impossible - before;
                return broken(Violation.TEXT_NOT_UTF8, frame, octet, octet, headerEnd);
            }
            if (whole && fin && !SlowUtf8.isComplete(all)) {
                return broken(Violation.TEXT_ENDS_IN_CODE_POINT, frame, at - 1, at, headerEnd);
            }
        }
        if (!whole) {
            return false;
        }
        unfinished = !fin;
        messages += fin ? 1 : 0;
        return ended();
    }

    private boolean ended() {
        found.add(new Found.FrameEnded(at, ++frames, messages));
        return true;
    }

    private boolean close(int frame, int headerEnd, byte[] payload, boolean whole) {
        if (payload.length < 2) {
            if (whole) {
                found.add(new Found.Closed(at, CloseFrame.WITHOUT_BODY));
            }
            return false;
        }
        int code = new BigInteger(1, Arrays.copyOf(payload, 2)).intValueExact();
        if (!mayBeSent(code)) {
            return broken(Violation.CLOSE_CODE, frame, headerEnd + 1, headerEnd + 2, headerEnd);
        }
        byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
        int impossible = SlowUtf8.firstImpossible(reason);
        if (impossible < reason.length) {
            int octet = headerEnd + 2 + impossible;
            return broken(Violation.CLOSE_REASON_NOT_UTF8, frame, octet, octet + 1, headerEnd);
        }
        if (whole && !SlowUtf8.isComplete(reason)) {
            return broken(Violation.CLOSE_REASON_NOT_UTF8, frame, at - 1, at, headerEnd);
        }
        if (whole) {
            found.add(new Found.Closed(at, new CloseFrame(code, new String(reason, UTF_8))));
        }
        return false;
    }

    /** RFC 6455 §7.4 and the registry of 2026. */
    private static boolean mayBeSent(int code) {
        Set<Integer> registered =
                Set.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014);
        return registered.contains(code) || (3000 <= code && code <= 4999);
    }

    private static Optional<Opcode> opcode(String bits) {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> opcode.number() == Integer.parseInt(bits.substring(4), 2))
                .findFirst();
    }

    private boolean broken(Violation violation, int frame, int octet, int end) {
        return broken(violation, frame, octet, end, end);
    }

    private boolean broken(Violation violation, int frame, int octet, int taken, int headerEnd) {
        found.add(
                new Found.Broken(
                        taken,
                        violation,
                        frame,
                        octet,
                        HexFormat.of().formatHex(octets, frame, headerEnd)));
        return false;
    }

    /** An octet as it is drawn in RFC 6455 §5.2, from the most significant bit on. */
    private String bits(int index) {
        return Integer.toBinaryString(0x100 | Byte.toUnsignedInt(octets[index])).substring(1);
    }
}
