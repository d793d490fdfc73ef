package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** What an {@link ErraticPeer} sends at a time: legal messages mostly, and now and then not. */
enum ErraticAct implements Chance.Weighted {
    EMPTY(6),
    SMALL(80),
    MIDDLE(20),
    LARGE(5),
    PING(16),
    PONG(6),
    COMPRESSED(24),
    FRAGMENTS(20),
    BURST(12),
    CLOSE(2),
    CLOSE_WITHOUT_CODE(1),
    CLOSE_WITH_ILLEGAL_CODE(1),
    CLOSE_OF_ONE_OCTET(1),
    CLOSE_THAT_IS_NOT_UTF_8(1),
    TEXT_THAT_IS_NOT_UTF_8(1),
    GARBAGE_IN_PLACE_OF_COMPRESSED(1),
    RESERVED_BIT(1),
    RESERVED_OPCODE(1),
    FRAGMENT_OF_PING(1),
    LONG_PING(1),
    CONTINUATION_OF_NOTHING(1),
    MESSAGE_THAT_DOES_NOT_END(1),
    WRONG_MASKING(1),
    LENGTH_WITH_TOP_BIT(1),
    LENGTH_IN_TOO_MANY_OCTETS(1),
    FRAME_WITHOUT_ITS_PAYLOAD(1),
    GARBAGE(1);

    private static final int MOST_FRAGMENTS = 6;
    private static final int MOST_MESSAGES = 60;
    private static final int MOST_REPETITIONS = 5000;
    private static final int FRAGMENT = 3000;
    private static final int KIB = 1024;

    private final int weight;

    ErraticAct(int weight) {
        this.weight = weight;
    }

    @Override
    public int weight() {
        return weight;
    }

    /** As this end sends them. */
    byte[] octets(End end, Chance random) {
        return switch (this) {
            case EMPTY -> one(end, random, Frame.text(""));
            case SMALL -> one(end, random, Frame.text("ä€".repeat(random.below(25))));
            case MIDDLE -> binary(end, random, random.below(64 * KIB));
            case LARGE -> binary(end, random, random.below(256 * KIB));
            case PING -> one(end, random, Frame.ping("p".repeat(random.below(126))));
            case PONG -> one(end, random, Frame.pong("unasked"));
            case COMPRESSED ->
                    one(
                            end,
                            random,
                            Frame.compressedText("again, ".repeat(random.below(MOST_REPETITIONS))));
            case FRAGMENTS -> fragments(end, random);
            case BURST -> burst(end, random);
            case CLOSE -> one(end, random, Frame.close(random.oneIn(2) ? 1000 : 4321, "enough"));
            case CLOSE_WITHOUT_CODE -> one(end, random, Frame.close());
            case CLOSE_WITH_ILLEGAL_CODE -> one(end, random, Frame.close(1005, "illegal"));
            case CLOSE_OF_ONE_OCTET -> frame(end, random, 0x88, 1);
            case CLOSE_THAT_IS_NOT_UTF_8 -> one(end, random, Frame.of(0x88, hex("03e8ff")));
            case TEXT_THAT_IS_NOT_UTF_8 -> one(end, random, Frame.of(0x81, hex("c3a4c3")));
            case GARBAGE_IN_PLACE_OF_COMPRESSED ->
                    one(end, random, Frame.of(0xC1, random.octets(KIB)));
            case RESERVED_BIT -> frame(end, random, 0xA1, 3);
            case RESERVED_OPCODE -> frame(end, random, 0x83, 3);
            case FRAGMENT_OF_PING -> frame(end, random, 0x09, 3);
            case LONG_PING -> frame(end, random, 0x89, 126);
            case CONTINUATION_OF_NOTHING -> frame(end, random, 0x80, 3);
            case MESSAGE_THAT_DOES_NOT_END -> frame(end, random, 0x01, 3);
            case WRONG_MASKING -> one(end.other(), random, Frame.text("?"));
            case LENGTH_WITH_TOP_BIT -> header(end, "ff8000000000000000", "7f8000000000000000");
            case LENGTH_IN_TOO_MANY_OCTETS -> header(end, "fe0001", "7e0001");
            case FRAME_WITHOUT_ITS_PAYLOAD ->
                    header(end, "ff0000010000000000", "7f0000010000000000");
            case GARBAGE -> random.octets(1 + random.below(KIB));
        };
    }

    private static byte[] one(End end, Chance random, Frame frame) {
        return switch (end) {
            case CLIENT -> frame.masked(random.below(Integer.MAX_VALUE));
            case UPSTREAM -> frame.unmasked();
        };
    }

    private static byte[] binary(End end, Chance random, int length) {
        return one(end, random, Frame.binary(random.octets(length)));
    }

    private static byte[] frame(End end, Chance random, int first, int length) {
        return one(end, random, Frame.of(first, new byte[length]));
    }

    private static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets);
    }

    /** A binary frame's header, of which the octets behind the first are given, and no more. */
    private static byte[] header(End end, String masked, String unmasked) {
        return switch (end) {
            case CLIENT -> hex("82" + masked + "37fa213d");
            case UPSTREAM -> hex("82" + unmasked);
        };
    }

    /** A message with Pings between its fragments. */
    private static byte[] fragments(End end, Chance random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one(end, random, Frame.textBegin("begin")));
        for (int left = random.below(MOST_FRAGMENTS); left > 0; left--) {
            byte[] fragment = "f".repeat(random.below(FRAGMENT)).getBytes(UTF_8);
            all.writeBytes(one(end, random, Frame.of(0, fragment)));
            all.writeBytes(one(end, random, Frame.ping("between")));
        }
        all.writeBytes(one(end, random, Frame.of(0x80, hex("2e"))));
        return all.toByteArray();
    }

    private static byte[] burst(End end, Chance random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int left = random.below(MOST_MESSAGES); left > 0; left--) {
            all.writeBytes(one(end, random, Frame.text(left + " to come")));
        }
        return all.toByteArray();
    }
}
