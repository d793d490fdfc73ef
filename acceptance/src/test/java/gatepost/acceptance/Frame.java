package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** A frame of RFC 6455 §5.2 as it is sent, legal or not; the payload is not masked. */
final class Frame {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int LONGEST_SHOWN = 40;

    private final int first;
    private final byte[] payload;

    private Frame(int first, byte[] payload) {
        this.first = first;
        this.payload = payload;
    }

    /**
     * @param first the first octet: FIN, RSV and opcode
     */
    static Frame of(int first, byte[] payload) {
        return new Frame(first, payload);
    }

    static Frame text(String text) {
        return of(FIN | 1, text.getBytes(UTF_8));
    }

    static Frame binary(byte[] payload) {
        return of(FIN | 2, payload);
    }

    /** The first fragment of a text, with more to come. */
    static Frame textBegin(String text) {
        return of(1, text.getBytes(UTF_8));
    }

    /** A text message of RFC 7692 that refers to none before it. */
    static Frame compressedText(String text) {
        return of(FIN | RSV1 | 1, Octets.deflated(text.getBytes(UTF_8)));
    }

    static Frame ping(String text) {
        return of(FIN | 9, text.getBytes(UTF_8));
    }

    static Frame pong(String text) {
        return of(FIN | 10, text.getBytes(UTF_8));
    }

    static Frame close() {
        return of(FIN | 8, new byte[0]);
    }

    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return of(FIN | 8, payload);
    }

    boolean fin() {
        return (first & FIN) != 0;
    }

    boolean rsv1() {
        return (first & RSV1) != 0;
    }

    int opcode() {
        return first & 0xF;
    }

    byte[] payload() {
        return payload;
    }

    /** The octets as a client sends them. */
    byte[] masked(int key) {
        byte[] mask = {(byte) (key >> 24), (byte) (key >> 16), (byte) (key >> 8), (byte) key};
        ByteArrayOutputStream out = header(0x80);
        out.writeBytes(mask);
        byte[] octets = payload.clone();
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= mask[i & 3];
        }
        out.writeBytes(octets);
        return out.toByteArray();
    }

    /** The octets as a server sends them. */
    byte[] unmasked() {
        ByteArrayOutputStream out = header(0);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private ByteArrayOutputStream header(int masked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(14 + payload.length);
        out.write(first);
        int lengthOctets = payload.length < 126 ? 0 : payload.length < 0x10000 ? 2 : 8;
        out.write(masked | (lengthOctets == 0 ? payload.length : lengthOctets == 2 ? 126 : 127));
        for (int at = lengthOctets - 1; at >= 0; at--) {
            out.write((int) ((long) payload.length >> (8 * at)));
        }
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame
                && frame.first == first
                && Arrays.equals(frame.payload, payload);
    }

    @Override
    public int hashCode() {
        return 31 * first + Arrays.hashCode(payload);
    }

    /** As in {@code text hello}, {@code close 1000 bye}, {@code begin text hel}. */
    @Override
    public String toString() {
        String reserved = (first & 0x70) == 0 ? "" : "rsv" + (first >> 4 & 7) + " ";
        String begin = fin() ? "" : opcode() == 0 ? "more " : "begin ";
        return (reserved + begin + kind() + " " + content()).strip();
    }

    private String kind() {
        return switch (opcode()) {
            case 0 -> "continuation";
            case 1 -> "text";
            case 2 -> "binary";
            case 8 -> "close";
            case 9 -> "ping";
            case 10 -> "pong";
            default -> "opcode " + opcode();
        };
    }

    private String content() {
        return switch (opcode()) {
            case 8 ->
                    payload.length < 2
                            ? HexFormat.of().formatHex(payload)
                            : (((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF))
                                    + " "
                                    + new String(payload, 2, payload.length - 2, UTF_8);
            case 1, 9, 10 ->
                    payload.length > LONGEST_SHOWN
                            ? payload.length + " octets"
                            : new String(payload, UTF_8);
            default ->
                    payload.length > LONGEST_SHOWN
                            ? payload.length + " octets"
                            : HexFormat.of().formatHex(payload);
        };
    }
}
