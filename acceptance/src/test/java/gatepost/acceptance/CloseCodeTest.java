package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every close code, legal or not, in both directions. */
final class CloseCodeTest {
    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    /** Written down again, so that the product does not check itself. */
    private static boolean isLegal(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }

    private static List<Integer> codes() {
        List<Integer> codes = new ArrayList<>(IntStream.range(0, 6000).boxed().toList());
        codes.addAll(List.of(9999, 10_000, 32_767, 32_768, 49_152, 65_534, 65_535));
        return codes;
    }

    /**
     * A legal code comes back in the reply, where it has a reason if it had none before. An illegal
     * one has a reason in one of the two directions: what follows the code is not looked at.
     */
    @ParameterizedTest
    @EnumSource
    void passesByteForByteOrIsRefused(End first) {
        int before = records().size();
        List<Integer> codes = codes();

        Testbed.forEach(
                codes,
                code -> {
                    try (Connected connected = testbed.connect()) {
                        Frame close = Frame.close(code, reason(code, first));
                        connected.at(first).send(close);
                        if (isLegal(code)) {
                            Frame reply = Frame.close(code, reason(code, first.other()));
                            assertThat(connected.at(first.other()).read()).isEqualTo(close);
                            connected.at(first.other()).expectFin().send(reply).fin();
                            assertThat(connected.at(first).read()).isEqualTo(reply);
                            connected.at(first).expectFin().fin();
                        } else {
                            connected.at(first).answerClose("close 1002 close code " + code);
                            connected
                                    .at(first.other())
                                    .answerClose(first.failed("close code " + code));
                        }
                    }
                });

        await().atMost(Gatepost.DEADLINE)
                .until(() -> records().size() - before, size -> size == codes.size());
        List<String> records = records().subList(before, before + codes.size());
        assertThat(records.stream().map(record -> said(record, first)))
                .containsExactlyInAnyOrderElementsOf(
                        codes.stream().map(code -> expected(code, first)).toList());
    }

    private static String reason(int code, End from) {
        return (code % 2 == 0) == (from == End.CLIENT) ? "why ✓" : "";
    }

    private static List<String> records() {
        return testbed.gatepost().lines().stream()
                .filter(line -> line.contains(" closed "))
                .toList();
    }

    /** The parts of a record that depend on the code. */
    private static String said(String record, End first) {
        String leg = first.word();
        return record.replaceAll(
                ".* cause=([A-Za-z]+) .* %1$s[.]received=([0-9]+) %1$s[.]reason=(\".*?\"|-) %1$s[.]sent=([0-9]+) .* evidence=\"([^(\"]*[^ (\"]).*"
                        .formatted(leg),
                "$1 $2 $3 $4 $5");
    }

    /** With 1010 a client says that it missed an extension. */
    private static String evidence(int code, End first) {
        return code == 1010 && first == End.CLIENT
                ? "the client offered no extension, the gateway offered no extension, the upstream"
                        + " answered no extension, the gateway answered no extension"
                : "the " + first.word() + " sent a Close frame";
    }

    private static String expected(int code, End first) {
        String reason = reason(code, first);
        return isLegal(code)
                ? "%s %d %s %d %s"
                        .formatted(
                                first.cause("Closed"),
                                code,
                                reason.isEmpty() ? "-" : '"' + reason + '"',
                                code,
                                evidence(code, first))
                : "%s 1006 - 1002 close code %d".formatted(first.cause("Violation"), code);
    }
}
