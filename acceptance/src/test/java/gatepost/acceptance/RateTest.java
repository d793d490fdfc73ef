package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send faster than their route allows: 20 messages a second, or 1000 bytes. */
final class RateTest {
    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    private static Frame[] messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Frame.text("message " + i))
                .toArray(Frame[]::new);
    }

    private static void expectMessages(RawPeer peer, int count) {
        for (int i = 0; i < count; i++) {
            peer.expect("text message " + i);
        }
    }

    private static void refused(Connected connected, String reason) {
        connected.client().answerClose("close 1008 " + reason);
        connected.upstream().answerClose("close 1001 client: " + reason);
        connected.expectClosure("cause", "ClientRefused", "by", "gateway", "evidence", reason);
    }

    private static void end(Connected connected) {
        connected.client().send(Frame.close(1000, ""));
        connected.upstream().answerClose("close 1000");
        connected.client().expect("close 1000").expectFin().fin();
        connected.expectClosure("cause", "ClientClosed");
    }

    @Test
    void oneMessageTooManyEndsTheConnectionBehindTheOthers() {
        try (Connected connected = testbed.connect("/too-fast")) {
            connected.client().send(messages(21));

            expectMessages(connected.upstream(), 20);
            refused(connected, "more than 20 messages per second");
        }
    }

    @Test
    void asManyMessagesAsMayComePass() {
        try (Connected connected = testbed.connect("/too-fast")) {
            connected.client().send(messages(20));
            expectMessages(connected.upstream(), 20);
            connected.client().send(Frame.ping("is no message"));
            connected.upstream().expect("ping is no message");
            end(connected);
        }
    }

    @Test
    void oneOctetTooManyEndsTheConnection() {
        try (Connected connected = testbed.connect("/too-much")) {
            connected.client().send(Frame.binary(new byte[1001 - 8]));

            refused(connected, "more than 1000 bytes per second");
        }
    }

    @Test
    void asManyOctetsAsMayComePass() {
        try (Connected connected = testbed.connect("/too-much")) {
            connected.client().send(Frame.binary(new byte[1000 - 8]));

            connected.upstream().expect("binary 992 octets");
        }
    }

    @Test
    void theUpstreamMaySendAsItLikes() {
        try (Connected connected = testbed.connect("/too-fast")) {
            connected.upstream().send(messages(200));

            expectMessages(connected.client(), 200);
            end(connected);
        }
    }

    @Test
    void aClientThatIsTooFastIsDelayedAndLosesNothing() {
        try (Connected connected = testbed.connect("/slow-down")) {
            connected.client().send(messages(60));
            expectMessages(connected.upstream(), 60);
            long arrived = System.nanoTime();

            connected.client().send(Frame.text("behind two seconds' worth"));
            connected.upstream().expect("text behind two seconds' worth");
            assertThat(Duration.ofNanos(System.nanoTime() - arrived))
                    .isGreaterThan(Duration.ofSeconds(1));
            end(connected);
        }
    }
}
