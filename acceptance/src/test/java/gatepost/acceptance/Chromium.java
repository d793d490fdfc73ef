package gatepost.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium, in which a page fetches commands from a server here, does them in JavaScript, and posts
 * what it saw.
 */
final class Chromium extends Peer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Path profile;
    private final Process browser;

    private Chromium(HttpServer server, Path profile, Process browser) {
        this.server = server;
        this.profile = profile;
        this.browser = browser;
        server.createContext("/", this::page);
        server.createContext("/command", this::command);
        server.createContext("/events", this::events);
        server.setExecutor(threads);
        server.start();
    }

    static Chromium start(Path program) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Path profile = Files.createTempDirectory("gatepost-chromium");
            Process browser =
                    new ProcessBuilder(
                                    program.toString(),
                                    "--headless=new",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--disable-breakpad",
                                    "--no-first-run",
                                    "--no-proxy-server",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-dev-shm-usage",
                                    "--disable-sync",
                                    "--user-data-dir=" + profile,
                                    "http://127.0.0.1:" + server.getAddress().getPort() + "/")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return new Chromium(server, profile, browser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        boolean root = exchange.getRequestURI().getPath().equals("/");
        Path file = Gatepost.root().resolve("acceptance/src/test/peers/browser/page.html");
        answer(
                exchange,
                root ? 200 : 404,
                "text/html",
                root ? Files.readAllBytes(file) : new byte[0]);
    }

    /** Answers when there is a command; the page asks again when there was none for long. */
    private void command(HttpExchange exchange) throws IOException {
        try {
            @Nullable Command command = commands.poll(20, SECONDS);
            if (command == null) {
                answer(exchange, 204, "application/json", new byte[0]);
            } else {
                answer(exchange, 200, "application/json", JSON.writeValueAsBytes(command));
            }
        } catch (InterruptedException e) {
            exchange.close(); // the end
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        for (Event event : JSON.readValue(exchange.getRequestBody(), Event[].class)) {
            happened(event);
        }
        answer(exchange, 204, "text/plain", new byte[0]);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    void perform(Command command) {
        commands.add(command);
    }

    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(browser.descendants(), Stream.of(browser.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(
                        all.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture<?>[]::new))
                .orTimeout(Gatepost.DEADLINE.toSeconds(), SECONDS)
                .join();
        threads.shutdownNow();
        server.stop(0);
        try {
            delete(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException error) throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public String toString() {
        return "Chromium";
    }
}
