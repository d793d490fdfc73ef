package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Asks for a path, rightly or wrongly; an {@link ErraticPeer} from there on. Knows afterwards how
 * many records of it there have to be. The upstream's thread may tell it what that saw.
 */
final class ErraticClient {
    private static final int PAUSE = 2500;
    private static final int SHORT_PAUSE = 100;
    private static final int HUGE_FIELD = 20_000;

    /** How many records there are of a connection. */
    enum Records {
        NONE,
        ONE,
        /** The gateway may not have seen the request before the client was gone. */
        AT_MOST_ONE;

        boolean allows(int count) {
            return switch (this) {
                case NONE -> count == 0;
                case ONE -> count == 1;
                case AT_MOST_ONE -> count <= 1;
            };
        }
    }

    private enum Opening implements Chance.Weighted {
        PROMPT(40),
        WITH_FRAMES(6),
        IN_PIECES(5),
        FIN_AT_ONCE(2),
        RST_AT_ONCE(2),
        DROPPED_AT_ONCE(2),
        CUT(4),
        SILENT(1),
        GARBAGE(1),
        WRONG_VERSION(1),
        WRONG_METHOD(1),
        WITHOUT_ROUTE(1),
        HUGE(1);

        private final int weight;

        Opening(int weight) {
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }

        /** How many records there are of it, once its request is complete. */
        Records records() {
            return switch (this) {
                case PROMPT,
                        WITH_FRAMES,
                        IN_PIECES,
                        FIN_AT_ONCE,
                        RST_AT_ONCE,
                        DROPPED_AT_ONCE,
                        WRONG_VERSION,
                        WRONG_METHOD,
                        WITHOUT_ROUTE,
                        HUGE ->
                        Records.ONE;
                case GARBAGE -> Records.AT_MOST_ONE;
                case CUT, SILENT -> Records.NONE;
            };
        }
    }

    private static final int REQUEST_TIMEOUT = 408;

    private final RawPeer peer;
    private final String path;
    private final Chance random;
    private final Collection<AssertionError> failures;
    private final Opening opening;
    private volatile boolean reachedUpstream;
    private volatile int status;

    ErraticClient(RawPeer peer, String path, Chance random, Collection<AssertionError> failures) {
        this.peer = peer;
        this.path = path;
        this.random = random;
        this.failures = failures;
        opening = random.among(Opening.values());
    }

    /** The upstream was asked. */
    void reachedUpstream() {
        reachedUpstream = true;
    }

    /** To be asked when {@link #live} has returned. */
    Records records() {
        if (reachedUpstream) {
            return Records.ONE;
        }
        if (opening.records() == Records.NONE || status == REQUEST_TIMEOUT) {
            return Records.NONE;
        }
        return status == 0 ? Records.AT_MOST_ONE : opening.records();
    }

    /** Returns when the connection has ended. */
    void live() throws InterruptedException {
        try {
            open();
        } catch (UncheckedIOException _) {
            // The gateway did not want to hear more.
        } finally {
            peer.close();
        }
    }

    private void open() throws InterruptedException {
        byte[] request = request().getBytes(US_ASCII);
        switch (opening) {
            case PROMPT -> {
                peer.sendOctets(request);
                talk();
            }
            case WITH_FRAMES -> {
                byte[] frames = ErraticAct.BURST.octets(End.CLIENT, random);
                peer.sendOctets(Octets.joined(request, frames));
                talk();
            }
            case IN_PIECES -> {
                ErraticPeer.sendInPieces(peer, request, random);
                talk();
            }
            case FIN_AT_ONCE -> {
                peer.sendOctets(request).fin();
                readStatus();
                random.pause(PAUSE);
            }
            case RST_AT_ONCE -> {
                peer.sendOctets(request);
                random.pause(random.below(2) * 20);
                peer.rst();
            }
            case DROPPED_AT_ONCE -> peer.sendOctets(request);
            case CUT -> {
                peer.sendOctets(request, 0, random.below(request.length));
                random.pause(PAUSE);
                if (random.oneIn(2)) {
                    peer.rst();
                }
            }
            case SILENT -> random.pause(PAUSE);
            case GARBAGE -> {
                peer.sendOctets(random.octets(1 + random.below(2000)));
                random.pause(PAUSE);
            }
            case WRONG_VERSION, WRONG_METHOD, WITHOUT_ROUTE, HUGE -> {
                peer.sendOctets(request);
                readStatus();
            }
        }
    }

    private String request() {
        List<String> fields = new ArrayList<>();
        fields.add(random.oneIn(3) ? "Origin: https://evil.test" : "Origin: https://good.test");
        if (!random.oneIn(3)) {
            fields.add("Sec-WebSocket-Extensions: permessage-deflate");
        }
        if (opening == Opening.HUGE) {
            fields.add("X-Huge: " + "x".repeat(HUGE_FIELD));
        }
        String request = RawClient.request(path, fields.toArray(String[]::new));
        return switch (opening) {
            case WRONG_VERSION -> request.replace("Version: 13", "Version: 12");
            case WRONG_METHOD -> request.replace("GET ", "POST ");
            case WITHOUT_ROUTE -> request.replace("GET /", "GET /nowhere/");
            case PROMPT,
                    WITH_FRAMES,
                    IN_PIECES,
                    FIN_AT_ONCE,
                    RST_AT_ONCE,
                    DROPPED_AT_ONCE,
                    CUT,
                    SILENT,
                    GARBAGE,
                    HUGE ->
                    request;
        };
    }

    private HttpHead readStatus() {
        HttpHead answer = peer.readHead();
        status = answer.status();
        return answer;
    }

    private void talk() throws InterruptedException {
        HttpHead answer = readStatus();
        if (status == 101) {
            boolean compressing = !answer.value("Sec-WebSocket-Extensions").isEmpty();
            new ErraticPeer(peer, End.CLIENT, random, compressing, failures).live();
        } else {
            random.pause(SHORT_PAUSE);
            if (random.oneIn(2)) {
                peer.rst();
            }
        }
    }
}
