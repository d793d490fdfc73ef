package gatepost.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast {@link InboundCheck} goes through a direct buffer of 64 KiB of payload in frames of one
 * size, as one read of a busy connection may hold them. The counter {@code octets}, headers
 * included, is per nanosecond, which is GB/s.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
public class InboundCheckBenchmark {
    private static final int PAYLOAD = 1 << 16;

    /** What the payloads are. Only text is looked at. */
    public enum Content {
        BINARY,
        ASCII,
        /** Words of one, two, three and four octets for a code point. */
        MIXED
    }

    /** Octets that were checked. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Checked {
        public long octets;
    }

    @Param({"64", "1024", "65536"})
    public int payloadLength;

    @Param public Content content = Content.BINARY;

    /** A client masks, a server does not. */
    @Param public Sender sender = Sender.CLIENT;

    private ByteBuffer in = ByteBuffer.allocate(0);
    private InboundCheck check = new InboundCheck(Sender.CLIENT, false);

    @Setup
    public void fill() {
        Random random = new Random(42);
        int frames = PAYLOAD / payloadLength;
        in = ByteBuffer.allocateDirect(frames * (FrameHeader.LONGEST + payloadLength));
        for (int i = 0; i < frames; i++) {
            int mask = sender == Sender.CLIENT ? random.nextInt() : 0;
            Opcode opcode = content == Content.BINARY ? Opcode.BINARY : Opcode.TEXT;
            FrameHeader.write(in, true, false, opcode, payloadLength, sender, mask);
            byte[] payload = payload(random);
            for (int at = 0; at < payloadLength; at++) {
                in.put((byte) (payload[at] ^ Mask.after(mask, at)));
            }
        }
        in.flip();
        check = new InboundCheck(sender, false);
    }

    private byte[] payload(Random random) {
        byte[] payload = new byte[payloadLength];
        if (content == Content.BINARY) {
            random.nextBytes(payload);
            return payload;
        }
        String[] words =
                content == Content.ASCII
                        ? new String[] {"gate ", "post ", "between ", "you, ", "me "}
                        : new String[] {"gate ", "ворота ", "門柱、", "문기둥 ", "cột cổng ", "🚪 "};
        Arrays.fill(payload, (byte) '.');
        int end = 0;
        while (true) {
            byte[] word = words[random.nextInt(words.length)].getBytes(UTF_8);
            if (end + word.length > payload.length) {
                return payload;
            }
            System.arraycopy(word, 0, payload, end, word.length);
            end += word.length;
        }
    }

    /** As the relay goes: over messages of one frame in one loop. */
    @Benchmark
    public long messages(Checked checked) {
        in.rewind();
        InboundCheck.Step step;
        do {
            check.passMessages(in, PAYLOAD, true, true);
            step = check.next(in);
        } while (step == InboundCheck.Step.HEADER || step == InboundCheck.Step.FRAME);
        return checked(step, checked);
    }

    /** Frame by frame, as whatever is not a message of one uncut frame is gone over. */
    @Benchmark
    public long frames(Checked checked) {
        in.rewind();
        InboundCheck.Step step;
        do {
            step = check.next(in);
        } while (step == InboundCheck.Step.HEADER || step == InboundCheck.Step.FRAME);
        return checked(step, checked);
    }

    private long checked(InboundCheck.Step step, Checked checked) {
        if (step != InboundCheck.Step.STARVED) {
            throw new AssertionError(check.violated());
        }
        checked.octets += in.limit();
        return check.messages();
    }
}
