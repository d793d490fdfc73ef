package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The system gives the program no more sockets. */
final class DescriptorLimitTest {
    @Test
    void aClientIsToldThatNoConnectionToItsUpstreamCouldBeMade() throws Exception {
        try (Testbed testbed = Testbed.start()) {
            long pid = testbed.gatepost().pid();
            exchange(testbed); // Opens what is opened only once.
            int before = new ProcessView(pid).descriptors().size();
            try (RawPeer client = testbed.client()) {
                await().atMost(Gatepost.DEADLINE)
                        .until(() -> new ProcessView(pid).descriptors().size() > before);
                limitDescriptors(pid, lowestUnused(pid));

                client.sendText(RawClient.request(testbed.path("/t")));
                RawClient.expectAccepted(client);
                client.answerClose("close 1014 upstream: cannot connect");
                assertThat(testbed.gatepost().awaitClosure(client))
                        .containsEntry("cause", "UpstreamUnavailable");
            } finally {
                limitDescriptors(pid, 4096);
            }
            exchange(testbed);
        }
    }

    private static void exchange(Testbed testbed) {
        try (Connected connected = testbed.connect()) {
            connected.client().send(Frame.close(1000, ""));
            connected.upstream().answerClose("close 1000");
            connected.client().expect("close 1000").expectFin().fin();
            connected.expectClosure("cause", "ClientClosed");
        }
    }

    private static int lowestUnused(long pid) {
        Set<Integer> used = new ProcessView(pid).descriptors();
        return IntStream.iterate(0, i -> i + 1)
                .filter(i -> !used.contains(i))
                .findFirst()
                .orElseThrow();
    }

    /** From now on there is no descriptor of this number or a higher one. */
    private static void limitDescriptors(long pid, int number) throws Exception {
        int status =
                new ProcessBuilder("prlimit", "--pid=" + pid, "--nofile=" + number + ":")
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(status).isZero();
    }
}
