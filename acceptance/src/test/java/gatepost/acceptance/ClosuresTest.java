package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gatepost closures} says of a gateway that runs, or was killed. */
final class ClosuresTest {
    @TempDir Path folder;

    private final RawUpstream upstream = new RawUpstream();
    private int paths;

    @AfterEach
    void stop() {
        upstream.close();
        assertThat(upstream.failures()).isEmpty();
        assertThat(upstream.strays()).isEmpty();
    }

    private String configuration(String journal) throws IOException {
        return Files.writeString(
                        folder.resolve("gatepost.yaml"),
                        """
                        listen: [{address: "127.0.0.1:0"}]
                        routes: [{path: /t/**, upstream: raw}]
                        upstreams: {raw: {endpoints: ["ws://127.0.0.1:%d"]}}
                        admin: {address: "127.0.0.1:0"}
                        journal: {url: "jdbc:sqlite:%s"}
                        """
                                .formatted(upstream.port(), folder.resolve(journal)))
                .toString();
    }

    private static Gatepost start(String file) throws IOException {
        return Gatepost.start(Map.of(), "run", file, "--log-format", "logfmt");
    }

    /** What another process answered. */
    private record Answer(int exitCode, String output) {}

    private static Answer closures(String file, String... arguments) {
        try {
            Process process = asking(file, arguments);
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Answer(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static Process asking(String file, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("closures"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", file));
        ProcessBuilder builder =
                new ProcessBuilder(Gatepost.command(all.toArray(String[]::new)))
                        .redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C", "COLUMNS", "100"));
        return builder.start();
    }

    /** How a connection is ended. */
    private interface Ending {
        void end(RawPeer client, RawPeer server);
    }

    /** Opens a connection, ends it, and returns the last eight digits of its id. */
    private String ended(Gatepost gatepost, Ending ending) {
        String path = "/t/" + paths++;
        CompletableFuture<RawUpstream.Asked> asked = upstream.asked(path);
        try (RawPeer client =
                RawClient.connect(gatepost.port()).sendText(RawClient.request(path))) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            RawClient.expectAccepted(client);
            client.send(Frame.text("hello"));
            arrived.peer().expect("text hello");
            ending.end(client, arrived.peer());
            return shortId(gatepost, client);
        }
    }

    private static String shortId(Gatepost gatepost, RawPeer client) {
        String id = gatepost.awaitClosure(client).get("id");
        return id.substring(id.length() - 8);
    }

    private static void inOrder(RawPeer client, RawPeer server) {
        client.send(Frame.close(1000, "bye"));
        server.answerClose("close 1000 bye");
        client.answerClose("close 1000 bye");
    }

    private static void byReset(RawPeer client, RawPeer server) {
        server.rst();
        client.answerClose("close 1014 upstream: connection lost");
    }

    private static String notFound(Gatepost gatepost) {
        try (RawPeer client =
                RawClient.connect(gatepost.port()).sendText(RawClient.request("/nosuch"))) {
            assertThat(client.readHead().status()).isEqualTo(404);
            client.readRest();
            return shortId(gatepost, client);
        }
    }

    /** The journal is written a moment after the log. */
    private static void awaitListed(String file, String id) {
        await().atMost(Gatepost.DEADLINE)
                .untilAsserted(() -> assertThat(closures(file).output()).contains(id));
    }

    @Test
    void answersWhileTheGatewayRunsAndAfterItWasKilled() throws IOException {
        String file = configuration("journal.db");
        Gatepost gatepost = start(file);
        try {
            String normal = ended(gatepost, ClosuresTest::inOrder);
            String reset = ended(gatepost, ClosuresTest::byReset);
            String nowhere = notFound(gatepost);
            awaitListed(file, nowhere);

            Answer all = closures(file);
            assertThat(all.exitCode()).isZero();
            assertThat(all.output())
                    .containsSubsequence(
                            " 1000 ",
                            "closed",
                            "/t/**",
                            normal,
                            " 1014 ",
                            "reset",
                            reset,
                            " HTTP ",
                            "no route",
                            nowhere,
                            "Endings: 3.");
            assertThat(closures(file, "--errors", "--code", "1014").output())
                    .contains(reset)
                    .doesNotContain(normal, nowhere);
            assertThat(closures(file, "--json").output().lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("{\"id\":\""));

            Answer shown = closures(file, "show", reset);
            assertThat(shown.exitCode()).isZero();
            assertThat(shown.output())
                    .startsWith("the server's connection was reset\n")
                    .contains("What to do\n", "sent 1014 \"upstream: connection lost\"");
            assertThat(closures(file, "show", "00000000-0000").exitCode()).isEqualTo(1);
            assertThat(closures(file, "patterns"))
                    .isEqualTo(
                            new Answer(
                                    1,
                                    """
                                    Looked at 3 endings, 2 of them errors.

                                    They have nothing in common that stands out.
                                    """));

            gatepost.kill();
            assertThat(closures(file)).isEqualTo(all);
            assertThat(closures(file, "show", reset)).isEqualTo(shown);
        } finally {
            gatepost.kill();
        }
    }

    @Test
    void followsWhatEndsLater() throws Exception {
        String file = configuration("journal.db");
        try (Gatepost gatepost = start(file)) {
            String first = ended(gatepost, ClosuresTest::inOrder);
            awaitListed(file, first);
            Process following = asking(file, "--follow");
            try (BufferedReader lines = following.inputReader(UTF_8)) {
                assertThat(next(lines)).contains(" 1000 ", first, "/t/**");
                String later = ended(gatepost, ClosuresTest::byReset);
                assertThat(next(lines))
                        .contains(" 1014 ", later)
                        .endsWith("the server's connection was reset");
                assertThat(following.isAlive()).isTrue();
            } finally {
                following.destroyForcibly();
            }
        }
    }

    private static String next(BufferedReader lines) throws Exception {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        line.complete(lines.readLine());
                    } catch (IOException e) {
                        line.completeExceptionally(e);
                    }
                });
        return line.get(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aJournalThatCannotBeOpenedIsInNobodysWay() throws IOException {
        Files.createDirectory(folder.resolve("taken"));
        String file = configuration("taken");
        Gatepost gatepost = start(file);
        try (gatepost) {
            Admin admin = Admin.of(gatepost);
            await().atMost(Gatepost.DEADLINE)
                    .untilAsserted(() ->
                            assertThat(admin.metrics())
                                    .containsEntry("gatepost_journal_failed", 1.0));
            ended(gatepost, ClosuresTest::inOrder);
            ended(gatepost, ClosuresTest::byReset);
            assertThat(admin.metrics())
                    .containsEntry("gatepost_journal_queue", 2.0)
                    .containsEntry("gatepost_journal_written_total", 0.0);
            Answer asked = closures(file);
            assertThat(asked.exitCode()).isEqualTo(1);
            assertThat(asked.output())
                    .startsWith("gatepost closures: The journal at jdbc:sqlite:" + folder)
                    .contains("cannot be read");
        }
        assertThat(gatepost.lines().stream().filter(line -> line.contains("cannot be written")))
                .hasSize(1);
    }
}
