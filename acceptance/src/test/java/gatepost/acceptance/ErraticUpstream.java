package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Answers a handshake in some way, right or wrong; an {@link ErraticPeer} from there on. */
final class ErraticUpstream {
    private static final int PAUSE = 1500;
    private static final int SHORT_PAUSE = 100;

    private enum Answer implements Chance.Weighted {
        ACCEPTING(40),
        WITH_FRAMES(5),
        IN_PIECES(3),
        LATE(2),
        WRONG_KEY(1),
        NOT_FOUND(1),
        UNAUTHORIZED(1),
        REDIRECT(2),
        CUT_BODY(1),
        GARBAGE(1),
        FIN(1),
        RST(1),
        NONE(1),
        UNASKED_SUBPROTOCOL(1),
        UNASKED_EXTENSION(1);

        private final int weight;

        Answer(int weight) {
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    private final RawPeer peer;
    private final HttpHead request;
    private final Chance random;
    private final Collection<AssertionError> failures;
    private final boolean compressing;

    ErraticUpstream(
            RawPeer peer, HttpHead request, Chance random, Collection<AssertionError> failures) {
        this.peer = peer;
        this.request = request;
        this.random = random;
        this.failures = failures;
        boolean offered = !request.value("Sec-WebSocket-Extensions").isEmpty();
        compressing = offered && !random.oneIn(4);
    }

    /** Returns when the connection has ended. */
    void live() throws InterruptedException {
        try {
            random.pause(SHORT_PAUSE);
            answer(random.among(Answer.values()));
        } catch (UncheckedIOException _) {
            // The gateway did not want the answer any more.
        } finally {
            peer.close();
        }
    }

    private void answer(Answer answer) throws InterruptedException {
        switch (answer) {
            case ACCEPTING -> {
                peer.sendText(accepting());
                talk();
            }
            case WITH_FRAMES -> {
                byte[] frames = ErraticAct.BURST.octets(End.UPSTREAM, random);
                peer.sendOctets(Octets.joined(accepting().getBytes(US_ASCII), frames));
                talk();
            }
            case IN_PIECES -> {
                ErraticPeer.sendInPieces(peer, accepting().getBytes(US_ASCII), random);
                talk();
            }
            case LATE -> {
                random.pause(PAUSE);
                peer.sendText(accepting());
                talk();
            }
            case WRONG_KEY -> end(RawUpstream.accepting(new HttpHead("", List.of())));
            case NOT_FOUND -> end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            case UNAUTHORIZED -> end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nwho?");
            case REDIRECT -> end("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n");
            case CUT_BODY -> end("HTTP/1.1 403 Forbidden\r\nContent-Length: 400\r\n\r\nno, beca");
            case GARBAGE -> {
                peer.sendOctets(random.octets(1 + random.below(2000)));
                random.pause(PAUSE);
            }
            case FIN -> {
                peer.fin();
                random.pause(PAUSE);
            }
            case RST -> peer.rst();
            case NONE -> random.pause(PAUSE);
            case UNASKED_SUBPROTOCOL ->
                    end(RawUpstream.accepting(request, "Sec-WebSocket-Protocol: unasked"));
            case UNASKED_EXTENSION ->
                    end(RawUpstream.accepting(request, "Sec-WebSocket-Extensions: unasked"));
        }
    }

    private String accepting() {
        return compressing
                ? RawUpstream.accepting(
                        request,
                        "Sec-WebSocket-Extensions: permessage-deflate;"
                                + " server_no_context_takeover; client_no_context_takeover")
                : RawUpstream.accepting(request);
    }

    private void talk() throws InterruptedException {
        new ErraticPeer(peer, End.UPSTREAM, random, compressing, failures).live();
    }

    private void end(String answer) {
        peer.sendText(answer);
        random.pause(PAUSE);
        if (random.oneIn(2)) {
            peer.rst();
        }
    }
}
