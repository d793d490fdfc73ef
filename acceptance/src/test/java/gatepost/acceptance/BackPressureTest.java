package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that does not read makes the other wait, not the gateway grow. */
final class BackPressureTest {
    private static final int FRAME = 50_000;
    private static final int FRAMES = (64 << 20) / FRAME;
    private static final long MOST_GROWTH = 8 << 20;
    private static final int WARM_UPS = 8;

    /** Or the system's buffers would take all that is sent. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    @ParameterizedTest
    @EnumSource
    void aPeerThatStopsReadingGetsEverythingWhenItGoesOn(End from) throws Exception {
        try (Testbed testbed = Testbed.start(Map.of(), RECEIVE_BUFFER)) {
            warmUp(testbed, from);
            long before = new ProcessView(testbed.gatepost().pid()).memory();
            AtomicLong grown = new AtomicLong();

            AtomicLong sent = new AtomicLong();
            pass(
                    testbed,
                    from,
                    sent,
                    () -> {
                        awaitStandstill(sent);
                        grown.set(new ProcessView(testbed.gatepost().pid()).memory() - before);
                        assertThat(sent.get()).isLessThan(FRAMES);
                    });

            assertThat(grown.get()).isLessThan(MOST_GROWTH);
        }
    }

    /** Only what its peer still sends is discarded; what goes to it has to wait as before. */
    @ParameterizedTest
    @EnumSource
    void aPeerThatStopsReadingAndClosesMakesTheOtherWaitAsBefore(End from) throws Exception {
        try (Testbed testbed = Testbed.start(Map.of(), RECEIVE_BUFFER)) {
            warmUp(testbed, from);
            long before = new ProcessView(testbed.gatepost().pid()).memory();

            RawPeer client = RawClient.connect(testbed.gatepost().port(), RECEIVE_BUFFER);
            try (Connected connected = testbed.connect(client, "/patient", List.of(), List.of())) {
                RawPeer sender = connected.at(from);
                RawPeer closing = connected.at(from.other());
                AtomicLong sent = new AtomicLong();
                Thread sending =
                        Thread.ofVirtual()
                                .start(() -> {
                                    for (int i = 0; i < FRAMES; i++) {
                                        sender.send(Frame.binary(Octets.at(i, FRAME)));
                                        sent.incrementAndGet();
                                    }
                                    sender.send(Frame.close(1000, "done")).fin();
                                });
                awaitStandstill(sent);
                closing.send(Frame.close(1000, "enough"));
                sender.expect("close 1000 enough").expectFin();
                awaitStandstill(sent);

                assertThat(sent.get()).isLessThan(FRAMES);
                assertThat(new ProcessView(testbed.gatepost().pid()).memory() - before)
                        .isLessThan(MOST_GROWTH);
                for (int i = 0; i < FRAMES; i++) {
                    assertThat(closing.read()).isEqualTo(Frame.binary(Octets.at(i, FRAME)));
                }
                closing.expect("close 1000 done").expectFin().fin();
                sending.join();
                connected.expectClosure("cause", from.other().cause("Closed"));
            }
        }
    }

    /** Its Close cannot be written, and it will never say more. */
    @ParameterizedTest
    @EnumSource
    void aPeerThatStopsReadingAndSendingIsLetGo(End from) throws Exception {
        try (Testbed testbed = Testbed.start(Map.of(), RECEIVE_BUFFER)) {
            RawPeer client = RawClient.connect(testbed.gatepost().port(), RECEIVE_BUFFER);
            try (Connected connected = testbed.connect(client, "/short", List.of(), List.of())) {
                RawPeer sender = connected.at(from);
                RawPeer stuck = connected.at(from.other());
                AtomicLong sent = new AtomicLong();
                AtomicBoolean enough = new AtomicBoolean();
                Thread sending =
                        Thread.ofVirtual()
                                .start(() -> {
                                    while (!enough.get()) {
                                        sender.send(Frame.binary(new byte[FRAME]));
                                        sent.incrementAndGet();
                                    }
                                    sender.send(Frame.close(1001, "")).fin();
                                });
                awaitStandstill(sent);
                stuck.sendHex("83");
                sender.expect(from.other().failed("reserved opcode 0x3")).expectFin();
                stuck.fin();
                enough.set(true);

                connected.expectClosure("cause", from.other().cause("Violation"));
                sending.join();
            }
        }
    }

    /** Loads and compiles, and fills the pools of every event loop, on which chance puts each. */
    private static void warmUp(Testbed testbed, End from) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            pass(testbed, from, new AtomicLong(), () -> {});
        }
    }

    private static void pass(Testbed testbed, End from, AtomicLong sent, Runnable beforeReading)
            throws Exception {
        RawPeer client = RawClient.connect(testbed.gatepost().port(), RECEIVE_BUFFER);
        try (Connected connected = testbed.connect(client, "/t", List.of(), List.of())) {
            RawPeer sender = connected.at(from);
            Thread sending =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < FRAMES; i++) {
                                    sender.send(Frame.binary(Octets.at(i, FRAME)));
                                    sent.incrementAndGet();
                                }
                                sender.send(Frame.close(1000, "done"));
                            });
            beforeReading.run();
            RawPeer to = connected.at(from.other());
            for (int i = 0; i < FRAMES; i++) {
                assertThat(to.read()).isEqualTo(Frame.binary(Octets.at(i, FRAME)));
            }
            to.answerClose("close 1000 done");
            sending.join();
            sender.expect("close 1000 done").expectFin().fin();
            connected.expectClosure(
                    "cause",
                    from.cause("Closed"),
                    from.word() + ".messages",
                    Integer.toString(FRAMES));
        }
    }

    /** Waits until the sender has to wait. */
    private static void awaitStandstill(AtomicLong sent) {
        AtomicLong seen = new AtomicLong(-1);
        await().atMost(Gatepost.DEADLINE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> sent.get() > 0 && seen.getAndSet(sent.get()) == sent.get());
    }
}
