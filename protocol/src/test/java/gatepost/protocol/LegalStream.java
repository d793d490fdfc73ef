package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What an end may send, as a seed has it, and what there is to find in it. */
final class LegalStream {
    private static final int[] CODES = {1000, 1001, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999};

    private final Random random;
    private final RandomOctets content;
    private final Sender sender;
    private final boolean compression;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Found> expected = new ArrayList<>();
    private int frames;
    private int messages;

    /** One of some messages, with or without a Close at the end. */
    LegalStream(long seed) {
        random = new Random(seed);
        content = new RandomOctets(random);
        sender = random.nextBoolean() ? Sender.CLIENT : Sender.SERVER;
        compression = random.nextBoolean();
        for (int i = random.nextInt(5); i >= 0; i--) {
            message();
            controlFrames();
        }
        if (random.nextBoolean()) {
            close();
        }
    }

    Sender sender() {
        return sender;
    }

    boolean compression() {
        return compression;
    }

    byte[] octets() {
        return out.toByteArray();
    }

    List<Found> expected() {
        return expected;
    }

    private void message() {
        boolean text = random.nextBoolean();
        boolean compressed = compression && random.nextBoolean();
        int length = length();
        byte[] payload = text && !compressed ? content.text(length) : content.octets(length);
        int[] cuts = random.nextInt(3) == 0 ? content.cuts(length) : new int[0];
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : length;
            boolean fin = i == cuts.length;
            Opcode opcode = i > 0 ? Opcode.CONTINUATION : text ? Opcode.TEXT : Opcode.BINARY;
            frame(opcode, fin, compressed && i == 0, Arrays.copyOfRange(payload, from, to));
            messages += fin ? 1 : 0;
            expected.add(new Found.FrameEnded(out.size(), ++frames, messages));
            from = to;
            if (!fin && random.nextInt(3) == 0) {
                controlFrames();
            }
        }
    }

    /** Mostly short, now and then around each border of the length's encodings and the blocks. */
    private int length() {
        return switch (random.nextInt(40)) {
            case 0 -> 0;
            case 1 -> 124 + random.nextInt(4);
            case 2 -> 65534 + random.nextInt(4);
            case 3, 4, 5, 6, 7 -> 1000 + random.nextInt(60);
            case 8, 9, 10, 11, 12 -> random.nextInt(5000);
            default -> random.nextInt(200);
        };
    }

    private void controlFrames() {
        for (int i = random.nextInt(3); i > 0; i--) {
            Opcode opcode = random.nextBoolean() ? Opcode.PING : Opcode.PONG;
            frame(opcode, true, false, content.octets(random.nextInt(126)));
            expected.add(new Found.FrameEnded(out.size(), ++frames, messages));
        }
    }

    /** And octets behind it, which nobody reads. */
    private void close() {
        CloseFrame close = CloseFrame.WITHOUT_BODY;
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        if (random.nextInt(4) > 0) {
            int code = CODES[random.nextInt(CODES.length)];
            byte[] reason = content.text(random.nextInt(124));
            payload.write(code >> 8);
            payload.write(code);
            payload.writeBytes(reason);
            close = new CloseFrame(code, new String(reason, UTF_8));
        }
        frame(Opcode.CLOSE, true, false, payload.toByteArray());
        expected.add(new Found.Closed(out.size(), close));
        out.writeBytes(content.octets(random.nextInt(20)));
    }

    private void frame(Opcode opcode, boolean fin, boolean compressed, byte[] payload) {
        out.write((fin ? 0x80 : 0) + (compressed ? 0x40 : 0) + opcode.number());
        int masked = sender == Sender.CLIENT ? 0x80 : 0;
        if (payload.length <= 125) {
            out.write(masked + payload.length);
        } else if (payload.length <= 65535) {
            out.write(masked + 126);
            number(payload.length, 2);
        } else {
            out.write(masked + 127);
            number(payload.length, 8);
        }
        byte[] key = new byte[4];
        if (sender == Sender.CLIENT) {
            random.nextBytes(key);
            out.writeBytes(key);
        }
        int mask =
                Byte.toUnsignedInt(key[0])
                        + (Byte.toUnsignedInt(key[1]) << 8)
                        + (Byte.toUnsignedInt(key[2]) << 16)
                        + (Byte.toUnsignedInt(key[3]) << 24);
        expected.add(
                new Found.FrameBegan(out.size(), opcode, fin, compressed, payload.length, mask));
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ key[i % 4]);
        }
    }

    private void number(long number, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            out.write((int) (number >> (8 * i)));
        }
    }
}
