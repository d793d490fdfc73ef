package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program keeps endings, and another one answers questions about them meanwhile. */
final class ClosuresTest {
    @TempDir Path folder;

    private String configuration(RawUpstream upstream, String journal) {
        return """
        listen: [{address: "127.0.0.1:0"}]
        journal: {url: "jdbc:sqlite:%s"}
        upstreams: {raw: {endpoints: ["ws://127.0.0.1:%d"]}}
        routes: [{path: /**, upstream: raw, close-timeout: 500ms}]
        """
                .formatted(journal, upstream.port());
    }

    /** What a command prints, and its exit status before it. */
    private static List<String> run(String... args) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(Gatepost.command(args)).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            reader.lines().forEach(lines::add);
        }
        assertThat(process.waitFor(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        lines.addFirst("exit " + process.exitValue());
        return lines;
    }

    /** A client that the upstream leaves without a Close frame, by a reset. */
    private static void lose(Gatepost gatepost, RawUpstream upstream, String path) {
        upstream.on(
                path,
                (peer, request) -> {
                    peer.sendText(RawUpstream.accepting(request));
                    peer.send(Frame.text("hello"));
                    peer.read();
                    peer.rst();
                });
        try (RawPeer client = RawClient.connect(gatepost.port())) {
            client.sendText(RawClient.request(path));
            RawClient.expectAccepted(client);
            client.expect("text hello").send(Frame.text("go"));
            client.answerClose("close 1014 upstream: connection lost");
            gatepost.awaitClosure(client);
        }
    }

    @Test
    void areListedShownAndFollowedWhileTheGatewayRunsAndListedAfterwards() throws Exception {
        RawUpstream upstream = new RawUpstream();
        Path journal = folder.resolve("kept/journal.db");
        try (upstream;
                Gatepost gatepost =
                        Gatepost.configured(configuration(upstream, journal.toString()))) {
            String[] list = {"closures", "--journal", "jdbc:sqlite:" + journal, "--lang", "en"};
            lose(gatepost, upstream, "/1");
            await().atMost(Gatepost.DEADLINE)
                    .untilAsserted(() ->
                            assertThat(run(list))
                                    .contains("exit 0")
                                    .anyMatch(line -> line.contains(" 1014 ")));

            List<String> json = run("closures", "--journal", "jdbc:sqlite:" + journal, "--json");
            assertThat(json).hasSize(2).last().asString().contains("\"suspect\":\"server-reset\"");
            String id = json.getLast().replaceFirst(".*\"id\":\"([0-9a-f-]+)\".*", "$1");
            assertThat(
                            run(
                                    "closures",
                                    "show",
                                    id,
                                    "--journal",
                                    "jdbc:sqlite:" + journal,
                                    "--lang",
                                    "en"))
                    .contains("exit 0", "What to do")
                    .anyMatch(line -> line.startsWith("The server's side reset TCP."));

            Process follow =
                    new ProcessBuilder(
                                    Gatepost.command(
                                            "closures",
                                            "--follow",
                                            "--journal",
                                            "jdbc:sqlite:" + journal,
                                            "--json"))
                            .start();
            try (BufferedReader followed = follow.inputReader(UTF_8)) {
                assertThat(followed.readLine()).contains(id);
                lose(gatepost, upstream, "/2");
                assertThat(followed.readLine())
                        .contains("\"path\":\"/2\"", "\"suspect\":\"server-reset\"");
            } finally {
                follow.destroyForcibly();
            }
        }
        assertThat(run("closures", "--journal", "jdbc:sqlite:" + journal, "--json")).hasSize(3);
    }

    @Test
    void aJournalThatCannotBeWrittenDisturbsNobodyAndIsSaidOnce() throws Exception {
        RawUpstream upstream = new RawUpstream();
        Path directory = Files.createDirectory(folder.resolve("journal.db"));
        try (upstream;
                Gatepost gatepost =
                        Gatepost.configured(configuration(upstream, directory.toString()))) {
            for (int i = 0; i < 3; i++) {
                lose(gatepost, upstream, "/" + i);
            }
            gatepost.awaitLine(Pattern.compile("(?i)journal"));
            assertThat(gatepost.lines())
                    .filteredOn(line -> line.contains("WARN") || line.contains("ERROR"))
                    .filteredOn(line -> line.contains("ournal"))
                    .hasSize(1);
        }
    }
}
