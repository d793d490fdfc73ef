package gatepost.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the common path allocates nothing. {@code InboundCheckBenchmark} measures the same. */
final class InboundCheckAllocationTest {
    private static final int ROUNDS = 50;

    @ParameterizedTest(name = "{0}, in pieces of {1} octets")
    @CsvSource(
            textBlock =
                    """
                    CLIENT, 65536
                    SERVER, 65536
                    CLIENT, 5
                    SERVER, 5
                    """)
    void allocatesLessThanAnOctetForEachFrame(Sender sender, int piece) {
        ByteBuffer in = ByteBuffer.wrap(frames(sender));
        InboundCheck check = new InboundCheck(sender, true);
        readAll(check, in, piece); // links and initialises what there is
        long framesBefore = check.frames();

        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            readAll(check, in, piece);
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(check.frames() - framesBefore);
    }

    /** Messages of each kind, short and long, in fragments and with control frames between. */
    private static byte[] frames(Sender sender) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long seed = 0; seed < 60; seed++) {
            LegalStream stream = new LegalStream(seed);
            boolean closes = stream.expected().getLast() instanceof Found.Closed;
            if (stream.sender() == sender && !closes) {
                out.writeBytes(stream.octets());
            }
        }
        // Whatever the seeds have, each frame of these is short.
        String frame = sender == Sender.CLIENT ? "\u0081\u0082\0\0\0\0ok" : "\u0081\u0002ok";
        out.writeBytes(frame.repeat(500).getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    private static void readAll(InboundCheck check, ByteBuffer in, int piece) {
        int end = in.clear().limit();
        for (int from = 0; from < end; from += piece) {
            in.limit(Math.min(end, from + piece)).position(from);
            InboundCheck.Step step;
            do {
                step = check.next(in);
            } while (step == InboundCheck.Step.HEADER || step == InboundCheck.Step.FRAME);
            if (step != InboundCheck.Step.STARVED) {
                throw new AssertionError("the frames are not legal: " + step);
            }
        }
    }
}
