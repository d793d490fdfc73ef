package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the common path allocates nothing: neither for a frame nor for a read. */
class ForwardingAllocationTest {
    /** What is linked, initialised and pooled is so behind these. */
    private static final int FIRST_READS = 20_000;

    private static final int READS = 50_000;

    /** The allocator of every socket of the gateway. */
    private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

    @ParameterizedTest(name = "{2} frames of {1} octets from a {0}")
    @CsvSource({
        "CLIENT, 64, 1",
        "SERVER, 64, 1",
        "CLIENT, 64, 16",
        "SERVER, 1024, 1",
        "CLIENT, 1024, 30",
        "SERVER, 60000, 1",
    })
    void allocatesLessThanAnOctetForEachRead(Sender sender, int payload, int frames)
            throws Exception {
        ByteBuffer octets = ByteBuffer.allocateDirect(frames * (FrameHeader.LONGEST + payload));
        for (int i = 0; i < frames; i++) {
            FrameHeader.write(octets, true, false, Opcode.TEXT, payload, sender, 0);
            octets.put(new byte[payload]);
        }
        octets.flip();
        Forwarding forwarding =
                new ForwardingInPlace(
                        new InboundCheck(sender, true),
                        MessageRules.NONE,
                        new Judge(
                                MessageRules.NONE,
                                new RateMeter(Rate.UNLIMITED, System::nanoTime),
                                false),
                        Optional.empty(),
                        new OwnPings(new Random(1), () -> 0, _ -> {}),
                        Route.DEFAULT_COALESCE_UP_TO,
                        sender,
                        allocator,
                        ByteBuf::release);

        FutureTask<Long> allocated = new FutureTask<>(() -> allocatedBy(forwarding, octets));
        new FastThreadLocalThread(allocated).start(); // As an event loop is one.
        assertThat(allocated.get()).isLessThan(READS);
    }

    private long allocatedBy(Forwarding forwarding, ByteBuffer octets) {
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // It allocates.
        try {
            for (int i = 0; i < FIRST_READS; i++) {
                read(forwarding, octets);
            }
            ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long start = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < READS; i++) {
                read(forwarding, octets);
            }
            return thread.getCurrentThreadAllocatedBytes() - start;
        } finally {
            ResourceLeakDetector.setLevel(before);
        }
    }

    /** As a transport reads: into a buffer of its own. */
    private void read(Forwarding forwarding, ByteBuffer octets) {
        ByteBuf buffer = allocator.directBuffer(octets.capacity());
        buffer.writeBytes(octets);
        octets.rewind();
        forwarding.receive(buffer);
    }
}
