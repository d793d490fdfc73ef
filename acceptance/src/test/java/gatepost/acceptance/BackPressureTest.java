package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that does not read makes the other wait, not the gateway grow. */
final class BackPressureTest {
    private static final int FRAME = 50_000;
    private static final int FRAMES = (64 << 20) / FRAME;
    private static final long MOST_GROWTH = 8 << 20;

    @ParameterizedTest
    @EnumSource
    void aPeerThatStopsReadingGetsEverythingWhenItGoesOn(End from) throws Exception {
        try (Testbed testbed = Testbed.start()) {
            passWithAPause(testbed, from); // Loads classes and fills pools.

            long grown = passWithAPause(testbed, from);

            assertThat(grown).isLessThan(MOST_GROWTH);
        }
    }

    /** Returns by how many octets the gateway has grown when it could take no more. */
    private static long passWithAPause(Testbed testbed, End from) throws Exception {
        try (Connected connected = testbed.connect()) {
            long before = residentOctets(testbed.gatepost().pid());
            AtomicLong sent = new AtomicLong();
            Thread sending =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < FRAMES; i++) {
                                            connected
                                                    .at(from)
                                                    .send(Frame.binary(Octets.at(i, FRAME)));
                                            sent.incrementAndGet();
                                        }
                                        connected.at(from).send(Frame.close(1000, "done"));
                                    });
            awaitStandstill(sent);
            long grown = residentOctets(testbed.gatepost().pid()) - before;

            assertThat(sent.get()).isLessThan(FRAMES);
            RawPeer to = connected.at(from.other());
            for (int i = 0; i < FRAMES; i++) {
                assertThat(to.read()).isEqualTo(Frame.binary(Octets.at(i, FRAME)));
            }
            to.answerClose("close 1000 done");
            sending.join();
            connected.at(from).expect("close 1000 done").expectFin().fin();
            connected.expectClosure(
                    "cause", from.cause("Closed"),
                    from.word() + ".messages", Integer.toString(FRAMES));
            return grown;
        }
    }

    /** Waits until the sender has to wait. */
    private static void awaitStandstill(AtomicLong sent) {
        AtomicLong seen = new AtomicLong(-1);
        await().atMost(Gatepost.DEADLINE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> sent.get() > 0 && seen.getAndSet(sent.get()) == sent.get());
    }

    /** What of the process lies in memory and is its own. */
    private static long residentOctets(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
