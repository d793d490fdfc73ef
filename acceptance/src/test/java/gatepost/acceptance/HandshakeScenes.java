package gatepost.acceptance;

import static gatepost.acceptance.DiagnosisScene.certain;
import static gatepost.acceptance.DiagnosisScene.scene;
import static gatepost.closing.Certainty.CERTAIN;
import static gatepost.closing.Certainty.LIKELY;

import gatepost.closing.Certainty;
import gatepost.closing.Suspect;
import java.util.List;
import java.util.stream.Stream;

/** Handshakes that fail. */
final class HandshakeScenes {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String UPGRADE = "HTTP/1.1 101 Switching Protocols\r\n";
    private static final String CONNECTION = "Upgrade: websocket\r\nConnection: Upgrade\r\n";

    private HandshakeScenes() {}

    static List<DiagnosisScene> all() {
        return Stream.concat(ofUpstreams().stream(), ofClients().stream()).toList();
    }

    private static List<DiagnosisScene> ofUpstreams() {
        String accepting = UPGRADE + CONNECTION + "Sec-WebSocket-Accept: {accept}\r\n";
        return List.of(
                certain(
                        "nothing listens at the endpoint",
                        Suspect.SERVER_PORT_CLOSED,
                        stage -> stage.asking("/down/1")),
                certain(
                        "the server does not answer",
                        Suspect.SERVER_NO_ANSWER,
                        stage -> stage.unanswered("/impatient")),
                certain(
                        "the server ends the connection instead of an answer",
                        Suspect.SERVER_LOST_BEFORE_ANSWER,
                        stage -> stage.answered("/plain", "")),
                certain(
                        "the endpoint speaks TLS: an alert",
                        Suspect.SERVER_SPEAKS_TLS,
                        stage -> stage.answered("/plain", "\u0015\u0003\u0001\u0000\u0002\u0002F")),
                certain(
                        "the endpoint speaks TLS: nginx's page",
                        Suspect.SERVER_SPEAKS_TLS,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n"
                                                + "<title>400 The plain HTTP request was sent to"
                                                + " HTTPS port</title>")),
                certain(
                        "the endpoint speaks HTTP/2",
                        Suspect.SERVER_SPEAKS_HTTP_2,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        "\u0000\u0000\u0006\u0004\u0000\u0000\u0000\u0000\u0000"
                                                + "\u0000\u0003\u0000\u0000\u0000d")),
                certain(
                        "the endpoint is an SSH server",
                        Suspect.SERVER_SPEAKS_NO_HTTP,
                        stage -> stage.answered("/plain", "SSH-2.0-OpenSSH_9.2\r\n")),
                status("the path belongs to a page", 200, Suspect.SERVER_ANSWERS_PAGE, CERTAIN),
                status("the path is wrong", 404, Suspect.SERVER_ANSWERS_NOT_FOUND, CERTAIN),
                status(
                        "a proxy between removes Upgrade",
                        426,
                        Suspect.SERVER_ANSWERS_NO_UPGRADE,
                        LIKELY),
                status(
                        "a proxy between cannot reach the server",
                        502,
                        Suspect.SERVER_ANSWERS_GATEWAY_ERROR,
                        LIKELY),
                status(
                        "the server fails in the handshake",
                        500,
                        Suspect.SERVER_ANSWERS_ERROR,
                        CERTAIN),
                certain(
                        "a proxy between removes Upgrade from the answer",
                        Suspect.SERVER_LOSES_UPGRADE,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        UPGRADE
                                                + "Connection: Upgrade\r\n"
                                                + "Sec-WebSocket-Accept: {accept}\r\n\r\n")),
                certain(
                        "the server does not compute the answer to the key",
                        Suspect.SERVER_WRONG_ACCEPT,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        UPGRADE
                                                + CONNECTION
                                                + "Sec-WebSocket-Accept: bm90aGluZw==\r\n\r\n")),
                certain(
                        "the server chooses a subprotocol that was not offered",
                        Suspect.SERVER_WRONG_SUBPROTOCOL,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        accepting + "Sec-WebSocket-Protocol: other\r\n\r\n")),
                certain(
                        "the server agrees to an extension that was not offered",
                        Suspect.SERVER_WRONG_EXTENSION,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        accepting + "Sec-WebSocket-Extensions: x-other\r\n\r\n")),
                certain(
                        "the server does not agree to a required extension",
                        Suspect.SERVER_LACKS_EXTENSION,
                        stage -> stage.answered("/required", accepting + "\r\n", OFFER)),
                certain(
                        "the server redirects",
                        Suspect.SERVER_REDIRECTS,
                        stage ->
                                stage.answered(
                                        "/plain",
                                        """
                                        HTTP/1.1 302 Found\r
                                        Location: wss://other.test/\r
                                        Content-Length: 0\r
                                        \r
                                        """)),
                status("the server wants a login first", 401, Suspect.SERVER_WANTS_LOGIN, CERTAIN),
                status("the server forbids the handshake", 403, Suspect.SERVER_FORBIDS, CERTAIN),
                status("the server limits handshakes", 429, Suspect.SERVER_LIMITS_RATE, CERTAIN));
    }

    private static DiagnosisScene status(
            String done, int status, Suspect suspect, Certainty certainty) {
        return scene(
                done,
                suspect,
                certainty,
                stage ->
                        stage.answered(
                                "/plain",
                                "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n"));
    }

    private static List<DiagnosisScene> ofClients() {
        return List.of(
                certain(
                        "the client speaks TLS to a port without it",
                        Suspect.CLIENT_SPEAKS_TLS,
                        stage -> stage.sendingHex("16030100c4010000c00303" + "ab".repeat(150))),
                certain(
                        "the client begins with HTTP/2",
                        Suspect.CLIENT_SPEAKS_HTTP_2,
                        stage -> stage.sending("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")),
                certain(
                        "the client speaks something else",
                        Suspect.CLIENT_SPEAKS_NO_HTTP,
                        stage -> stage.sending("EHLO\r\n\r\n")),
                certain(
                        "no route serves the path",
                        Suspect.NO_ROUTE_MATCHES,
                        stage -> stage.asking("/nowhere")),
                certain(
                        "a cookie grew",
                        Suspect.CLIENT_HEADER_TOO_LARGE,
                        stage -> stage.asking("/plain/1", "Cookie: a=" + "x".repeat(5000))),
                certain(
                        "the client's handshake lacks its version",
                        Suspect.CLIENT_HANDSHAKE_WRONG,
                        stage ->
                                stage.sending(
                                        "GET /plain/1 HTTP/1.1\r\nHost: a\r\n"
                                                + CONNECTION
                                                + "Sec-WebSocket-Key: "
                                                + RawClient.KEY
                                                + "\r\n\r\n")));
    }
}
