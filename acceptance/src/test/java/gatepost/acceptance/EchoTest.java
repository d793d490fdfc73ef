package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data through the gateway and back, from no octet to 100 MiB. */
final class EchoTest {
    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    /** A client whose frames come back as they reached the upstream. */
    private static RawPeer echoing() {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) -> {
                            peer.sendText(RawUpstream.accepting(request));
                            Frame frame;
                            do {
                                frame = peer.read();
                                peer.send(frame);
                            } while (frame.opcode() != 8);
                            peer.fin();
                        });
        RawPeer client = testbed.client(path);
        RawClient.expectAccepted(client);
        return client;
    }

    private static void closeInOrder(RawPeer client) {
        client.send(Frame.close(1000, "")).expect("close 1000").expectFin().fin();
        assertThat(testbed.gatepost().awaitClosure(client)).containsEntry("cause", "ClientClosed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
    void framesOfUpTo64KibComeBackWhole(int size) {
        try (RawPeer client = echoing()) {
            for (int first : new int[] {0x81, 0x82}) {
                Frame frame = Frame.of(first, Octets.at(0, size));
                client.send(frame);
                assertThat(client.read()).isEqualTo(frame);
            }
            closeInOrder(client);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 1000})
    void framesThatComeOctetByOctetComeBackWhole(int size) {
        try (RawPeer client = echoing()) {
            for (int first : new int[] {0x81, 0x82}) {
                Frame frame = Frame.of(first, Octets.at(0, size));
                client.sendOneByOne(client.octets(frame));
                assertThat(client.read()).isEqualTo(frame);
            }
            closeInOrder(client);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {65_537, 1 << 20, 16 << 20, 100 << 20})
    void largerFramesComeBackInPieces(long size) throws Exception {
        try (RawPeer client = echoing()) {
            for (int opcode = size < 100 << 20 ? 1 : 2; opcode <= 2; opcode++) {
                int first = 0x80 | opcode;
                Thread sending =
                        Thread.ofVirtual()
                                .start(() -> Octets.send(client, End.CLIENT, first, size));
                Octets.expect(client, opcode, size);
                sending.join();
            }
            closeInOrder(client);
        }
    }

    @Test
    void tenThousandMessagesInAdvanceComeBackInOrder() throws Exception {
        try (RawPeer client = echoing()) {
            Frame[] frames = new Frame[10_000];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = Frame.of(0x81 + i % 2, Octets.at(i, i % 300));
            }
            Thread sending = Thread.ofVirtual().start(() -> client.send(frames));
            for (Frame frame : frames) {
                assertThat(client.read()).isEqualTo(frame);
            }
            sending.join();
            closeInOrder(client);
            assertThat(testbed.gatepost().awaitClosure(client))
                    .containsEntry("client.messages", "10000")
                    .containsEntry("upstream.messages", "10000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeFrameGoesOnWhileItArrives(End from) {
        int size = 1 << 20;
        try (Connected connected = testbed.connect()) {
            byte[] octets = connected.at(from).octets(Frame.binary(Octets.at(0, size)));
            RawPeer to = connected.at(from.other());
            List<Frame> pieces = new ArrayList<>();
            int sent = 0;
            int arrived = 0;
            while (sent < octets.length) {
                int length = Math.min(100_000, octets.length - sent);
                connected.at(from).sendOctets(octets, sent, length);
                sent += length;
                while (arrived < Math.min(size, sent - 14 - 4096)) {
                    Frame piece = to.read();
                    pieces.add(piece);
                    arrived += piece.payload().length;
                }
            }
            while (!pieces.getLast().fin()) {
                pieces.add(to.read());
            }

            int at = 0;
            for (Frame piece : pieces) {
                assertThat(piece.opcode()).isEqualTo(at == 0 ? 2 : 0);
                assertThat(piece.payload()).isEqualTo(Octets.at(at, piece.payload().length));
                at += piece.payload().length;
            }
            assertThat(at).isEqualTo(size);
            assertThat(pieces).hasSizeGreaterThanOrEqualTo(10);
            closeInOrder(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrameUpToTheLimitIsHeldUntilItIsWhole(End from) {
        try (Connected connected = testbed.connect()) {
            byte[] octets = connected.at(from).octets(Frame.binary(Octets.at(0, 65_536)));
            for (int at = 0; at < octets.length; at += 5_000) {
                connected.at(from).sendOctets(octets, at, Math.min(5_000, octets.length - at));
            }
            assertThat(Octets.expect(connected.at(from.other()), 2, 65_536)).isEqualTo(1);
            closeInOrder(connected, from);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fragmentsMayBeLargeAndHaveControlFramesBetween(End from) throws Exception {
        try (Connected connected = testbed.connect()) {
            RawPeer to = connected.at(from.other());
            Thread sending =
                    Thread.ofVirtual()
                            .start(() -> {
                                Octets.send(connected.at(from), from, 0x01, 95 * 97 * 16);
                                connected.at(from).send(Frame.ping("between"));
                                Octets.send(connected.at(from), from, 0x80, 95 * 97 * 16);
                            });
            long size = 0;
            boolean pinged = false;
            Frame frame;
            do {
                frame = to.read();
                if (frame.opcode() == 9) {
                    assertThat(size).isEqualTo(95 * 97 * 16);
                    pinged = true;
                } else {
                    assertThat(frame.opcode()).isEqualTo(size == 0 ? 1 : 0);
                    assertThat(frame.payload()).isEqualTo(Octets.at(size, frame.payload().length));
                    size += frame.payload().length;
                }
            } while (!frame.fin() || frame.opcode() == 9);
            sending.join();
            assertThat(size).isEqualTo(2 * 95 * 97 * 16);
            assertThat(pinged).isTrue();
            closeInOrder(connected, from);
            connected.expectClosure(from.word() + ".messages", "1", from.word() + ".frames", "4");
        }
    }

    @Test
    void manyConnectionsDoNotMix() {
        Testbed.forEach(
                IntStream.range(0, 200).boxed().toList(),
                number -> {
                    try (RawPeer client = echoing()) {
                        for (int i = 0; i < 20; i++) {
                            Frame frame = Frame.text(number + " " + i);
                            client.send(frame);
                            assertThat(client.read()).isEqualTo(frame);
                        }
                        client.send(Frame.close()).expect("close").expectFin();
                    }
                });
    }

    @Test
    void bothEndsMaySendAtOnce() throws Exception {
        try (Connected connected = testbed.connect()) {
            CompletableFuture<Integer> down =
                    CompletableFuture.supplyAsync(
                            () -> Octets.expect(connected.client(), 2, 16 << 20),
                            Thread::startVirtualThread);
            CompletableFuture<Integer> up =
                    CompletableFuture.supplyAsync(
                            () -> Octets.expect(connected.upstream(), 2, 16 << 20),
                            Thread::startVirtualThread);
            Thread sending =
                    Thread.ofVirtual()
                            .start(() ->
                                    Octets.send(connected.client(), End.CLIENT, 0x82, 16 << 20));
            Octets.send(connected.upstream(), End.UPSTREAM, 0x82, 16 << 20);
            sending.join();
            assertThat(RawUpstream.await(down)).isPositive();
            assertThat(RawUpstream.await(up)).isPositive();
            closeInOrder(connected, End.CLIENT);
        }
    }

    private static void closeInOrder(Connected connected, End first) {
        connected.at(first).send(Frame.close(1000, ""));
        connected.at(first.other()).answerClose("close 1000");
        connected.at(first).expect("close 1000").expectFin().fin();
        connected.expectClosure("cause", first.cause("Closed"));
    }
}
