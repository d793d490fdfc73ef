package gatepost.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Feeds a check, writes down what it finds, and holds it to its promises about buffers. */
final class Recorder {
    private final InboundCheck check;
    private final List<Found> found = new ArrayList<>();
    private boolean closed;
    private boolean broken;

    Recorder(Sender sender, boolean compression) {
        check = new InboundCheck(sender, compression);
    }

    /** What a check finds in octets that arrive in one piece, or cut before the given indexes. */
    static List<Found> record(Sender sender, boolean compression, byte[] octets, int... cuts) {
        return new Recorder(sender, compression).feed(octets, cuts).found();
    }

    /** What a check finds in octets that arrive one by one. */
    static List<Found> recordEach(Sender sender, boolean compression, byte[] octets) {
        Recorder recorder = new Recorder(sender, compression);
        for (int i = 0; i < octets.length; i++) {
            recorder.feed(ByteBuffer.wrap(octets, i, 1));
        }
        return recorder.found();
    }

    Recorder feed(byte[] octets, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            feed(ByteBuffer.wrap(octets, from, cut - from));
            from = cut;
        }
        return feed(ByteBuffer.wrap(octets, from, octets.length - from));
    }

    /** Asks for everything that is in a buffer. */
    Recorder feed(ByteBuffer in) {
        int limit = in.limit();
        long steps = 3L * in.remaining() + 3;
        while (true) {
            int from = in.position();
            long before = check.octets();
            InboundCheck.Step step = check.next(in);
            require(in.limit() == limit, "the limit was moved");
            require(
                    in.position() >= from && in.position() <= limit,
                    "the position left the buffer");
            require(
                    closed || check.octets() - before == in.position() - from,
                    "octets() does not count what was taken");
            require(check.payloadRead() <= check.payloadLength(), "more payload than there is");
            require(steps-- > 0, "found more than there can be");
            switch (step) {
                case STARVED -> {
                    require(!in.hasRemaining(), "starved with octets left");
                    require(!broken, "went on behind a violation");
                    return this;
                }
                case HEADER -> {
                    require(!closed && !broken, "went on behind the end");
                    require(check.payloadRead() == 0, "payload before the header's end");
                    found.add(
                            new Found.FrameBegan(
                                    check.octets(),
                                    check.opcode(),
                                    check.fin(),
                                    check.compressed(),
                                    check.payloadLength(),
                                    check.mask()));
                }
                case FRAME -> {
                    require(!closed && !broken, "went on behind the end");
                    require(check.payloadRead() == check.payloadLength(), "ended too early");
                    require(check.isBetweenFrames(), "a frame ended within a frame");
                    found.add(
                            new Found.FrameEnded(check.octets(), check.frames(), check.messages()));
                }
                case CLOSE -> {
                    require(!closed && !broken, "went on behind the end");
                    closed = true;
                    found.add(new Found.Closed(check.octets(), check.close()));
                }
                case VIOLATION -> {
                    require(!closed, "a violation behind a Close");
                    if (!broken) {
                        broken = true;
                        Violated violated = check.violated();
                        found.add(
                                new Found.Broken(
                                        check.octets(),
                                        violated.violation(),
                                        violated.frame(),
                                        violated.octet(),
                                        violated.header()));
                    }
                    return this;
                }
            }
        }
    }

    List<Found> found() {
        return found;
    }

    InboundCheck check() {
        return check;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
