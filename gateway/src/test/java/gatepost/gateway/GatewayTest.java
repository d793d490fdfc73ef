package gatepost.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import gatepost.gateway.Gateway.BindFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static Gateway start(Transport transport, InetSocketAddress... listen)
            throws IOException {
        return start(transport, GatewayObserver.NONE, listen);
    }

    private static Gateway start(
            Transport transport, GatewayObserver observer, InetSocketAddress... listen)
            throws IOException {
        Endpoint endpoint = new Endpoint("ws://127.0.0.1:9", "", List.of(ANY_PORT));
        Settings settings =
                new Settings(
                        List.of(listen),
                        List.of(Route.to(Upstream.of("u", endpoint)).build()),
                        Limits.DEFAULT,
                        Duration.ofSeconds(5));
        return Gateway.start(
                settings,
                transport,
                closure -> {},
                observer,
                Optional.of(new Page("<p>hello</p>")),
                GatewayClock.SYSTEM);
    }

    private static String get(InetSocketAddress address) throws IOException {
        return get(address, "/");
    }

    private static String get(InetSocketAddress address, String path) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @AfterEach
    void noThreadIsLeft() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(each -> each.getName().startsWith("gatepost-")));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void servesEveryAddressOnEveryTransportThatThereIs(Transport transport) throws IOException {
        Transport available = transport.isAvailable() ? transport : Transport.NIO;
        try (Gateway gateway = start(available, ANY_PORT, ANY_PORT)) {
            assertThat(gateway.addresses()).hasSize(2).doesNotHaveDuplicates();
            for (InetSocketAddress address : gateway.addresses()) {
                assertThat(get(address))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("server: gatepost\r\n")
                        .endsWith("\r\n\r\n<p>hello</p>");
            }
        }
    }

    @Test
    void acceptsNobodyAfterItWasClosed() throws IOException {
        Gateway gateway = start(Transport.choose(Optional.empty()), ANY_PORT);
        InetSocketAddress address = gateway.addresses().getFirst();
        gateway.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(address));
    }

    @Test
    void leavesNothingRunningWhereAnAddressIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            assertThatExceptionOfType(BindFailedException.class)
                    .isThrownBy(() -> start(Transport.NIO, ANY_PORT, address))
                    .withMessageStartingWith(
                            "cannot listen on localhost:" + address.getPort() + ": ");
        }
    }

    @Test
    void doesNotShareThePortOfAnotherGateway() throws IOException {
        Transport transport = Transport.choose(Optional.empty());
        try (Gateway first = start(transport, ANY_PORT)) {
            assertThatExceptionOfType(BindFailedException.class)
                    .isThrownBy(() -> start(transport, first.addresses().getFirst()));
        }
    }

    @Test
    void tellsHowLateEachOfItsLoopsIs() throws IOException {
        SeenByObserver seen = new SeenByObserver();
        try (Gateway gateway = start(Transport.NIO, seen, ANY_PORT)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            seen.loops.stream().distinct().count()
                                    == Runtime.getRuntime().availableProcessors());
            assertThat(gateway.traffic()).isEqualTo(Traffic.NONE);
        }
        assertThat(seen.delays).noneMatch(Duration::isNegative);
    }

    @Test
    void tellsOfARequestThatIsNoHandshakeButNotOfOneForThePage() throws IOException {
        SeenByObserver seen = new SeenByObserver();
        try (Gateway gateway = start(Transport.NIO, seen, ANY_PORT)) {
            assertThat(get(gateway.addresses().getFirst(), "/")).contains("hello");
            assertThat(get(gateway.addresses().getFirst(), "/other")).startsWith("HTTP/1.1 4");
        }
        assertThat(seen.handshakes).containsExactly(HandshakeOutcome.TURNED_AWAY);
    }
}
