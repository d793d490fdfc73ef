package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gateway behind and before the reverse proxies of others, configured as they document it. They
 * take the end of one direction of TCP for that of both, so where an end shuts its output down
 * behind a Close frame, as Jetty and the gateway do, the reply may not come through.
 */
final class ReverseProxyTest {
    @TempDir private Path folder;

    enum Proxy {
        NGINX,
        HAPROXY;

        private Path program() {
            return Peers.program(
                    switch (this) {
                        case NGINX -> "nginx";
                        case HAPROXY -> "haproxy";
                    });
        }

        /**
         * @param frontPort where clients connect, and are sent to the gateway
         * @param backPort where the gateway connects, and is sent to the server
         */
        private List<String> command(
                Path folder, int frontPort, int gatewayPort, int backPort, int serverPort)
                throws IOException {
            Path file = folder.resolve(this + ".conf");
            Files.writeString(
                    file, configuration().formatted(frontPort, gatewayPort, backPort, serverPort));
            return switch (this) {
                case NGINX ->
                        List.of(
                                program().toString(),
                                "-p",
                                folder.toString(),
                                "-e",
                                "stderr",
                                "-c",
                                file.toString());
                case HAPROXY -> List.of(program().toString(), "-db", "-f", file.toString());
            };
        }

        private String configuration() {
            return switch (this) {
                case NGINX ->
                        """
                        daemon off;
                        master_process off;
                        pid nginx.pid;
                        events {}
                        http {
                            access_log off;
                            client_body_temp_path body;
                            proxy_temp_path proxy;
                            fastcgi_temp_path fastcgi;
                            uwsgi_temp_path uwsgi;
                            scgi_temp_path scgi;
                            proxy_http_version 1.1;
                            proxy_set_header Host $host;
                            proxy_set_header Upgrade $http_upgrade;
                            proxy_set_header Connection "upgrade";
                            server {
                                listen 127.0.0.1:%d;
                                location / { proxy_pass http://127.0.0.1:%d; }
                            }
                            server {
                                listen 127.0.0.1:%d;
                                location / { proxy_pass http://127.0.0.1:%d; }
                            }
                        }
                        """;
                case HAPROXY ->
                        """
                        defaults
                            mode http
                            timeout connect 5s
                            timeout client 60s
                            timeout server 60s
                            timeout tunnel 60s
                        listen front
                            bind 127.0.0.1:%d
                            server gateway 127.0.0.1:%d
                        listen back
                            bind 127.0.0.1:%d
                            server server 127.0.0.1:%d
                        """;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsMessagesAndClosesThrough(Proxy proxy) throws Exception {
        proxy.program(); // or nothing needs to start
        int frontPort = freePort();
        int backPort = freePort();
        try (Peer client = ClientSoftware.JDK.start();
                Peer server = ServerSoftware.UNDERTOW.start();
                Gatepost gatepost =
                        Gatepost.configured(
                                """
                                listen: [{address: "127.0.0.1:0"}]
                                routes: [{path: /**, upstream: proxy}]
                                upstreams: {proxy: {endpoints: ["ws://127.0.0.1:%d"]}}
                                """
                                        .formatted(backPort))) {
            int serverPort = server.next(Event.Listening.class).port();
            Process process =
                    new ProcessBuilder(
                                    proxy.command(
                                            folder,
                                            frontPort,
                                            gatepost.port(),
                                            backPort,
                                            serverPort))
                            .inheritIO()
                            .start();
            try {
                await().atMost(Gatepost.DEADLINE)
                        .until(() ->
                                !process.isAlive() || (accepts(frontPort) && accepts(backPort)));
                talk(client, server, gatepost, frontPort);
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(Gatepost.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }
    }

    private static void talk(Peer client, Peer server, Gatepost gatepost, int port) {
        Command.Connect connect =
                new Command.Connect(
                        "ws://127.0.0.1:" + port + "/",
                        List.of("chat.v2", "chat.v1"),
                        Command.Deflate.DEFAULT);

        Conversation first = new Conversation(client, server, gatepost);
        first.open(connect);
        first.assertEchoed("한국어");
        first.assertEchoed("€".repeat(350_000));
        client.perform(new Command.Close(4999, "안녕히 계세요"));
        assertThat(server.next()).isEqualTo(new Event.Closed(4999, "안녕히 계세요"));
        assertThat(client.next(Event.Closed.class).code()).isEqualTo(4999);
        assertThat(first.record("ClientClosed"))
                .containsEntry("client.received", "4999")
                .containsEntry("upstream.sent", "4999")
                .containsEntry("subprotocol", "chat.v1");

        Conversation second = new Conversation(client, server, gatepost);
        second.open(connect);
        second.assertEchoed("once more");
        server.perform(new Command.Close(4000, "나중에 다시 시도하세요"));
        assertThat(client.next()).isEqualTo(new Event.Closed(4000, "나중에 다시 시도하세요"));
        assertThat(server.next(Event.Closed.class).code()).isEqualTo(4000);
        assertThat(second.record("UpstreamClosed"))
                .containsEntry("upstream.received", "4000")
                .containsEntry("client.sent", "4000");
    }

    /** Below those that the system gives to connections, one of which could take it meanwhile. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(15_000, 30_000)
                .filter(ReverseProxyTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
