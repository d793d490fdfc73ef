package gatepost.console;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin server: {@code /metrics} for Prometheus, {@code /healthz} and {@code /readyz} for who
 * starts and stops gateways. It asks nobody who they are: only operators should reach its address.
 * Safe for use by any thread.
 */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private static final String TEXT = "text/plain;charset=utf-8";

    /** What it takes of the file descriptors that connections need. */
    private static final int MOST_CONNECTIONS = 256;

    private static final int MOST_THREADS = 8;
    private static final int BACKLOG = 64;
    private static final int HEADER_OCTETS = 8 * 1024;
    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private enum Phase {
        STARTING("the gateway does not listen yet"),
        READY("ready"),
        DRAINING("the gateway stops");

        private final String line;

        Phase(String line) {
            this.line = line;
        }
    }

    private final Javalin server;
    private final InetSocketAddress address;
    private volatile Phase phase = Phase.STARTING;

    private Console(ServerSocketChannel listener, Metrics metrics) throws IOException {
        address = (InetSocketAddress) listener.getLocalAddress();
        MetricsPage page = new MetricsPage(metrics.registry());
        Map<String, Handler> pages =
                Map.of(
                        "/metrics", page::answer,
                        "/healthz", context -> answer(context, HttpStatus.OK_200, "alive"),
                        "/readyz", this::answerReadiness);
        server = Javalin.create(config -> configure(config, listener, pages));
    }

    /**
     * Serves an address, not ready at first.
     *
     * @throws IOException where the address cannot be had; the message is for people, and nothing
     *     is left running
     */
    public static Console start(InetSocketAddress address, Metrics metrics) throws IOException {
        ServerSocketChannel listener = bind(address);
        try {
            Console console = new Console(listener, metrics);
            console.server.start();
            return console;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw new IOException("admin: cannot start: " + e.getMessage(), e);
        }
    }

    /** Not left to the server, which would say more about a failure than people want to know. */
    private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            return listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw new IOException(
                    "admin: cannot listen on %s:%d: %s"
                            .formatted(address.getHostString(), address.getPort(), e.getMessage()),
                    e);
        }
    }

    private static void configure(
            JavalinConfig config, ServerSocketChannel listener, Map<String, Handler> pages) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = 0;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
        threads.setName("console");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor("console-request-"));
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(Console::answerUnreadable);
            server.setStopTimeout(0);
        });
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_OCTETS);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, listener));
        pages.forEach((path, handler) -> route(config.routes, path, handler));
        config.routes.error(
                HttpStatus.NOT_FOUND_404,
                context -> answer(context, HttpStatus.NOT_FOUND_404, "there is no such page"));
        config.routes.error(
                HttpStatus.METHOD_NOT_ALLOWED_405,
                context -> answer(context, HttpStatus.METHOD_NOT_ALLOWED_405, "only GET and HEAD"));
        config.routes.exception(
                Exception.class,
                (thrown, context) -> {
                    LOG.error("{} failed", context.path(), thrown);
                    answer(context, HttpStatus.INTERNAL_SERVER_ERROR_500, "internal error");
                });
    }

    private static void route(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler).head(path, handler);
    }

    private static Connector connector(
            Server server, HttpConfiguration http, ServerSocketChannel listener) {
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(SLOWEST.toMillis());
        try {
            connector.open(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        return connector;
    }

    /** Answers what could not even be read as a request. */
    private static boolean answerUnreadable(Request request, Response response, Callback done) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
        Content.Sink.write(response, true, line(HttpStatus.getMessage(response.getStatus())), done);
        return true;
    }

    private void answerReadiness(Context context) {
        Phase now = phase;
        answer(
                context,
                now == Phase.READY ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                now.line);
    }

    private static void answer(Context context, int status, String line) {
        context.status(status)
                .contentType(TEXT)
                .header("Cache-Control", "no-store")
                .result(line(line));
    }

    private static String line(String text) {
        return "gatepost: " + text + "\n";
    }

    /** Where it is served, with the real port. */
    public InetSocketAddress address() {
        return address;
    }

    /** The gateway listens. */
    public void ready() {
        phase = Phase.READY;
    }

    /** The gateway does not take connections any more. */
    public void draining() {
        phase = Phase.DRAINING;
    }

    /** Stops serving. */
    @Override
    public void close() {
        server.stop();
    }
}
