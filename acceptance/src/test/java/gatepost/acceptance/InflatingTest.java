package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes on which the gateway looks into compressed messages, or compresses itself (RFC 7692). */
final class InflatingTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final long MOST_GROWTH = 8 << 20;
    private static final int WARM_UPS = 6;

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    /** A leg with permessage-deflate on the side of one end only, or of both. */
    private static Connected connect(String route, End... compressed) {
        List<End> ends = List.of(compressed);
        return testbed.connect(
                route,
                ends.contains(End.CLIENT) ? List.of(OFFER) : List.of(),
                ends.contains(End.UPSTREAM)
                        ? List.of(
                                OFFER + "; server_no_context_takeover; client_no_context_takeover")
                        : List.of());
    }

    /** Reads a compressed message, in however many frames. */
    private static String readInflated(RawPeer peer) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        Frame frame = peer.read();
        assertThat(frame.rsv1()).isTrue();
        assertThat(frame.opcode()).isEqualTo(1);
        payload.writeBytes(frame.payload());
        while (!frame.fin()) {
            frame = peer.read();
            assertThat(frame.rsv1()).isFalse();
            payload.writeBytes(frame.payload());
        }
        payload.writeBytes(new byte[] {0, 0, -1, -1});
        Inflater inflater = new Inflater(true);
        inflater.setInput(payload.toByteArray());
        byte[] out = new byte[1 << 20];
        try {
            return new String(out, 0, inflater.inflate(out), UTF_8);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    private static void end(Connected connected, End first) {
        connected.at(first).send(Frame.close(1000, ""));
        connected.at(first.other()).answerClose("close 1000");
        connected.at(first).expect("close 1000").expectFin().fin();
        connected.expectClosure("cause", first.cause("Closed"));
    }

    @ParameterizedTest
    @EnumSource
    void oneEndMayCompressAndTheOtherNot(End compressing) {
        try (Connected connected = connect("/bridge", compressing)) {
            RawPeer one = connected.at(compressing);
            RawPeer other = connected.at(compressing.other());

            one.send(Frame.compressedText("hello"), Frame.text("plain"), Frame.ping("p"));
            other.expect("text hello", "text plain", "ping p");
            other.send(
                    Frame.text("hello, hello"),
                    Frame.textBegin("frag"),
                    Frame.of(0x80, "ment".getBytes(UTF_8)));
            assertThat(readInflated(one)).isEqualTo("hello, hello");
            assertThat(readInflated(one)).isEqualTo("fragment");
            end(connected, compressing);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/bridge, permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "/bridge-takeover, permessage-deflate",
    })
    void theClientIsAnsweredWhateverTheUpstreamCan(String route, String answer) {
        try (Connected connected = connect(route, End.CLIENT)) {
            assertThat(connected.answered().value("Sec-WebSocket-Extensions")).isEqualTo(answer);
            connected.client().send(Frame.compressedText("hello"));
            connected
                    .upstream()
                    .expect("text hello")
                    .send(Frame.text("hello"), Frame.text("hello"));
            assertThat(readInflated(connected.client())).isEqualTo("hello");
            if (route.equals("/bridge")) {
                assertThat(readInflated(connected.client())).isEqualTo("hello");
            } else {
                // It refers to the first one, which a reader that begins afresh does not know.
                assertThat(connected.client().read().payload())
                        .hasSizeLessThan(Octets.deflated("hello".getBytes(UTF_8)).length);
            }
            end(connected, End.CLIENT);
        }
    }

    @Test
    void theUpstreamIsOfferedCompressionWhateverTheClientCan() {
        try (Connected connected = connect("/bridge", End.UPSTREAM)) {
            assertThat(connected.asked().value("Sec-WebSocket-Extensions"))
                    .isEqualTo(
                            "permessage-deflate; server_no_context_takeover;"
                                    + " client_no_context_takeover; client_max_window_bits");
            assertThat(connected.answered().values("Sec-WebSocket-Extensions")).isEmpty();
            end(connected, End.UPSTREAM);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeMessagePassesInPieces(End compressing) {
        String text = "0123456789abcdef".repeat(40_000);
        try (Connected connected = connect("/bridge", compressing)) {
            connected.at(compressing).send(Frame.compressedText(text));
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();
            Frame frame;
            do {
                frame = connected.at(compressing.other()).read();
                arrived.writeBytes(frame.payload());
            } while (!frame.fin());
            assertThat(arrived.toString(UTF_8).equals(text)).isTrue();
            end(connected, compressing);
        }
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({
        "/inspect, CLIENT",
        "/inspect, UPSTREAM",
        "/bridge, CLIENT",
        "/bridge, UPSTREAM",
    })
    void compressedTextThatIsNotUtf8Is1007(String route, End wrong) {
        try (Connected connected = connect(route, End.CLIENT, End.UPSTREAM)) {
            connected
                    .at(wrong)
                    .send(Frame.of(0xC1, Octets.deflated(new byte[] {'a', (byte) 0xFF})));

            connected.at(wrong).answerClose("close 1007 compressed text is not UTF-8");
            connected.at(wrong.other()).answerClose(wrong.failed("compressed text is not UTF-8"));
            connected.expectClosure("cause", wrong.cause("Violation"));
        }
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({
        "/inspect, CLIENT",
        "/inspect, UPSTREAM",
        "/bridge, CLIENT",
        "/bridge, UPSTREAM",
    })
    void whatCannotBeInflatedIsAViolation(String route, End wrong) {
        try (Connected connected = connect(route, End.CLIENT, End.UPSTREAM)) {
            connected.at(wrong).send(Frame.of(0xC2, new byte[] {-1, -1, -1}));

            Frame close = connected.at(wrong).read();
            assertThat(close.toString()).startsWith("close 1007 compressed data is corrupt");
            connected.at(wrong).expectFin().send(close).fin();
            Frame other = connected.at(wrong.other()).read();
            assertThat(other.toString()).startsWith(wrong.failed("compressed data is corrupt"));
            connected.at(wrong.other()).expectFin().send(other).fin();
            connected.expectClosure("cause", wrong.cause("Violation"));
        }
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({
        "/inspect-limit, CLIENT",
        "/inspect-limit, UPSTREAM",
        "/bridge-limit, CLIENT",
        "/bridge-limit, UPSTREAM",
    })
    void messagesAreMeasuredBehindInflating(String route, End wrong) {
        try (Connected connected = connect(route, End.CLIENT, End.UPSTREAM)) {
            connected.at(wrong).send(Frame.of(0xC2, Octets.deflated(new byte[1000])));
            assertThat(connected.at(wrong.other()).read().rsv1()).isTrue();
            byte[] tooLarge = Octets.deflated(new byte[1001]);
            int half = tooLarge.length / 2;
            connected
                    .at(wrong)
                    .send(
                            Frame.of(0x42, Arrays.copyOf(tooLarge, half)),
                            Frame.of(0x80, Arrays.copyOfRange(tooLarge, half, tooLarge.length)));

            Frame close = connected.at(wrong).read();
            assertThat(close.toString())
                    .isEqualTo("close 1009 message inflated to 1001 bytes exceeds 1000");
            connected.at(wrong).expectFin().send(close).fin();
            Frame other = connected.at(wrong.other()).read();
            while (other.opcode() != 8) {
                assertThat(other.fin()).isFalse();
                other = connected.at(wrong.other()).read();
            }
            assertThat(other)
                    .hasToString(wrong.failed("message inflated to 1001 bytes exceeds 1000"));
            connected.at(wrong.other()).expectFin().send(other).fin();
            connected.expectClosure("cause", wrong.cause("Refused"));
        }
    }

    /** 1 GiB of zeros in 1 MiB. */
    @ParameterizedTest
    @CsvSource({"/inspect, 1009", "/bridge, 1009", "/bridge-unlimited, 1000"})
    void aBombDoesNotMakeTheGatewayGrow(String route, int code) throws Exception {
        byte[] bomb = bomb();
        try (Testbed own = Testbed.start()) {
            long pid = own.gatepost().pid();
            byte[] small = Octets.deflated(new byte[20_000_000]);
            for (int i = 0; i < WARM_UPS; i++) {
                explode(own, route, small, 1000); // On each event loop, as chance has it.
            }
            ProcessView gatepost = new ProcessView(pid);
            long before = gatepost.memory();

            explode(own, route, bomb, code);

            assertThat(gatepost.memory() - before).isLessThan(MOST_GROWTH);
        }
    }

    private static void explode(Testbed own, String route, byte[] bomb, int code)
            throws InterruptedException {
        List<String> extension = List.of(OFFER);
        try (Connected connected =
                own.connect(
                        route, extension, route.startsWith("/inspect") ? extension : List.of())) {
            Thread sending =
                    Thread.ofVirtual()
                            .start(() ->
                                    connected
                                            .client()
                                            .send(Frame.of(0xC2, bomb), Frame.close(1000, "")));
            Frame frame = connected.upstream().read();
            while (frame.opcode() != 8) {
                frame = connected.upstream().read();
            }
            connected.upstream().expectFin().send(frame).fin();
            assertThat(connected.client().read().toString()).startsWith("close " + code);
            sending.join();
            connected.client().expectFin().fin();
            connected.closure();
        }
    }

    private static byte[] bomb() {
        Deflater deflater = new Deflater(9, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        byte[] part = new byte[1 << 16];
        for (int i = 0; i < 1024; i++) {
            deflater.setInput(zeros);
            int flush = i == 1023 ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
            for (int length = deflater.deflate(part, 0, part.length, flush);
                    length > 0;
                    length = deflater.deflate(part, 0, part.length, flush)) {
                out.write(part, 0, length);
            }
        }
        deflater.end();
        return Arrays.copyOf(out.toByteArray(), out.size() - 4);
    }

    @Test
    void anUpstreamThatDoesNotAgreeToWhatIsRequiredGets1010() {
        try (Connected connected = connect("/required", End.CLIENT)) {
            connected
                    .client()
                    .answerClose("close 1014 upstream: did not agree to permessage-deflate");
            connected.upstream().answerClose("close 1010 permessage-deflate");
            connected.expectClosure(
                    "cause", "UpstreamUnavailable",
                    "upstream.sent", "1010",
                    "client.sent", "1014",
                    "evidence", "did not agree to permessage-deflate");
        }
    }

    @Test
    void anUpstreamThatDoesNotAgreeToWhatIsRequiredIs502WhereTheRouteSaysSo() {
        String path = testbed.path("/required-http");
        var asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path, OFFER)) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            arrived.peer().answerClose("close 1010 permessage-deflate");
            assertThat(client.readHead().status()).isEqualTo(502);
            assertThat(client.readRest())
                    .isEqualTo("gatepost: upstream: did not agree to permessage-deflate\n");
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("cause", "UpstreamUnavailable")
                    .containsEntry("client.tcp", "never-opened")
                    .containsEntry("upstream.sent", "1010")
                    .containsEntry("upstream.sent-reason", "permessage-deflate")
                    .containsEntry("upstream.received", "1010")
                    .containsEntry("upstream.tcp", "fin");
        }
    }

    @Test
    void anUpstreamThatAgreesToWhatIsRequiredIsUsed() {
        try (Connected connected = connect("/required", End.UPSTREAM)) {
            end(connected, End.CLIENT);
        }
    }

    @Test
    void aClientThatMissesAnExtensionLeavesTheHandshakesAsEvidence() {
        try (Connected connected = testbed.connect("/t", OFFER)) {
            connected.client().send(Frame.close(1010, "permessage-deflate"));
            connected.upstream().answerClose("close 1010 permessage-deflate");
            connected.client().expect("close 1010 permessage-deflate").expectFin().fin();
            connected.expectClosure(
                    "cause",
                    "ClientClosed",
                    "evidence",
                    "the client offered permessage-deflate, the gateway offered permessage-deflate,"
                            + " the upstream answered no extension, the gateway answered no"
                            + " extension");
        }
    }
}
