package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines of the log that docs/demo.md shows are those that the demo writes. */
final class DemoLogTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z]*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** A line that is shown begins in the first column; what belongs to it does not. */
    private static Stream<Pattern> shown() throws IOException {
        return BLOCK.matcher(Files.readString(Gatepost.root().resolve("docs/demo.md")))
                .results()
                .filter(block -> block.group(1).isEmpty())
                .flatMap(block -> Arrays.stream(block.group(2).split("\n(?! )", -1)))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(DemoLogTest::pattern);
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                Arrays.stream(line.replaceAll("\\s+", " ").split("…|40123", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*", "^[0-9:.]{12} ", ".*$")));
    }

    @Test
    void showsWhatIsWritten() throws IOException {
        List<Pattern> shown = shown().toList();
        assertThat(shown).hasSize(8);
        Gatepost gatepost = Gatepost.start(Map.of(), "demo", "--listen", "127.0.0.1:0");
        try (gatepost) {
            for (String path :
                    List.of("/echo", "/closes", "/refuses", "/down", "/drops", "/broken")) {
                connect(gatepost, path);
            }
            await().atMost(Gatepost.DEADLINE)
                    .untilAsserted(() ->
                            assertThat(shown)
                                    .allMatch(line ->
                                            gatepost.lines().stream()
                                                    .map(DemoLogTest::onOneLine)
                                                    .anyMatch(line.asMatchPredicate())));
        }
    }

    private static String onOneLine(String line) {
        return line.replaceAll("\\s+", " ").strip();
    }

    private static void connect(Gatepost gatepost, String path) {
        try (RawPeer client = RawClient.connect(gatepost.port())) {
            client.sendText(RawClient.request(path));
            RawClient.expectAccepted(client);
            if (path.equals("/echo")) {
                client.send(Frame.close(1000, "that is all"));
                client.read();
                client.fin();
                return;
            }
            Frame frame = client.read();
            while (frame.opcode() != 8) {
                frame = client.read();
            }
            client.send(frame).fin();
            client.expectFin();
        }
    }
}
