package gatepost.closing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Why a client or a server gave no opening handshake. */
final class HandshakeFindings {
    /**
     * What servers answer plain HTTP with on a port of TLS: nginx, Apache httpd and HAProxy, Go.
     */
    private static final List<String> OF_TLS =
            List.of(
                    "plain http request was sent to https port",
                    "speaking plain http to an ssl-enabled server port",
                    "client sent an http request to an https server");

    private final HandshakeRecord handshake;
    private final Findings findings;

    HandshakeFindings(HandshakeRecord handshake, Findings findings) {
        this.handshake = handshake;
        this.findings = findings;
    }

    void add(Cause.UpstreamUnavailable unavailable) {
        Octets octets = Octets.of(handshake.octets());
        findings.know("fault", Findings.literal(unavailable.fault()))
                .know("sent", Findings.literal(octets.printable()))
                .know("attempts", unavailable.attempts())
                .know("server", Findings.literal(handshake.answerField("server").orElse("")));
        switch (unavailable.failure()) {
            case NO_ENDPOINT -> findings.certain(Suspect.NO_ENDPOINT);
            case CONNECTION_REFUSED -> findings.certain(Suspect.SERVER_PORT_CLOSED);
            case CONNECT_TIMEOUT -> findings.certain(Suspect.SERVER_CONNECT_TIMEOUT);
            case NO_ROUTE -> findings.certain(Suspect.SERVER_NO_ROUTE);
            case CANNOT_CONNECT -> findings.certain(Suspect.SERVER_CANNOT_CONNECT);
            case NO_ANSWER -> findings.certain(Suspect.SERVER_NO_ANSWER);
            case LOST_BEFORE_ANSWER -> {
                addForeign(octets);
                findings.certain(Suspect.SERVER_LOST_BEFORE_ANSWER);
            }
            case NOT_HTTP -> {
                addForeign(octets);
                findings.certain(Suspect.SERVER_SPEAKS_NO_HTTP);
            }
            case STATUS -> addStatus(handshake.status());
            case BAD_ANSWER ->
                    findings.certain(
                            unavailable.fault().startsWith("Sec-WebSocket-Accept")
                                    ? Suspect.SERVER_WRONG_ACCEPT
                                    : Suspect.SERVER_LOSES_UPGRADE);
            case SUBPROTOCOL -> findings.certain(Suspect.SERVER_WRONG_SUBPROTOCOL);
            case EXTENSION -> findings.certain(Suspect.SERVER_WRONG_EXTENSION);
            case EXTENSION_MISSING -> findings.certain(Suspect.SERVER_LACKS_EXTENSION);
        }
    }

    private void addForeign(Octets octets) {
        if (octets.areTls()) {
            findings.certain(Suspect.SERVER_SPEAKS_TLS);
        } else if (octets.areHttp2Frame()) {
            findings.certain(Suspect.SERVER_SPEAKS_HTTP_2);
        }
    }

    private void addStatus(OptionalInt status) {
        findings.know("status", status.orElse(0));
        switch (status.orElse(0)) {
            case 200 -> findings.certain(Suspect.SERVER_ANSWERS_PAGE);
            case 400, 405, 426 -> {
                String body = body();
                if (OF_TLS.stream().anyMatch(body::contains)) {
                    findings.certain(Suspect.SERVER_SPEAKS_TLS);
                } else if (body.contains("upgrade") || status.orElse(0) == 426) {
                    findings.likely(Suspect.SERVER_ANSWERS_NO_UPGRADE);
                }
                findings.certain(Suspect.SERVER_ANSWERS_OTHERWISE);
            }
            case 401, 403, 407 -> findings.certain(Suspect.SERVER_ANSWERS_FORBIDDEN);
            case 404, 410 -> findings.certain(Suspect.SERVER_ANSWERS_NOT_FOUND);
            case 502, 504 -> {
                findings.likely(Suspect.SERVER_ANSWERS_GATEWAY_ERROR);
                findings.certain(Suspect.SERVER_ANSWERS_OTHERWISE);
            }
            case 500 -> findings.certain(Suspect.SERVER_ANSWERS_ERROR);
            default -> findings.certain(Suspect.SERVER_ANSWERS_OTHERWISE);
        }
    }

    private String body() {
        return new String(Octets.parse(handshake.octets()), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
    }

    void addRefused(int status) {
        findings.know("status", status)
                .know("location", Findings.literal(handshake.answerField("location").orElse("")))
                .certain(
                        switch (status) {
                            case 301, 302, 303, 307, 308 -> Suspect.SERVER_REDIRECTS;
                            case 401, 407 -> Suspect.SERVER_WANTS_LOGIN;
                            case 403 -> Suspect.SERVER_FORBIDS;
                            case 429 -> Suspect.SERVER_LIMITS_RATE;
                            default -> Suspect.SERVER_REFUSES;
                        });
    }

    void add(Cause.NoHandshake none) {
        Octets octets = Octets.of(handshake.octets());
        findings.know("status", none.status())
                .know("reason", Findings.literal(none.reason()))
                .know("sent", Findings.literal(octets.printable()));
        if (octets.areTls()) {
            findings.certain(Suspect.CLIENT_SPEAKS_TLS);
        } else if (octets.areHttp2Preface()) {
            findings.certain(Suspect.CLIENT_SPEAKS_HTTP_2);
        } else if (none.status() == 414 || none.status() == 431) {
            findings.certain(Suspect.CLIENT_HEADER_TOO_LARGE);
        } else if (!handshake.octets().isEmpty() && !octets.areHttp()) {
            findings.certain(Suspect.CLIENT_SPEAKS_NO_HTTP);
        } else if (none.status() == 404) {
            findings.know("host", Findings.literal(handshake.requestField("host").orElse("")))
                    .certain(Suspect.NO_ROUTE_MATCHES);
        } else {
            findings.certain(Suspect.CLIENT_HANDSHAKE_WRONG);
        }
    }
}
