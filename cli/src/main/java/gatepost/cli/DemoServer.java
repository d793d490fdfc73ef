package gatepost.cli;

import gatepost.cli.DemoUpstream.Ending;
import gatepost.protocol.CloseFrame;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * One of the demo's servers, on a port of its own that only this machine reaches. Safe for use by
 * any thread.
 */
final class DemoServer implements AutoCloseable {
    private final DemoUpstream upstream;
    private final InetSocketAddress address;
    private final Closeable port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private DemoServer(DemoUpstream upstream, InetSocketAddress address, Closeable port) {
        this.upstream = upstream;
        this.address = address;
        this.port = port;
    }

    /**
     * Takes a port, and returns when connections to it are served, or in the case of {@code DOWN}
     * refused.
     */
    static DemoServer start(DemoUpstream upstream) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return switch (upstream) {
            case DOWN -> {
                // A port that is bound and not listened on refuses, and nobody else can take it.
                Socket bound = new Socket();
                bound.bind(anyPort);
                yield new DemoServer(
                        upstream, (InetSocketAddress) bound.getLocalSocketAddress(), bound);
            }
            case ECHO, CLOSES, REFUSES, DROPS, BROKEN -> {
                ServerSocket listener = new ServerSocket();
                listener.bind(anyPort);
                DemoServer server =
                        new DemoServer(
                                upstream,
                                (InetSocketAddress) listener.getLocalSocketAddress(),
                                listener);
                server.threads.execute(() -> server.acceptFrom(listener));
                yield server;
            }
        };
    }

    DemoUpstream upstream() {
        return upstream;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Where it is reached without the gateway. */
    String url() {
        return "ws://" + ListenAddress.format(address);
    }

    private void acceptFrom(ServerSocket listener) {
        try (listener) {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException | RejectedExecutionException e) {
            // The server was closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            converse(new DemoConnection(client));
        } catch (IOException e) {
            // The client left, or does not speak WebSocket: nothing is left to be said to it.
        }
    }

    private void converse(DemoConnection client) throws IOException {
        switch (upstream) {
            case ECHO -> {
                if (client.accept()) {
                    client.sendClose(client.echoUntilClose());
                }
            }
            case CLOSES -> {
                if (client.accept()) {
                    client.sendClose(
                            new CloseFrame(Ending.OF_ITS_OWN.code(), Ending.OF_ITS_OWN.reason()));
                }
            }
            case REFUSES ->
                    client.refuse("500 Internal Server Error", "this server always answers so");
            case DROPS -> {
                if (client.accept()) {
                    client.sendText("this message is whole; the next one is cut");
                    client.sendHalfOfText("the end of this message never leaves the server");
                }
            }
            case BROKEN -> {
                if (client.accept()) {
                    client.sendText("this frame is sound; the next one has opcode 0x3");
                    client.write(ByteBuffer.wrap(new byte[] {(byte) 0x83, 0x00}));
                }
            }
            case DOWN -> throw new AssertionError("nobody listens there");
        }
        client.end();
    }

    /** Ends the server and its connections, and returns when all have ended. */
    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            // It is of no use any more, whatever its state.
        }
        threads.shutdownNow(); // Interrupting a virtual thread closes the socket that it waits for.
        threads.close();
    }
}
