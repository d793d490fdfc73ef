package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Closure;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogTest {
    private static final InstantSource CLOCK = Clock.fixed(Endings.CLOSED, ZoneOffset.UTC);
    private static final LogfmtLines FORMAT = new LogfmtLines();

    /** Written by the log until it is closed, read behind that. */
    private final StringBuilder written = new StringBuilder();

    private Log log(Sampling normalEndings) {
        return log(normalEndings, Log.CAPACITY, written::append);
    }

    private static Log log(Sampling normalEndings, long capacity, Consumer<String> out) {
        return new Log(FORMAT, normalEndings, capacity, out, CLOCK);
    }

    private List<String> lines() {
        return written.toString().lines().toList();
    }

    private static Closure numbered(int number, Closure closure) {
        return Endings.withId(closure, new UUID(7, number));
    }

    @Test
    void hasWrittenEverythingInOrderWhenItIsClosed() {
        try (Log log = log(Sampling.ALL)) {
            for (int i = 0; i < 2_000; i++) {
                log.closed(numbered(i, Endings.normal()));
            }
            log.say(Remark.of(Endings.CLOSED, Level.INFO, "the end"));
        }
        assertThat(lines())
                .hasSize(2_001)
                .last()
                .isEqualTo("2026-11-20T17:01:02.005Z INFO the end");
        assertThat(lines().subList(0, 2_000))
                .containsExactlyElementsOf(
                        IntStream.range(0, 2_000)
                                .mapToObj(i -> FORMAT.of(numbered(i, Endings.normal())).strip())
                                .toList());
    }

    @Test
    void leavesNormalEndingsOutAndSaysHowMany() {
        try (Log log = log(Sampling.NONE)) {
            Endings.all().forEach(log::closed);
        }
        assertThat(lines())
                .hasSize(1 + (int) Endings.all().stream().filter(each -> !each.isNormal()).count())
                .last()
                .isEqualTo(
                        "2026-11-20T17:01:02.005Z INFO left out of the log in 0 s: 4 normal endings"
                                + " because of log.normal-endings");
        assertThat(lines()).noneMatch(line -> line.contains("cause=IdleTimeout"));
    }

    @Test
    void takesThoseNormalEndingsWhoseIdsAreInTheShare() {
        try (Log log = log(new Sampling(50_000))) {
            log.closed(numbered(0x7FFF_FFFF, Endings.normal()));
            log.closed(numbered(0x8000_0000, Endings.normal()));
            log.closed(numbered(0x8000_0000, Endings.lost()));
        }
        assertThat(lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("cause=ClientClosed"),
                        second -> assertThat(second).contains("cause=UpstreamLost"),
                        third ->
                                assertThat(third)
                                        .endsWith("1 normal ending because of log.normal-endings"));
    }

    /** Nobody waits: what there is no room for is left out, normal endings first, and counted. */
    @Test
    void letsNobodyWaitForWhoeverReadsNothing() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        Consumer<String> blocked =
                lines -> {
                    reached.countDown();
                    await(read);
                    written.append(lines);
                };
        try (Log log = log(Sampling.ALL, 20_000, blocked)) {
            log.say(Remark.of(Endings.CLOSED, Level.INFO, "first"));
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 100; i++) {
                log.closed(numbered(i, Endings.normal()));
            }
            for (int i = 0; i < 5; i++) {
                log.closed(numbered(i, Endings.lost()));
            }
            for (int i = 0; i < 100; i++) {
                log.closed(numbered(i, Endings.normal()));
                log.say(Remark.of(Endings.CLOSED, Level.WARN, "other"));
            }
            read.countDown();
        }
        assertThat(lines()).filteredOn(line -> line.contains("ClientClosed")).hasSize(8);
        assertThat(lines()).filteredOn(line -> line.contains("UpstreamLost")).hasSize(5);
        int others = (int) lines().stream().filter(line -> line.endsWith("WARN other")).count();
        assertThat(others).isBetween(1, 10);
        assertThat(lines().getLast())
                .endsWith(
                        "192 normal endings and %d other lines because standard output was not read fast enough"
                                .formatted(100 - others));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // A record that no gateway makes.
    void aRecordThatCannotBeWrittenDoesNotEndTheLog() {
        Closure whole = Endings.lost();
        Closure broken =
                new Closure(
                        whole.id(),
                        whole.opened(),
                        whole.closed(),
                        whole.route(),
                        whole.endpoint(),
                        null,
                        whole.subprotocol(),
                        whole.extensions(),
                        whole.handshake(),
                        whole.client(),
                        whole.upstream(),
                        whole.cause());
        try (Log log = log(Sampling.ALL)) {
            log.closed(broken);
            log.closed(whole);
        }
        assertThat(lines()).hasSize(2);
        assertThat(lines().getFirst())
                .startsWith(
                        "2026-11-20T17:01:02.005Z ERROR cannot write the record of"
                                + " 01975f2e-8a4d-7c11-9f00-000000000001: "
                                + "java.lang.NullPointerException");
        assertThat(lines().getLast()).contains("cause=UpstreamLost");
    }
}
