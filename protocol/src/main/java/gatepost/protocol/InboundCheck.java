package gatepost.protocol;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks what one end sends against RFC 6455 §5 and §8.1, however it is cut. Octets are looked at
 * in place, never changed or kept, except the at most 14 of a frame header and the 125 of a Close.
 *
 * <p>It is asked again and again for the {@link #next} thing in a buffer. What it finds is
 * described by its accessors until it is asked again. One for each direction of a connection; not
 * safe for use by several threads. Allocates nothing unless the connection ends.
 */
public final class InboundCheck {
    /** What was found. */
    public enum Step {
        /** The buffer is used up. */
        STARVED,
        /** The header of a legal frame is complete; the buffer's position is at its payload. */
        HEADER,
        /** A frame other than Close is complete; the position is behind it. */
        FRAME,
        /** A Close frame is complete. What follows it is skipped. */
        CLOSE,
        /** A rule is broken. From now on, this is found whatever follows. */
        VIOLATION
    }

    private enum State {
        IN_HEADER,
        IN_PAYLOAD,
        CLOSED,
        VIOLATED
    }

    /** As much of a peer's octets as is kept to show what they are. */
    private static final int MOST_AROUND = 32;

    private static final int WHOLE_TEXT = FrameRules.FIN | 0x1;
    private static final int WHOLE_BINARY = FrameRules.FIN | 0x2;

    private final FrameRules rules;
    private final FrameHeaderReader header = new FrameHeaderReader();
    private final Utf8Check utf8 = new Utf8Check();

    private State state = State.IN_HEADER;

    // The frame in progress, or the last one.
    private Opcode opcode = Opcode.CONTINUATION;
    private boolean fin;
    private boolean compressed;
    private long payloadLength;
    private long payloadRead;
    private int mask;
    private long frameOffset;

    // The message in progress.
    private boolean unfinished;
    private boolean text;

    private @Nullable CloseReader closing;
    private @Nullable CloseFrame close;
    private @Nullable Violated violated;

    private long offset;
    private long dataOctets;
    private long frames;
    private long messages;
    private long messageOctets; // of the last message, as far as frame headers said
    private long largestMessage;
    private String octetsAround = "";

    /**
     * @param sender whose octets these are
     * @param compression whether permessage-deflate was negotiated, so that RSV1 marks compressed
     *     messages (RFC 7692 §6), whose text is not checked
     */
    public InboundCheck(Sender sender, boolean compression) {
        rules = new FrameRules(sender, compression);
    }

    /** Goes on in the peer's octets up to the next thing to tell, and moves the position there. */
    public Step next(ByteBuffer in) {
        return switch (state) {
            case IN_HEADER -> inHeader(in);
            case IN_PAYLOAD -> inPayload(in);
            case CLOSED -> {
                in.position(in.limit());
                yield Step.STARVED;
            }
            case VIOLATED -> Step.VIOLATION;
        };
    }

    /**
     * Goes over whole messages of one frame each that lie uncut in the buffer, and moves the
     * position behind the last of them. It may do nothing: what is not as simple as that, and what
     * is wrong, is for {@link #next} to find. What {@link #next} tells of a frame is not told of
     * these.
     *
     * <p>For speed alone: nearly all frames are such messages, and a read may hold many of them.
     *
     * @param longest how long the payload of such a message may be, in octets
     * @param passText whether text is passed
     * @param passBinary whether binary messages are
     */
    public void passMessages(ByteBuffer in, int longest, boolean passText, boolean passBinary) {
        boolean begins = state == State.IN_HEADER && header.read() == 0 && !unfinished;
        if (!begins || in.order() != BIG_ENDIAN) {
            return;
        }
        boolean masked = rules.sender() == Sender.CLIENT;
        int at = in.position();
        int limit = in.limit();
        while (limit - at >= 2) {
            int first = in.get(at) & 0xFF;
            int second = in.get(at + 1);
            boolean plainText = first == WHOLE_TEXT;
            boolean passed = plainText ? passText : first == WHOLE_BINARY && passBinary;
            if (!passed || masked != (second < 0)) {
                break;
            }
            int length = second & 0x7F;
            int payload = at + 2 + (masked ? 4 : 0);
            if (length == 126 && limit - at >= 4) {
                length = in.getShort(at + 2) & 0xFFFF;
                payload += 2;
                if (length < 126) {
                    break;
                }
            } else if (length >= 126) {
                break;
            }
            if (length > longest || limit - payload < length) {
                break;
            }
            if (plainText && !isText(in, payload, length, masked ? Mask.at(in, payload - 4) : 0)) {
                break;
            }
            at = payload + length;
            frames++;
            messages++;
            messageOctets = length;
            largestMessage = Math.max(largestMessage, length);
        }
        offset += at - in.position();
        dataOctets += at - in.position();
        in.position(at);
    }

    private boolean isText(ByteBuffer in, int from, int length, int key) {
        utf8.reset();
        return utf8.check(in, from, from + length, key) == from + length && utf8.isComplete();
    }

    /**
     * The opcode of the frame; {@code CONTINUATION} in all fragments of a message but the first.
     */
    public Opcode opcode() {
        return opcode;
    }

    /** Whether the frame is the last of its message. */
    public boolean fin() {
        return fin;
    }

    /** Whether the frame begins a compressed message. */
    public boolean compressed() {
        return compressed;
    }

    /** The length of the frame's payload, in octets. */
    public long payloadLength() {
        return payloadLength;
    }

    /** How many octets of the frame's payload were taken from buffers so far. */
    public long payloadRead() {
        return payloadRead;
    }

    /** The frame's masking key, as in {@link Mask}; 0 from a server. */
    public int mask() {
        return mask;
    }

    /** Whether the octets so far end with a whole frame. */
    public boolean isBetweenFrames() {
        return state == State.CLOSED || (state == State.IN_HEADER && header.read() == 0);
    }

    /** Whether the last octet that was taken is of a frame's payload, and not the last of it. */
    public boolean isInPayload() {
        return state == State.IN_PAYLOAD;
    }

    /** How many frames were complete, Close included. */
    public long frames() {
        return frames;
    }

    /** How many data messages were complete. */
    public long messages() {
        return messages;
    }

    /** How many octets were taken from buffers, without those behind a Close. */
    public long octets() {
        return offset;
    }

    /** How many of these octets were of data frames, as far as their headers were complete. */
    public long dataOctets() {
        return dataOctets;
    }

    /** Octets of payload of the last message, as far as the headers of its frames said. */
    public long lastMessage() {
        return messageOctets;
    }

    /** The same of the message for which it is most. */
    public long largestMessage() {
        return largestMessage;
    }

    /**
     * What helps to see where what broke a rule comes from, in hex; empty where nothing does. Of a
     * header, the first octets of the frame, with those behind it that had arrived; of text, the
     * payload around what is no UTF-8, unmasked. How much it is depends on how octets arrived.
     */
    public String octetsAround() {
        return octetsAround;
    }

    /**
     * The Close frame that was found.
     *
     * @throws IllegalStateException where none was
     */
    public CloseFrame close() {
        if (close == null) {
            throw new IllegalStateException("no Close frame was found");
        }
        return close;
    }

    /**
     * The violation that was found.
     *
     * @throws IllegalStateException where none was
     */
    public Violated violated() {
        if (violated == null) {
            throw new IllegalStateException("no violation was found");
        }
        return violated;
    }

    /**
     * Says what is wrong with the payload that was gone over last, where whoever inflated it found
     * that.
     */
    public Violated violatedByPayload(Violation violation, String description) {
        return new Violated(violation, frameOffset, offset - 1, headerInHex(), description);
    }

    private Step inHeader(ByteBuffer in) {
        if (header.read() == 0) {
            frameOffset = offset;
            int octets = header.peek(in);
            // What is not as it should be goes the other way, which finds the octet that decides.
            if (octets > 0 && rules.inWhole(header, unfinished) == null) {
                in.position(in.position() + octets);
                offset += octets;
                return beginPayload();
            }
        }
        while (in.hasRemaining()) {
            header.take(in.get());
            offset++;
            Violation found = rules.inLastOctet(header, unfinished);
            if (found != null) {
                int behind = Math.min(in.remaining(), MOST_AROUND - header.read());
                octetsAround = header.hex() + hex(in, in.position(), behind, 0);
                return violate(found, offset - 1, FrameRules.describe(found, header));
            }
            if (header.isComplete()) {
                return beginPayload();
            }
        }
        return Step.STARVED;
    }

    private Step beginPayload() {
        state = State.IN_PAYLOAD;
        fin = (header.first() & FrameRules.FIN) != 0;
        compressed = (header.first() & FrameRules.RSV1) != 0;
        opcode = FrameRules.opcode(header.first());
        payloadLength = header.payloadLength();
        mask = header.mask();
        payloadRead = 0;
        switch (opcode) {
            case TEXT -> {
                text = !compressed;
                utf8.reset();
                beginData(0);
            }
            case BINARY -> {
                text = false;
                beginData(0);
            }
            case CONTINUATION -> beginData(messageOctets);
            case CLOSE -> closing = new CloseReader((int) payloadLength);
            case PING, PONG -> {}
        }
        return Step.HEADER;
    }

    private void beginData(long messageBefore) {
        dataOctets += offset - frameOffset;
        // The sum could be more than 63 bits can say.
        messageOctets =
                messageBefore > Long.MAX_VALUE - payloadLength
                        ? Long.MAX_VALUE
                        : messageBefore + payloadLength;
        largestMessage = Math.max(largestMessage, messageOctets);
    }

    private Step inPayload(ByteBuffer in) {
        int from = in.position();
        int length = (int) Math.min(in.remaining(), payloadLength - payloadRead);
        return switch (opcode) {
            case CLOSE -> inClose(in, length);
            case PING, PONG -> {
                skip(in, from, length);
                yield payloadRead < payloadLength ? Step.STARVED : endFrame();
            }
            case TEXT, BINARY, CONTINUATION -> {
                if (text) {
                    int valid = utf8.check(in, from, from + length, Mask.after(mask, payloadRead));
                    if (valid < from + length) {
                        int octet =
                                (in.get(valid) ^ Mask.after(mask, payloadRead + valid - from))
                                        & 0xFF;
                        int first = Math.max(from, valid - MOST_AROUND / 2);
                        int last = Math.min(from + length, valid + MOST_AROUND / 2);
                        octetsAround =
                                hex(
                                        in,
                                        first,
                                        last - first,
                                        Mask.after(mask, payloadRead + first - from));
                        skip(in, from, valid - from);
                        yield violate(
                                Violation.TEXT_NOT_UTF8,
                                offset,
                                String.format(
                                        Locale.ROOT, "text is not UTF-8 at octet 0x%02x", octet));
                    }
                }
                skip(in, from, length);
                dataOctets += length;
                yield payloadRead < payloadLength ? Step.STARVED : endDataFrame();
            }
        };
    }

    private void skip(ByteBuffer in, int from, int length) {
        in.position(from + length);
        offset += length;
        payloadRead += length;
    }

    private Step endDataFrame() {
        if (fin && text && !utf8.isComplete()) {
            return violate(
                    Violation.TEXT_ENDS_IN_CODE_POINT, offset - 1, "text ends within a code point");
        }
        unfinished = !fin;
        if (fin) {
            messages++;
        }
        return endFrame();
    }

    private Step endFrame() {
        frames++;
        header.restart();
        state = State.IN_HEADER;
        return Step.FRAME;
    }

    private Step inClose(ByteBuffer in, int length) {
        CloseReader reader = closing;
        if (reader == null) {
            throw new AssertionError("a Close frame that nobody reads");
        }
        for (int i = 0; i < length; i++) {
            Violation found = reader.take((byte) (in.get() ^ Mask.after(mask, payloadRead)));
            offset++;
            payloadRead++;
            if (found != null) {
                return violate(found, offset - 1, reader.description());
            }
        }
        if (payloadRead < payloadLength) {
            return Step.STARVED;
        }
        close = reader.frame();
        frames++;
        state = State.CLOSED;
        return Step.CLOSE;
    }

    private Step violate(Violation violation, long octet, String description) {
        violated = new Violated(violation, frameOffset, octet, headerInHex(), description);
        state = State.VIOLATED;
        return Step.VIOLATION;
    }

    /** Octets of a buffer, unmasked with a key whose first octet is for the first of them. */
    private static String hex(ByteBuffer in, int from, int length, int key) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (in.get(from + i) ^ Mask.after(key, i));
        }
        return HexFormat.of().formatHex(octets);
    }

    /** A header that was read in place was not kept; what it said is known all the same. */
    private String headerInHex() {
        if (header.read() > 0) {
            return header.hex();
        }
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST);
        FrameHeader.write(out, fin, compressed, opcode, payloadLength, rules.sender(), mask);
        return HexFormat.of().formatHex(out.array(), 0, out.position());
    }
}
