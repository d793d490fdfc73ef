package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Makes the clients of the gateway. */
final class RawClient {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private RawClient() {}

    /** A connection on which nothing was sent. */
    static RawPeer connect(int port) {
        return connect(port, 0);
    }

    /**
     * @param receiveBuffer of the socket, in octets; 0 for what the system chooses
     */
    static RawPeer connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawPeer(socket, End.CLIENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection from another address of this machine. */
    static RawPeer connectFrom(String address, int port) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawPeer(socket, End.CLIENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A valid opening handshake, with more fields where given. */
    static String request(String target, String... fields) {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        request.append("Host: gatepost.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        request.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** Reads the answer to a handshake, which has to accept it. */
    static HttpHead expectAccepted(RawPeer client) {
        HttpHead answer = client.readHead();
        assertThat(answer.startLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
        assertThat(answer.value("Sec-WebSocket-Accept")).isEqualTo(ACCEPT);
        assertThat(answer.value("Upgrade")).isEqualTo("websocket");
        assertThat(answer.value("Connection")).isEqualTo("Upgrade");
        return answer;
    }
}
