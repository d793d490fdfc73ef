package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One end of a connection with the gateway, which sends exactly what it is told and shows exactly
 * what it gets. Every read has a deadline. One thread may read while another writes.
 */
final class RawPeer implements AutoCloseable {
    private static final int KEY = 0x37FA213D; // of RFC 6455 §5.7

    private final Socket socket;
    private final End end;
    private final InputStream in;
    private final OutputStream out;
    private final Instant since = Instant.now();

    RawPeer(Socket socket, End end) {
        this.socket = socket;
        this.end = end;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Gatepost.DEADLINE.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** When it had been connected, and nothing had been sent yet. */
    Instant since() {
        return since;
    }

    /** Sends frames in one write, masked where this is the client. */
    RawPeer send(Frame... frames) {
        if (frames.length == 1) {
            return sendOctets(octets(frames[0]));
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            octets.writeBytes(octets(frame));
        }
        return sendOctets(octets.toByteArray());
    }

    /** A frame's octets as this end sends them. */
    byte[] octets(Frame frame) {
        return end == End.CLIENT ? frame.masked(KEY) : frame.unmasked();
    }

    RawPeer sendOctets(byte[] octets) {
        return sendOctets(octets, 0, octets.length);
    }

    RawPeer sendOctets(byte[] octets, int from, int length) {
        try {
            out.write(octets, from, length);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a frame's header alone; the masking key of a client is 0.
     *
     * @param first the first octet: FIN, RSV and opcode
     */
    RawPeer sendHeader(int first, long length) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        int mask = end == End.CLIENT ? 0x80 : 0;
        int lengthOctets = length < 126 ? 0 : length < 0x10000 ? 2 : 8;
        header.write(first);
        header.write(mask | (lengthOctets == 0 ? (int) length : lengthOctets == 2 ? 126 : 127));
        for (int at = lengthOctets - 1; at >= 0; at--) {
            header.write((int) (length >> (8 * at)));
        }
        header.writeBytes(new byte[end == End.CLIENT ? 4 : 0]);
        return sendOctets(header.toByteArray());
    }

    /**
     * Sends messages in a thread of its own, and at last a Close frame.
     *
     * @param enough set when they are
     * @return complete when all was written
     */
    CompletableFuture<RawPeer> flood(AtomicBoolean enough) {
        return CompletableFuture.supplyAsync(
                () -> {
                    while (!enough.get()) {
                        send(Frame.binary(new byte[50_000]));
                    }
                    return send(Frame.close(1001, "")).fin();
                },
                Thread::startVirtualThread);
    }

    RawPeer sendHex(String hex) {
        return sendOctets(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Sends each octet in a segment of its own. */
    RawPeer sendOneByOne(byte[] octets) {
        for (byte octet : octets) {
            sendOctets(new byte[] {octet});
        }
        return this;
    }

    RawPeer sendText(String text) {
        return sendOctets(text.getBytes(UTF_8));
    }

    HttpHead readHead() {
        try {
            return HttpHead.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] readOctets(int length) {
        try {
            byte[] octets = in.readNBytes(length);
            if (octets.length < length) {
                throw new EOFException("FIN after " + octets.length + " of " + length + " octets");
            }
            return octets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything up to the FIN. */
    String readRest() {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a frame, which has to be masked as RFC 6455 §5.1 demands. */
    Frame read() {
        byte[] header = readOctets(2);
        boolean masked = (header[1] & 0x80) != 0;
        assertThat(masked).as("masked").isEqualTo(end == End.UPSTREAM);
        long length = header[1] & 0x7F;
        if (length >= 126) {
            int octets = length == 126 ? 2 : 8;
            length = 0;
            for (byte octet : readOctets(octets)) {
                length = length << 8 | (octet & 0xFF);
            }
            assertThat(length).as("length").isGreaterThan(octets == 2 ? 125 : 65535);
        }
        byte[] mask = masked ? readOctets(4) : new byte[4];
        byte[] payload = readOctets(Math.toIntExact(length));
        if (masked) {
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
        }
        return Frame.of(header[0] & 0xFF, payload);
    }

    /** Reads frames until so many octets of payload have come. */
    void readFrames(int payload) {
        for (int left = payload; left > 0; ) {
            left -= read().payload().length;
        }
    }

    /** Answers the Pings of the gateway, which it sends by itself, until something else comes. */
    Frame readAnsweringPings() {
        Frame frame = read();
        while (frame.opcode() == 9 && frame.payload().length == 12) {
            send(Frame.of(0x8A, frame.payload()));
            frame = read();
        }
        return frame;
    }

    /** Expects frames, in the form of {@link Frame#toString}. */
    RawPeer expect(String... frames) {
        for (String frame : frames) {
            assertThat(read()).hasToString(frame);
        }
        return this;
    }

    /** Expects that nothing more comes but the end of the connection in order. */
    RawPeer expectFin() {
        assertThat(ending()).isEqualTo("FIN");
        return this;
    }

    /** What comes next: {@code FIN}, {@code RST}, or an octet in hex. */
    String ending() {
        try {
            int octet = in.read();
            return octet < 0 ? "FIN" : HexFormat.of().toHexDigits((byte) octet);
        } catch (SocketException e) {
            return "RST";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the output in order; input goes on. */
    RawPeer fin() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rst() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a Close frame, answers it with itself, and ends the connection in order. */
    void answerClose(String close) {
        Frame frame = read();
        assertThat(frame).hasToString(close);
        expectFin();
        send(frame).fin();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
