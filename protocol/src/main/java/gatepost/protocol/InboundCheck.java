package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x8;
    private static final int LONGEST_CONTROL_PAYLOAD = 125;
    private static final @Nullable Opcode[] OPCODES = new @Nullable Opcode[16];

    static {
        for (Opcode opcode : Opcode.values()) {
            OPCODES[opcode.number()] = opcode;
        }
    }

    private final Sender sender;
    private final boolean compression;
    private final Utf8Check utf8 = new Utf8Check();

    private State state = State.IN_HEADER;

    // The frame in progress, or the last one.
    private final byte[] header = new byte[FrameHeader.LONGEST];
    private int headerRead;
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

    private byte @Nullable [] closePayload;
    private @Nullable CloseFrame close;
    private @Nullable Violated violated;

    private long offset;
    private long frames;
    private long messages;

    /**
     * @param sender whose octets these are
     * @param compression whether permessage-deflate was negotiated, so that RSV1 marks compressed
     *     messages (RFC 7692 §6), whose text is not checked
     */
    public InboundCheck(Sender sender, boolean compression) {
        this.sender = sender;
        this.compression = compression;
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
        return state == State.CLOSED || (state == State.IN_HEADER && headerRead == 0);
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

    private Step inHeader(ByteBuffer in) {
        if (headerRead == 0) {
            frameOffset = offset;
            if (readUncutHeader(in)) {
                return beginPayload();
            }
        }
        while (in.hasRemaining()) {
            header[headerRead++] = in.get();
            offset++;
            Violation found = violationOfLastHeaderOctet();
            if (found != null) {
                return violate(found, offset - 1, descriptionOf(found));
            }
            if (headerRead >= 2 && headerRead == headerLength(header[1])) {
                fin = (header[0] & FIN) != 0;
                compressed = (header[0] & RSV1) != 0;
                opcode = knownOpcode(header[0]);
                payloadLength = announcedLength();
                mask =
                        sender == Sender.CLIENT
                                ? Integer.reverseBytes((int) headerNumber(headerRead - 4, 4))
                                : 0;
                return beginPayload();
            }
        }
        return Step.STARVED;
    }

    /**
     * Reads a header in place where it lies whole in the buffer, as nearly all do. Whatever is not
     * as it should be is left to the way that goes octet by octet and says what is wrong.
     */
    private boolean readUncutHeader(ByteBuffer in) {
        int at = in.position();
        int remaining = in.remaining();
        if (remaining < 2 || in.order() != ByteOrder.BIG_ENDIAN) {
            return false;
        }
        int first = in.get(at);
        int second = in.get(at + 1);
        int length = headerLength(second);
        if (remaining < length
                || violationOfFirstOctet(first) != null
                || violationOfSecondOctet(first, second) != null) {
            return false;
        }
        long announced = second & 0x7F;
        if (announced == 126) {
            announced = in.getShort(at + 2) & 0xFFFF;
            if (announced < 126) {
                return false;
            }
        } else if (announced == 127) {
            announced = in.getLong(at + 2);
            if (announced <= 0xFFFF) {
                return false;
            }
        }
        fin = (first & FIN) != 0;
        compressed = (first & RSV1) != 0;
        opcode = knownOpcode(first);
        payloadLength = announced;
        mask = sender == Sender.CLIENT ? Mask.at(in, at + length - 4) : 0;
        in.position(at + length);
        offset += length;
        return true;
    }

    private static int headerLength(int second) {
        int length = second & 0x7F;
        return 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + ((second & MASKED) != 0 ? 4 : 0);
    }

    private static Opcode knownOpcode(int first) {
        Opcode known = OPCODES[first & 0xF];
        if (known == null) {
            throw new AssertionError("an unknown opcode was let through: " + first);
        }
        return known;
    }

    private long announcedLength() {
        int length = header[1] & 0x7F;
        return length == 127 ? headerNumber(2, 8) : length == 126 ? headerNumber(2, 2) : length;
    }

    /** A number that stands in the header in network byte order (RFC 6455 §5.2). */
    private long headerNumber(int from, int octets) {
        long number = 0;
        for (int at = from; at < from + octets; at++) {
            number = number << 8 | (header[at] & 0xFF);
        }
        return number;
    }

    /** Judges each octet as soon as it is there: a peer that errs need not send more to be told. */
    private @Nullable Violation violationOfLastHeaderOctet() {
        int lengthOctets =
                switch (headerRead == 1 ? 0 : header[1] & 0x7F) {
                    case 126 -> 2;
                    case 127 -> 8;
                    default -> 0;
                };
        if (headerRead == 1) {
            return violationOfFirstOctet(header[0]);
        }
        if (headerRead == 2) {
            return violationOfSecondOctet(header[0], header[1]);
        }
        if (headerRead == 3 && lengthOctets == 8 && header[2] < 0) {
            return Violation.LENGTH_OVER_63_BITS;
        }
        if (headerRead == 2 + lengthOctets) {
            long least = lengthOctets == 2 ? 126 : 0x10000;
            return announcedLength() < least ? Violation.LENGTH_NOT_MINIMAL : null;
        }
        return null;
    }

    private @Nullable Violation violationOfFirstOctet(int first) {
        int number = first & 0xF;
        int reserved = first & RSV;
        if (reserved != 0) {
            if (!compression || reserved != RSV1) {
                return Violation.RESERVED_BITS;
            }
            if ((number & CONTROL) != 0) {
                return Violation.COMPRESSED_CONTROL_FRAME;
            }
            if (number == 0) {
                return Violation.COMPRESSED_CONTINUATION;
            }
        }
        if (OPCODES[number] == null) {
            return Violation.RESERVED_OPCODE;
        }
        if ((number & CONTROL) != 0) {
            return (first & FIN) == 0 ? Violation.FRAGMENTED_CONTROL_FRAME : null;
        }
        if (number == 0) {
            return unfinished ? null : Violation.CONTINUATION_OF_NOTHING;
        }
        return unfinished ? Violation.UNFINISHED_MESSAGE : null;
    }

    private @Nullable Violation violationOfSecondOctet(int first, int second) {
        boolean masked = (second & MASKED) != 0;
        if (masked != (sender == Sender.CLIENT)) {
            return masked ? Violation.MASKED_BY_SERVER : Violation.UNMASKED_BY_CLIENT;
        }
        int length = second & 0x7F;
        if ((first & CONTROL) != 0) {
            if (length > LONGEST_CONTROL_PAYLOAD) {
                return Violation.LONG_CONTROL_FRAME;
            }
            if ((first & 0xF) == Opcode.CLOSE.number() && length == 1) {
                return Violation.CLOSE_OF_ONE_OCTET;
            }
        }
        return null;
    }

    private Step beginPayload() {
        state = State.IN_PAYLOAD;
        payloadRead = 0;
        switch (opcode) {
            case TEXT -> {
                text = !compressed;
                utf8.reset();
            }
            case BINARY -> text = false;
            case CLOSE -> {
                closePayload = new byte[(int) payloadLength];
                utf8.reset();
            }
            case CONTINUATION, PING, PONG -> {}
        }
        return Step.HEADER;
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
                        skip(in, from, valid - from);
                        yield violate(
                                Violation.TEXT_NOT_UTF8,
                                offset,
                                String.format(
                                        Locale.ROOT, "text is not UTF-8 at octet 0x%02x", octet));
                    }
                }
                skip(in, from, length);
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
        headerRead = 0;
        state = State.IN_HEADER;
        return Step.FRAME;
    }

    private Step inClose(ByteBuffer in, int length) {
        byte[] payload = closePayload;
        if (payload == null) {
            throw new AssertionError("a Close frame without room for its payload");
        }
        for (int i = 0; i < length; i++) {
            int at = (int) payloadRead;
            payload[at] = (byte) (in.get() ^ Mask.after(mask, at));
            offset++;
            payloadRead++;
            if (at == 1 && !CloseCode.isLegalOnWire(closeCode(payload))) {
                return violate(
                        Violation.CLOSE_CODE, offset - 1, "close code " + closeCode(payload));
            }
            if (at >= 2 && utf8.check(ByteBuffer.wrap(payload), at, at + 1, 0) == at) {
                return violate(
                        Violation.CLOSE_REASON_NOT_UTF8,
                        offset - 1,
                        String.format(
                                Locale.ROOT,
                                "close reason is not UTF-8 at octet 0x%02x",
                                payload[at]));
            }
        }
        if (payloadRead < payloadLength) {
            return Step.STARVED;
        }
        if (!utf8.isComplete()) {
            return violate(
                    Violation.CLOSE_REASON_NOT_UTF8,
                    offset - 1,
                    "close reason ends within a code point");
        }
        close =
                payload.length == 0
                        ? CloseFrame.WITHOUT_BODY
                        : new CloseFrame(
                                closeCode(payload),
                                new String(payload, 2, payload.length - 2, UTF_8));
        frames++;
        state = State.CLOSED;
        return Step.CLOSE;
    }

    private static int closeCode(byte[] payload) {
        return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    private Step violate(Violation violation, long octet, String description) {
        // A header that was read in place is not in the array; what it said is known all the same.
        byte[] octets = headerRead > 0 ? Arrays.copyOf(header, headerRead) : writtenHeader();
        violated =
                new Violated(
                        violation,
                        frameOffset,
                        octet,
                        HexFormat.of().formatHex(octets),
                        description);
        state = State.VIOLATED;
        return Step.VIOLATION;
    }

    private byte[] writtenHeader() {
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.LONGEST);
        FrameHeader.write(out, fin, compressed, opcode, payloadLength, sender, mask);
        return Arrays.copyOf(out.array(), out.position());
    }

    private String descriptionOf(Violation found) {
        int first = header[0] & 0xFF;
        return switch (found) {
            case RESERVED_BITS ->
                    "reserved bits RSV1-3 are "
                            + (first >> 6 & 1)
                            + (first >> 5 & 1)
                            + (first >> 4 & 1);
            case COMPRESSED_CONTROL_FRAME -> "a control frame is marked as compressed";
            case COMPRESSED_CONTINUATION -> "a continuation frame is marked as compressed";
            case RESERVED_OPCODE -> "reserved opcode 0x" + Integer.toHexString(first & 0xF);
            case FRAGMENTED_CONTROL_FRAME -> "a control frame is fragmented";
            case CONTINUATION_OF_NOTHING -> "a continuation frame continues no message";
            case UNFINISHED_MESSAGE -> "a new message begins before the last one is finished";
            case UNMASKED_BY_CLIENT -> "a client's frame is not masked";
            case MASKED_BY_SERVER -> "a server's frame is masked";
            case LONG_CONTROL_FRAME -> "a control frame is longer than 125 octets";
            case LENGTH_NOT_MINIMAL ->
                    "a payload length of "
                            + announcedLength()
                            + " is written in "
                            + (headerRead - 2)
                            + " octets";
            case LENGTH_OVER_63_BITS -> "a payload length has more than 63 bits";
            case CLOSE_OF_ONE_OCTET -> "a Close frame has a body of one octet";
            case CLOSE_CODE, CLOSE_REASON_NOT_UTF8, TEXT_NOT_UTF8, TEXT_ENDS_IN_CODE_POINT ->
                    throw new AssertionError(found + " is not in a header");
        };
    }
}
