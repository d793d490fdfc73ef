package gatepost.closing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time after which a proxy, a load balancer or a server cuts WebSocket connections by default.
 * From what their makers document; {@code docs/diagnoses.md} lists them.
 *
 * @param who its proper name
 * @param setting what changes it, as people type it; empty where nobody can
 * @param signs by which it is recognised in a handshake that passed it
 */
record KnownLimit(String who, Kind kind, Duration limit, String setting, List<Sign> signs) {
    /** What the time counts. */
    enum Kind {
        /** Without an octet in either direction. */
        IDLE,
        /** The same, and it is the server itself that ends the connection. */
        IDLE_OF_SERVER,
        /** Without an octet from the server's side, whatever the client sends. */
        IDLE_FROM_SERVER,
        /** From the handshake on, whatever is sent. */
        LIFE,
        /** Idle, and then nobody is told: who sends next is reset. */
        FORGETS
    }

    /**
     * A header field that it adds.
     *
     * @param inRequest whether to the request; else to the answer
     * @param name in lower case; one that ends in a hyphen stands for all that begin so
     * @param part what the value has, in lower case; empty for any
     */
    record Sign(boolean inRequest, String name, String part) {
        /** The line of a handshake that shows it. */
        Optional<String> line(HandshakeRecord handshake) {
            String lines = inRequest ? handshake.request() : handshake.answer();
            String beginning = name.endsWith("-") ? name : name + ": ";
            return lines.lines()
                    .filter(line -> line.startsWith(beginning))
                    .filter(line -> value(line).contains(part))
                    .findFirst();
        }

        private static String value(String line) {
            return line.substring(line.indexOf(": ") + 2).toLowerCase(Locale.ROOT);
        }
    }

    /** How much earlier than documented a cut may seem: times are taken at different places. */
    private static final Duration EARLIER = Duration.ofMillis(250);

    private static final Duration LATER = Duration.ofMillis(1500);

    /** Who was forgotten learns it as soon as something is sent. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final List<KnownLimit> ALL =
            List.of(
                    of("nginx", Kind.IDLE_FROM_SERVER, 60, "proxy_read_timeout")
                            .answering("server", "nginx")
                            .answering("server", "openresty"),
                    of(
                                    "AWS Application Load Balancer",
                                    Kind.IDLE,
                                    60,
                                    "idle_timeout.timeout_seconds")
                            .asking("x-amzn-trace-id", ""),
                    of("AWS Network Load Balancer", Kind.FORGETS, 350, "tcp.idle_timeout.seconds"),
                    of("Cloudflare", Kind.IDLE, 100, "")
                            .asking("cf-ray", "")
                            .answering("cf-ray", ""),
                    of("Azure Load Balancer", Kind.FORGETS, 240, "idleTimeoutInMinutes"),
                    of("Azure Front Door", Kind.IDLE, 300, "")
                            .asking("x-azure-", "")
                            .answering("x-azure-ref", ""),
                    of("Azure Front Door", Kind.LIFE, 4 * 3600, "")
                            .asking("x-azure-", "")
                            .answering("x-azure-ref", ""),
                    of("Google Cloud load balancer", Kind.LIFE, 30, "timeoutSec")
                            .asking("via", "1.1 google")
                            .answering("via", "1.1 google"),
                    of("Google Cloud Run", Kind.LIFE, 300, "--timeout")
                            .asking("x-cloud-trace-context", "")
                            .answering("server", "google frontend"),
                    of("Google Cloud Run", Kind.LIFE, 3600, "--timeout")
                            .asking("x-cloud-trace-context", "")
                            .answering("server", "google frontend"),
                    of("Heroku", Kind.IDLE, 55, "")
                            .asking("via", "vegur")
                            .asking("via", "heroku")
                            .answering("via", "vegur")
                            .answering("via", "heroku")
                            .answering("server", "heroku"),
                    of("Fly.io", Kind.IDLE, 60, "")
                            .asking("fly-", "")
                            .answering("server", "fly/")
                            .answering("fly-", ""),
                    of("Oracle Cloud load balancer", Kind.IDLE, 65, "idleTimeout"),
                    of("Envoy", Kind.IDLE, 300, "stream_idle_timeout")
                            .asking("x-envoy-", "")
                            .answering("server", "envoy")
                            .answering("x-envoy-", ""),
                    of("Envoy", Kind.LIFE, 15, "timeout")
                            .asking("x-envoy-", "")
                            .answering("server", "envoy")
                            .answering("x-envoy-", ""),
                    of("Apache httpd", Kind.IDLE, 60, "ProxyWebsocketIdleTimeout")
                            .asking("x-forwarded-server", ""),
                    of("Kong", Kind.IDLE, 60, "read_timeout")
                            .answering("via", "kong")
                            .answering("server", "kong")
                            .answering("x-kong-", ""),
                    of("APISIX", Kind.IDLE, 60, "timeout.read").answering("server", "apisix"),
                    of("YARP", Kind.IDLE, 100, "ActivityTimeout"),
                    of("Pushpin", Kind.IDLE, 1800, ""),
                    of("uWebSockets", Kind.IDLE_OF_SERVER, 120, "idleTimeout"));

    private static KnownLimit of(String who, Kind kind, long seconds, String setting) {
        return new KnownLimit(who, kind, Duration.ofSeconds(seconds), setting, List.of());
    }

    private KnownLimit asking(String name, String part) {
        return with(new Sign(true, name, part));
    }

    private KnownLimit answering(String name, String part) {
        return with(new Sign(false, name, part));
    }

    private KnownLimit with(Sign sign) {
        return new KnownLimit(
                who, kind, limit, setting, Stream.concat(signs.stream(), Stream.of(sign)).toList());
    }

    static List<KnownLimit> all() {
        return ALL;
    }

    /**
     * Whether a leg's TCP connection ended as it would by this limit.
     *
     * @param ofServer whether it is the leg to the server, so that what was received comes from
     *     there
     */
    boolean fits(Quiet quiet, TcpEnding tcp, boolean ofServer) {
        Duration span = span(quiet, ofServer);
        return switch (kind) {
            case IDLE, IDLE_FROM_SERVER, LIFE -> isAbout(span);
            case FORGETS ->
                    tcp == TcpEnding.RST
                            && span.compareTo(limit) >= 0
                            && quiet.sinceSent().compareTo(AT_ONCE) <= 0;
            case IDLE_OF_SERVER -> ofServer && isAbout(span);
        };
    }

    /** What of a leg's times it limits. */
    Duration span(Quiet quiet, boolean ofServer) {
        return switch (kind) {
            case IDLE, IDLE_OF_SERVER -> quiet.sinceEither();
            case IDLE_FROM_SERVER -> ofServer ? quiet.sinceReceived() : quiet.sinceSent();
            case LIFE -> quiet.life();
            case FORGETS -> // Until what was sent last, to which the reset was the answer.
                    quiet.sinceReceived().compareTo(quiet.sinceSentBefore()) < 0
                            ? quiet.sinceReceived()
                            : quiet.sinceSentBefore();
        };
    }

    private boolean isAbout(Duration span) {
        Duration later = limit.dividedBy(50).compareTo(LATER) > 0 ? limit.dividedBy(50) : LATER;
        return span.compareTo(limit.minus(EARLIER)) >= 0 && span.compareTo(limit.plus(later)) <= 0;
    }

    /**
     * Whether it would have left a sign in every handshake that passed it, so that it is not there
     * where none is.
     */
    boolean leavesSign(boolean ofServer) {
        return signs.stream().anyMatch(sign -> sign.inRequest() != ofServer);
    }

    /** The line of a handshake by which it is recognised, on the side of the leg that it cuts. */
    Optional<String> sign(HandshakeRecord handshake, boolean ofServer) {
        return signs.stream()
                .filter(sign -> sign.inRequest() != ofServer)
                .flatMap(sign -> sign.line(handshake).stream())
                .findFirst();
    }

    /** As in {@code 60 s}. */
    String inWords() {
        return Quiet.inWords(limit);
    }
}
