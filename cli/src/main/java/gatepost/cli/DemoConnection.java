package gatepost.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import gatepost.protocol.CloseFrame;
import gatepost.protocol.FrameHeader;
import gatepost.protocol.Header;
import gatepost.protocol.Headers;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.Opcode;
import gatepost.protocol.OpeningRequest;
import gatepost.protocol.RequestVerdict;
import gatepost.protocol.Sender;
import gatepost.protocol.ServerHandshake;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's end of one connection of the demo: blocks, and lets its caller send what a server
 * should not. For one thread.
 */
final class DemoConnection {
    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final String HEAD_END = "\r\n\r\n";

    /** How long a client may stay when the server has nothing more to say. */
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(10);

    private final Socket socket;

    /** What was received and not used, ready to be read. */
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER_OCTETS).flip();

    private final InboundCheck check = new InboundCheck(Sender.CLIENT, false);

    /** Whether what is received is payload that goes back. */
    private boolean echoing;

    DemoConnection(Socket socket) {
        this.socket = socket;
    }

    /**
     * Answers the opening handshake. Chooses the first subprotocol, since a browser that offered
     * some wants one, and no extension.
     *
     * @return whether it was one; else it was refused, and nothing more is to be sent
     */
    boolean accept() throws IOException {
        return switch (ServerHandshake.check(readRequest())) {
            case RequestVerdict.Offer offer -> {
                writeHead(
                        "101 Switching Protocols",
                        ServerHandshake.answer(
                                offer, offer.subprotocols().stream().findFirst(), List.of()),
                        "");
                yield true;
            }
            case RequestVerdict.Refusal refusal -> {
                answer(refusal.status() + " ", refusal.headers(), refusal.body());
                yield false;
            }
        };
    }

    /**
     * Answers whatever is asked with a status and a line of text.
     *
     * @param status the code and its phrase
     */
    void refuse(String status, String body) throws IOException {
        readRequest();
        answer(status, Headers.of(), body);
    }

    private void answer(String status, Headers headers, String body) throws IOException {
        String line = body + "\n";
        writeHead(
                status,
                headers.with("Content-Type", "text/plain; charset=utf-8")
                        .with("Content-Length", Integer.toString(line.getBytes(UTF_8).length))
                        .with("Connection", "close"),
                line);
    }

    private void writeHead(String status, Headers headers, String body) throws IOException {
        StringBuilder answer = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (Header header : headers) {
            answer.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        write(UTF_8.encode(answer.append("\r\n").append(body).toString()));
    }

    private OpeningRequest readRequest() throws IOException {
        String[] lines = readHead().split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0) {
                throw new IOException("not a field line: " + lines[i]);
            }
            headers.add(
                    new Header(
                            lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        if (first.length != 3) {
            throw new IOException("not a request line: " + lines[0]);
        }
        return new OpeningRequest(first[0], first[1], first[2], Headers.of(headers));
    }

    /** The request without the empty line at its end; what came behind it is kept. */
    private String readHead() throws IOException {
        while (true) {
            String text = ISO_8859_1.decode(received.duplicate()).toString();
            int end = text.indexOf(HEAD_END);
            if (end >= 0) {
                received.position(received.position() + end + HEAD_END.length());
                return text.substring(0, end);
            }
            if (!receive()) {
                throw new EOFException("the client left before its request was complete");
            }
        }
    }

    /** Waits for more octets; returns whether there are any before the end. */
    private boolean receive() throws IOException {
        received.compact();
        try {
            if (!received.hasRemaining()) {
                throw new IOException("a request of more than " + BUFFER_OCTETS + " octets");
            }
            int count =
                    socket.getInputStream()
                            .read(received.array(), received.position(), received.remaining());
            if (count < 0) {
                return false;
            }
            received.position(received.position() + count);
            return true;
        } finally {
            received.flip();
        }
    }

    /**
     * Sends every message back, frame by frame, and answers pings.
     *
     * @return the client's Close frame
     * @throws IOException also where the client breaks the protocol or leaves without a Close frame
     */
    CloseFrame echoUntilClose() throws IOException {
        while (true) {
            int from = received.position();
            long before = check.payloadRead();
            switch (check.next(received)) {
                case HEADER -> echoing = beginEcho();
                case FRAME -> {
                    echo(from, before);
                    echoing = false;
                }
                case STARVED -> {
                    echo(from, before);
                    if (!receive()) {
                        throw new EOFException("the client left without a Close frame");
                    }
                }
                case CLOSE -> {
                    return check.close();
                }
                case VIOLATION -> throw new IOException(check.violated().description());
            }
        }
    }

    /** Returns whether the payload of the frame goes back as well. */
    private boolean beginEcho() throws IOException {
        return switch (check.opcode()) {
            case TEXT, BINARY, CONTINUATION -> {
                writeHeader(check.fin(), check.opcode(), check.payloadLength());
                yield true;
            }
            case PING -> {
                writeHeader(true, Opcode.PONG, check.payloadLength());
                yield true;
            }
            case PONG, CLOSE -> false;
        };
    }

    /** Sends what was taken since {@code from} back, without the client's mask. */
    private void echo(int from, long payloadBefore) throws IOException {
        if (!echoing) {
            return;
        }
        byte[] octets = new byte[received.position() - from];
        received.get(from, octets);
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= (byte) Mask.after(check.mask(), payloadBefore + i);
        }
        write(ByteBuffer.wrap(octets));
    }

    void sendText(String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        writeHeader(true, Opcode.TEXT, payload.length);
        write(ByteBuffer.wrap(payload));
    }

    /** A header that announces the whole text, and half of it. */
    void sendHalfOfText(String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        writeHeader(true, Opcode.TEXT, payload.length);
        write(ByteBuffer.wrap(payload, 0, payload.length / 2));
    }

    void sendClose(CloseFrame close) throws IOException {
        write(FrameHeader.close(close, Sender.SERVER, 0));
    }

    private void writeHeader(boolean fin, Opcode opcode, long payloadLength) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FrameHeader.LONGEST);
        FrameHeader.write(header, fin, false, opcode, payloadLength, Sender.SERVER, 0);
        write(header.flip());
    }

    /** Sends octets as they are, right or wrong. */
    void write(ByteBuffer octets) throws IOException {
        socket.getOutputStream()
                .write(
                        octets.array(),
                        octets.arrayOffset() + octets.position(),
                        octets.remaining());
    }

    /** Ends this direction of TCP, and waits for the client to end its own. */
    void end() throws IOException {
        socket.shutdownOutput();
        awaitEnd();
    }

    /**
     * Waits for the client to end its direction, and discards what it sends: closing with unread
     * input would reset the connection, and the client might not see what was sent before.
     */
    void awaitEnd() throws IOException {
        socket.setSoTimeout((int) LEAVE_WITHIN.toMillis());
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
