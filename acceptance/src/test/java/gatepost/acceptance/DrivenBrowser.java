package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium without a window, showing one page, driven over its DevTools protocol as a person would:
 * by the keyboard.
 */
final class DrivenBrowser implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<String> devTools = new CompletableFuture<>();
    private WebSocket page;

    private DrivenBrowser(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    /** Does not go on with the test where there is no Chromium. */
    static void require() {
        boolean there = Files.isExecutable(PROGRAM);
        if ("1".equals(System.getenv("GATEPOST_REQUIRE_PEERS"))) {
            assertThat(there).as("%s is there", PROGRAM).isTrue();
        }
        assumeTrue(there, PROGRAM + " is missing: the page of the demo was not tried in a browser");
    }

    /** Opens a page and returns when it is loaded. */
    static DrivenBrowser open(String url) throws IOException {
        Path profile = Files.createTempDirectory("gatepost-browser");
        Process process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-breakpad",
                                "--no-first-run",
                                // Whatever it wants to know of the world, this machine is all.
                                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .start();
        DrivenBrowser browser = new DrivenBrowser(process, profile);
        try {
            browser.attach();
            browser.call("Page.navigate", Map.of("url", url));
            browser.awaitTrue(
                    "document.readyState === 'complete' && location.href === '" + url + "'");
            return browser;
        } catch (IOException | RuntimeException | AssertionError e) {
            browser.close();
            throw e;
        }
    }

    private void attach() throws IOException {
        Thread.ofVirtual().start(this::readOutput);
        String address = get(devTools);
        URI list = URI.create("http://" + address + "/json/list");
        String url =
                await("the page in the list of the browser")
                        .atMost(Gatepost.DEADLINE)
                        .until(() -> pageIn(list), Optional::isPresent)
                        .orElseThrow();
        page = get(http.newWebSocketBuilder().buildAsync(URI.create(url), new Answers()));
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    devTools.complete(matcher.group(1));
                }
            }
        } catch (IOException e) {
            devTools.completeExceptionally(e);
        }
        devTools.completeExceptionally(new IOException("the browser ended"));
    }

    private Optional<String> pageIn(URI list) throws IOException, InterruptedException {
        String body =
                http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
        for (JsonNode target : JSON.readTree(body)) {
            if (target.path("type").asString().equals("page")) {
                return Optional.of(target.path("webSocketDebuggerUrl").asString());
            }
        }
        return Optional.empty();
    }

    /** Evaluates a JavaScript expression in the page; a value that is no text is written as one. */
    String evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
        assertThat(answer.has("exceptionDetails")).as("%s", answer).isFalse();
        return answer.path("result").path("value").asString();
    }

    void awaitTrue(String expression) {
        await(expression)
                .atMost(Gatepost.DEADLINE)
                .until(() -> evaluate(expression).equals("true"));
    }

    void pressTab() {
        press(Map.of("key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
    }

    void pressEnter() {
        press(Map.of("key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
    }

    /** Types into what has the focus. */
    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    private void press(Map<String, Object> key) {
        for (String type : List.of("keyDown", "keyUp")) {
            Map<String, Object> event = new ConcurrentHashMap<>(key);
            event.put("type", type);
            if (type.equals("keyUp")) {
                event.remove("text");
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String text =
                JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        get(page.sendText(text, true));
        JsonNode received = get(answer);
        assertThat(received.has("error")).as("%s %s", text, received).isFalse();
        return received.path("result");
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the browser does not answer", e);
        }
    }

    /** Ends the browser with all of its processes, and removes what it wrote. */
    @Override
    public void close() throws IOException {
        http.shutdownNow();
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> get(each.onExit()));
        Files.walkFileTree(profile, new Removing());
    }

    /** Gives each answer to the call that waits for it. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> waiting = answers.remove(message.path("id").asInt(-1));
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            socket.request(1);
            return null;
        }
    }

    /** A process that was killed may still be removing files. */
    private static final class Removing extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return remove(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            return remove(directory);
        }

        private static FileVisitResult remove(Path path) {
            try {
                Files.deleteIfExists(path);
                return FileVisitResult.CONTINUE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
