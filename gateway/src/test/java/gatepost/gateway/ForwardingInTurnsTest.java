package gatepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Forwarding.Outcome;
import gatepost.protocol.DeflateTerms.Compressor;
import gatepost.protocol.FrameHeader;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.MessageInflater;
import gatepost.protocol.Opcode;
import gatepost.protocol.Sender;
import gatepost.protocol.ZlibPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwardingInTurnsTest {
    private static final int ROOM = 16 * 1024;

    /** What a portion can inflate to, beside what is done in a turn anyway. */
    private static final long MOST_IN_A_TURN =
            ForwardingInTurns.MOST_WORK + 1032L * ForwardingInTurns.PORTION;

    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
    private final ZlibPool zlib = new ZlibPool(4);
    private final List<ByteBuf> written = new ArrayList<>();
    private final InboundCheck check = new InboundCheck(Sender.SERVER, true);
    private final InflatedCopy copy =
            new InflatedCopy(
                    new MessageInflater(new Compressor(true, 15), zlib),
                    new InflatedText(MessageRules.NONE),
                    Inspection.ofPlain(MessageRules.NONE),
                    ByteBuffer.allocateDirect(ROOM));
    private final ForwardingInTurns forwarding =
            new ForwardingInTurns(
                    new ForwardingInPlace(
                            check,
                            MessageRules.NONE,
                            new Judge(
                                    MessageRules.NONE,
                                    new RateMeter(Rate.UNLIMITED, System::nanoTime),
                                    true),
                            Optional.of(copy),
                            new OwnPings(new Random(1), () -> 0, _ -> {}),
                            Route.DEFAULT_COALESCE_UP_TO,
                            Sender.SERVER,
                            allocator,
                            written::add),
                    copy::work);

    private ByteBuf received = allocator.directBuffer();

    @AfterEach
    void everythingWasGivenBack() {
        forwarding.release();
        written.forEach(ByteBuf::release);
        assertThat(received.refCnt()).isZero();
        assertThat(zlib.lent()).isZero();
    }

    private Outcome receive(byte[] octets) {
        received = allocator.directBuffer(octets.length).writeBytes(octets);
        return forwarding.receive(received);
    }

    private static byte[] compressed(byte[] message) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH) - 4;
        deflater.end();
        return framed(Arrays.copyOf(out, length));
    }

    private static byte[] framed(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(FrameHeader.LONGEST + payload.length);
        FrameHeader.write(frame, true, true, Opcode.BINARY, payload.length, Sender.SERVER, 0);
        frame.put(payload);
        byte[] octets = new byte[frame.position()];
        frame.get(0, octets);
        return octets;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private byte[] output() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf buffer : written) {
            byte[] octets = new byte[buffer.readableBytes()];
            buffer.getBytes(buffer.readerIndex(), octets);
            all.writeBytes(octets);
        }
        return all.toByteArray();
    }

    @Test
    void whatInflatesToVeryMuchIsDoneInTurns() {
        byte[] bomb = compressed(new byte[50_000_000]);
        assertThat(bomb.length).isBetween(40_000, 64 * 1024);

        Outcome outcome = receive(bomb);
        int turns = 1;
        for (long before = 0; forwarding.isWaiting(); turns++) {
            assertThat(copy.work() - before).isLessThanOrEqualTo(MOST_IN_A_TURN);
            before = copy.work();
            assertThat(outcome).isEqualTo(Outcome.STARVED);
            outcome = forwarding.resume();
        }

        assertThat(outcome).isEqualTo(Outcome.STARVED);
        assertThat(turns).isGreaterThan(4);
        assertThat(copy.work()).isGreaterThanOrEqualTo(50_000_000);
        assertThat(output()).isEqualTo(bomb);
    }

    /** Each pair of octets begins another stream, which costs as much as many octets do. */
    @Test
    void whatInflatesToNothingWithMuchWorkIsDoneInTurns() {
        byte[] blocks = new byte[60_000];
        for (int i = 0; i < blocks.length; i += 2) {
            blocks[i] = 3;
        }
        receive(framed(blocks));

        int turns = 1;
        for (; forwarding.isWaiting(); turns++) {
            assertThat(forwarding.resume()).isEqualTo(Outcome.STARVED);
        }
        assertThat(turns).isGreaterThan(4);
    }

    @Test
    void whatInflatesToLittleIsDoneAtOnce() {
        byte[] random = new byte[60_000];
        new Random(7).nextBytes(random);
        byte[] message = compressed(random);

        receive(message);

        assertThat(forwarding.isWaiting()).isFalse();
        assertThat(output()).isEqualTo(message);
    }

    @Test
    void whatWaitsBehindACloseIsGivenAwayInOrder() {
        byte[] close = {(byte) 0x88, 2, 0x03, (byte) 0xE8};
        byte[] behind = "behind".repeat(5000).getBytes(UTF_8);

        assertThat(receive(joined(compressed(new byte[10]), close, behind)))
                .isEqualTo(Outcome.CLOSE);

        ByteArrayOutputStream waiting = new ByteArrayOutputStream();
        for (ByteBuf taken = forwarding.takeWaiting();
                taken != null;
                taken = forwarding.takeWaiting()) {
            byte[] octets = new byte[taken.readableBytes()];
            taken.readBytes(octets);
            waiting.writeBytes(octets);
            taken.release();
        }
        assertThat(waiting.toByteArray()).isEqualTo(behind);
        assertThat(forwarding.isWaiting()).isFalse();
    }
}
