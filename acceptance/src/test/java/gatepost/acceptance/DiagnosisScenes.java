package gatepost.acceptance;

import static gatepost.closing.Certainty.CERTAIN;
import static gatepost.closing.Certainty.LIKELY;
import static gatepost.closing.Certainty.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Certainty;
import gatepost.closing.Closure;
import gatepost.closing.Suspect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ways in which a connection is ended, each with what the first diagnosis has to be. */
final class DiagnosisScenes {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String UPGRADE = "HTTP/1.1 101 Switching Protocols\r\n";
    private static final String CONNECTION = "Upgrade: websocket\r\nConnection: Upgrade\r\n";

    /**
     * How a connection is ended.
     *
     * @param done what is done, in words for the page
     */
    record Scene(
            String done, Suspect suspect, Certainty certainty, Function<Stage, Closure> script) {
        @Override
        public String toString() {
            return done;
        }
    }

    private DiagnosisScenes() {}

    private static Scene certain(String done, Suspect suspect, Consumer<Stage> script) {
        return scene(done, suspect, CERTAIN, script);
    }

    private static Scene likely(String done, Suspect suspect, Consumer<Stage> script) {
        return scene(done, suspect, LIKELY, script);
    }

    private static Scene scene(
            String done, Suspect suspect, Certainty certainty, Consumer<Stage> script) {
        return new Scene(
                done,
                suspect,
                certainty,
                stage -> {
                    script.accept(stage);
                    return stage.ended();
                });
    }

    static List<Scene> all() {
        List<Scene> scenes = new ArrayList<>();
        scenes.addAll(closings());
        scenes.addAll(violations());
        scenes.addAll(rules());
        scenes.addAll(losses());
        scenes.addAll(upstreams());
        scenes.addAll(handshakes());
        scenes.addAll(gateways());
        return scenes;
    }

    private static List<Scene> closings() {
        return List.of(
                certain(
                        "the client closes with 1000",
                        Suspect.CLIENT_CLOSED,
                        stage -> stage.open("/plain").client().send(Frame.close(1000, "bye"))),
                certain(
                        "a page is left",
                        Suspect.CLIENT_GOING_AWAY,
                        stage -> stage.open("/plain").client().send(Frame.close(1001, ""))),
                certain(
                        "the client misses an extension",
                        Suspect.CLIENT_MISSES_EXTENSION,
                        stage ->
                                stage.open("/plain", List.of(OFFER), List.of())
                                        .client()
                                        .send(Frame.close(1010, "permessage-deflate"))),
                likely(
                        "the client's library gets no pong",
                        Suspect.CLIENT_GOT_NO_PONG,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(Frame.close(1011, "keepalive ping timeout"))),
                certain(
                        "the server closes with 1000",
                        Suspect.SERVER_CLOSED,
                        stage -> stage.open("/plain").server().send(Frame.close(1000, ""))),
                certain(
                        "the server stops",
                        Suspect.SERVER_GOING_AWAY,
                        stage -> stage.open("/plain").server().send(Frame.close(1001, "stopping"))),
                certain(
                        "Jetty has waited for 30 s",
                        Suspect.SERVER_IDLE_LIMIT,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            stage.silence(Duration.ofSeconds(30));
                            pair.server().send(Frame.close(1001, "Connection Idle Timeout"));
                        }),
                likely(
                        "Cloudflare deploys",
                        Suspect.PROXY_RESTARTS,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .send(
                                                Frame.close(
                                                        1001,
                                                        "CloudFlare WebSocket Proxy restarting"))),
                likely(
                        "Caddy gets a new configuration",
                        Suspect.PROXY_RESTARTS,
                        stage ->
                                stage.open("/plain", List.of(), List.of("Server: Caddy"))
                                        .server()
                                        .send(Frame.close(1001, ""))),
                likely(
                        "AWS API Gateway has waited for 10 min",
                        Suspect.PROXY_LIMIT_WITH_CLOSE,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            stage.silence(Duration.ofMinutes(10));
                            pair.server().send(Frame.close(1001, "Going away"));
                        }),
                likely(
                        "AWS API Gateway ends a connection after 2 h",
                        Suspect.PROXY_LIMIT_WITH_CLOSE,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            stage.silence(Duration.ofMinutes(119));
                            pair.client().send(Frame.text("still here"));
                            pair.server().expect("text still here");
                            stage.silence(Duration.ofMinutes(1));
                            pair.server().send(Frame.close(1001, "Going away"));
                        }),
                likely(
                        "python-websockets gets a message over 1 MiB",
                        Suspect.SERVER_TOO_BIG_BY_DEFAULT,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            pair.client().send(Frame.binary(new byte[1_048_577]));
                            pair.server().readFrames(1_048_577);
                            pair.server().send(Frame.close(1009, "message too big"));
                        }),
                certain(
                        "the server has a limit of its own for messages",
                        Suspect.SERVER_TOO_BIG,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            pair.client().send(Frame.binary(new byte[3000]));
                            pair.server().readFrames(3000);
                            pair.server().send(Frame.close(1009, ""));
                        }),
                certain(
                        "the server's handler throws",
                        Suspect.SERVER_FAILED,
                        stage -> stage.open("/plain").server().send(Frame.close(1011, "oops"))),
                likely(
                        "python-websockets gets no pong",
                        Suspect.SERVER_GOT_NO_PONG,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .send(Frame.close(1011, "keepalive ping timeout"))),
                certain(
                        "the server takes text only",
                        Suspect.SERVER_REFUSES_TYPE,
                        stage -> stage.open("/plain").server().send(Frame.close(1003, ""))),
                certain(
                        "the server wants a login",
                        Suspect.SERVER_POLICY,
                        stage -> stage.open("/plain").server().send(Frame.close(1008, "login"))),
                certain(
                        "the server restarts",
                        Suspect.SERVER_RESTARTS,
                        stage -> stage.open("/plain").server().send(Frame.close(1012, ""))),
                certain(
                        "the server has too much to do",
                        Suspect.SERVER_TRY_LATER,
                        stage -> stage.open("/plain").server().send(Frame.close(1013, ""))),
                certain(
                        "a gateway behind lost its server",
                        Suspect.SERVER_GATEWAY_FAILED,
                        stage -> stage.open("/plain").server().send(Frame.close(1014, ""))),
                certain(
                        "the application closes with a code of its own",
                        Suspect.SERVER_PRIVATE_CODE,
                        stage -> stage.open("/plain").server().send(Frame.close(4001, "kicked"))));
    }

    private static List<Scene> violations() {
        return List.of(
                certain(
                        "the client does not mask",
                        Suspect.CLIENT_DOES_NOT_MASK,
                        stage -> stage.open("/plain").client().sendHex("8105 68656c6c6f")),
                certain(
                        "the server masks",
                        Suspect.SERVER_MASKS,
                        stage -> stage.open("/plain").server().sendHex("8185 00000000 68656c6c6f")),
                likely(
                        "the client compresses although nothing was agreed on",
                        Suspect.CLIENT_COMPRESSES_UNASKED,
                        stage ->
                                stage.open("/plain", List.of(OFFER), List.of())
                                        .client()
                                        .send(Frame.compressedText("hello"))),
                likely(
                        "the server compresses although nothing was agreed on",
                        Suspect.SERVER_COMPRESSES_UNASKED,
                        stage -> stage.open("/plain").server().send(Frame.compressedText("hello"))),
                certain(
                        "the client sends a second request on the connection",
                        Suspect.CLIENT_SENDS_HTTP,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .sendText("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")),
                certain(
                        "the server's framework writes an error page",
                        Suspect.SERVER_SENDS_HTTP,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .sendText("HTTP/1.1 500 Internal Server Error\r\n\r\n")),
                certain(
                        "the same, with compression agreed on",
                        Suspect.SERVER_SENDS_HTTP,
                        stage ->
                                stage.open("/plain", List.of(OFFER), List.of(OFFER))
                                        .server()
                                        .sendText("HTTP/1.1 500 Internal Server Error\r\n\r\n")),
                likely(
                        "the client begins TLS on an open connection",
                        Suspect.CLIENT_SENDS_TLS,
                        stage -> stage.open("/plain").client().sendHex("16030102000100")),
                likely(
                        "a proxy wraps the server's frames into chunks",
                        Suspect.SERVER_SENDS_CHUNKS,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .sendText("7\r\n\u0001\u0005hello\r\n")),
                likely(
                        "the client sends text in ISO 8859-1",
                        Suspect.CLIENT_SENDS_LATIN_1,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(Frame.of(0x81, latin1("un café noir")))),
                likely(
                        "the server sends text in ISO 8859-1",
                        Suspect.SERVER_SENDS_LATIN_1,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .send(Frame.of(0x81, latin1("naïve Größe")))),
                likely(
                        "the client sends a file as text",
                        Suspect.CLIENT_SENDS_BINARY_AS_TEXT,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(
                                                Frame.of(
                                                        0x81,
                                                        latin1("\u0089PNG\r\n\u001a\n\u0000")))),
                likely(
                        "the server cuts text at a number of bytes",
                        Suspect.SERVER_CUTS_TEXT,
                        stage -> stage.open("/plain").server().sendHex("8104 616263c3")),
                likely(
                        "something frames what is framed already",
                        Suspect.CLIENT_FRAMES_TWICE,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(Frame.of(0x81, Frame.text("hello").unmasked()))),
                likely(
                        "the client writes a length of 64 bits in the wrong order",
                        Suspect.CLIENT_LENGTH_REVERSED,
                        stage ->
                                stage.open("/small")
                                        .client()
                                        .sendHex("82ff 7011010000000000 00000000")),
                likely(
                        "the same, of another length",
                        Suspect.CLIENT_LENGTH_REVERSED,
                        stage -> stage.open("/plain").client().sendHex("82ff c011010000000000")),
                likely(
                        "the server writes a length of 16 bits in the wrong order, and its frame"
                                + " does not end",
                        Suspect.SERVER_LENGTH_REVERSED,
                        stage ->
                                stage.open("/unfinished")
                                        .server()
                                        .sendHex("827e c800" + "00".repeat(200))),
                likely(
                        "two threads of the server write at the same time",
                        Suspect.SERVER_INTERLEAVES,
                        stage -> stage.open("/plain").server().sendHex("0103 616263 8103 646566")),
                certain(
                        "the server sends 1006",
                        Suspect.SERVER_SENDS_RESERVED_CODE,
                        stage -> stage.open("/plain").server().send(Frame.close(1006, ""))),
                certain(
                        "the client sends a Ping of 126 octets",
                        Suspect.CLIENT_CONTROL_FRAME_WRONG,
                        stage -> stage.open("/plain").client().send(Frame.ping("x".repeat(126)))),
                certain(
                        "the server's compressed data is broken",
                        Suspect.SERVER_DEFLATES_WRONGLY,
                        stage ->
                                stage.open("/inspect", List.of(OFFER), List.of(OFFER))
                                        .server()
                                        .send(Frame.of(0xC1, new byte[] {7, 7, 7, 7}))),
                scene(
                        "the server writes fewer octets than its header says",
                        Suspect.SERVER_OUT_OF_STEP,
                        POSSIBLE,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .sendHex("8105 68656c6c6f 8302 6869")));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Scene> rules() {
        return List.of(
                certain(
                        "the client sends a type that is not accepted",
                        Suspect.CLIENT_TYPE_REFUSED,
                        stage -> stage.open("/text").client().send(Frame.binary(new byte[9]))),
                certain(
                        "the server sends a type that is not accepted",
                        Suspect.SERVER_TYPE_REFUSED,
                        stage -> stage.open("/text").server().send(Frame.binary(new byte[9]))),
                certain(
                        "the client sends a message over the route's limit",
                        Suspect.CLIENT_OVER_LIMIT,
                        stage -> stage.open("/small").client().sendHeader(0x82, 70_000)),
                certain(
                        "the server sends a message over the route's limit",
                        Suspect.SERVER_OVER_LIMIT,
                        stage -> stage.open("/small").server().sendHeader(0x82, 70_000)),
                certain(
                        "a binary message of the client cannot become text",
                        Suspect.CLIENT_NOT_CONVERTIBLE,
                        stage ->
                                stage.open("/convert")
                                        .client()
                                        .send(Frame.binary(new byte[] {(byte) 0xFF}))),
                certain(
                        "the client sends too fast",
                        Suspect.CLIENT_TOO_FAST,
                        stage ->
                                stage.open("/slow")
                                        .client()
                                        .send(
                                                Frame.text("1"),
                                                Frame.text("2"),
                                                Frame.text("3"),
                                                Frame.text("4"))),
                certain(
                        "the client leaves a frame unfinished",
                        Suspect.CLIENT_LEFT_FRAME_UNFINISHED,
                        stage -> stage.open("/unfinished").client().sendHeader(0x82, 500)),
                certain(
                        "a page of another origin connects",
                        Suspect.ORIGIN_REFUSED,
                        stage -> stage.asking("/strict/1", "Origin: https://evil.test")),
                certain(
                        "a header field is missing",
                        Suspect.FIELD_REFUSED,
                        stage -> stage.asking("/strict/1", "Origin: https://a.test")),
                certain(
                        "the client offers another subprotocol",
                        Suspect.SUBPROTOCOL_REFUSED,
                        stage ->
                                stage.asking(
                                        "/strict/1",
                                        "Origin: https://a.test",
                                        "X-Key: s3cret",
                                        "Sec-WebSocket-Protocol: other")),
                certain(
                        "neither end says anything for the route's own limit",
                        Suspect.GATEWAY_IDLE_TIMEOUT,
                        stage -> stage.open("/idle")),
                certain(
                        "the client does not answer a Ping",
                        Suspect.CLIENT_NO_PONG,
                        stage -> {
                            Stage.Pair pair = stage.open("/pings");
                            pair.server().readAnsweringPings();
                        }),
                certain(
                        "the server does not answer a Ping",
                        Suspect.SERVER_NO_PONG,
                        stage -> {
                            Stage.Pair pair = stage.open("/pings");
                            pair.client().readAnsweringPings();
                        }),
                certain(
                        "the client does not read",
                        Suspect.CLIENT_READS_NOTHING,
                        stage -> flooded(stage.open("/writes").server())));
    }

    /** Sends until the gateway has had enough. */
    private static void flooded(RawPeer sender) {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<RawPeer> sending = sender.flood(enough);
        while (sender.read().opcode() != 8) {
            assertThat(sending).isNotCompletedExceptionally();
        }
        enough.set(true);
        RawUpstream.await(sending);
    }

    private static List<Scene> losses() {
        return List.of(
                cut(
                        "nginx before the server has waited for 60 s",
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        LIKELY,
                        "Server: nginx/1.22.1",
                        End.UPSTREAM,
                        Duration.ofSeconds(60)),
                cut(
                        "Heroku before the server has waited for 55 s",
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        LIKELY,
                        "Via: 1.1 vegur",
                        End.UPSTREAM,
                        Duration.ofSeconds(55)),
                cut(
                        "Envoy before the server has waited for 5 min",
                        Suspect.SERVER_SIDE_IDLE_LIMIT,
                        LIKELY,
                        "Server: envoy",
                        End.UPSTREAM,
                        Duration.ofMinutes(5)),
                cut(
                        "Cloudflare before Gatepost has waited for 100 s",
                        Suspect.CLIENT_SIDE_IDLE_LIMIT,
                        LIKELY,
                        "CF-Ray: 8a1b2c3d4e5f-FRA",
                        End.CLIENT,
                        Duration.ofSeconds(100)),
                cut(
                        "an AWS Application Load Balancer before Gatepost has waited for 60 s",
                        Suspect.CLIENT_SIDE_IDLE_LIMIT,
                        LIKELY,
                        "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678",
                        End.CLIENT,
                        Duration.ofSeconds(60)),
                cut(
                        "something without a name has waited for 60 s",
                        Suspect.CLIENT_SIDE_IDLE_LIMIT,
                        POSSIBLE,
                        "X-Request-Id: 1",
                        End.CLIENT,
                        Duration.ofSeconds(60)),
                cut(
                        "Google's load balancer ends a connection after 30 s",
                        Suspect.CLIENT_SIDE_LIFE_LIMIT,
                        LIKELY,
                        "Via: 1.1 google",
                        End.CLIENT,
                        Duration.ofSeconds(30)),
                cut(
                        "Azure Front Door ends a connection after 4 h",
                        Suspect.CLIENT_SIDE_LIFE_LIMIT,
                        LIKELY,
                        "X-Azure-Ref: 0abc",
                        End.CLIENT,
                        Duration.ofHours(4)),
                scene(
                        "an Azure or AWS load balancer has forgotten the connection",
                        Suspect.SERVER_SIDE_FORGOTTEN,
                        POSSIBLE,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            stage.silence(Duration.ofMinutes(7));
                            pair.client().send(Frame.text("hello"));
                            pair.server().read();
                            pair.server().rst();
                        }),
                certain(
                        "the client ends TCP without a Close frame",
                        Suspect.CLIENT_GONE,
                        stage -> stage.open("/plain").client().fin()),
                certain(
                        "the client resets TCP",
                        Suspect.CLIENT_RESET,
                        stage -> stage.open("/plain").client().rst()),
                certain(
                        "the client's network is gone, so that nothing is acknowledged",
                        Suspect.CLIENT_UNREACHABLE,
                        stage -> stage.cutOff("/writes").send(Frame.text("hello"))),
                certain(
                        "the client vanishes within a frame",
                        Suspect.CLIENT_GONE_IN_FRAME,
                        stage -> stage.open("/plain").client().sendHeader(0x82, 500).fin()),
                certain(
                        "the server ends TCP without a Close frame",
                        Suspect.SERVER_GONE,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            pair.server().send(Frame.text("hello"));
                            pair.client().read();
                            pair.server().fin();
                        }),
                certain(
                        "the server resets TCP",
                        Suspect.SERVER_RESET,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            pair.server().send(Frame.text("hello"));
                            pair.client().read();
                            pair.server().rst();
                        }),
                certain(
                        "the server vanishes within a frame",
                        Suspect.SERVER_GONE_IN_FRAME,
                        stage -> stage.open("/plain").server().sendHeader(0x82, 500).fin()),
                likely(
                        "the server ends TCP as soon as it has accepted",
                        Suspect.SERVER_DROPS_AT_ONCE,
                        stage -> stage.open("/plain").server().fin()),
                scene(
                        "uWebSockets gets a message over 16 KiB",
                        Suspect.SERVER_DROPS_BIG_MESSAGE,
                        POSSIBLE,
                        stage -> {
                            Stage.Pair pair = stage.open("/plain");
                            pair.client().send(Frame.binary(new byte[16_385]));
                            pair.server().readFrames(16_385);
                            pair.server().fin();
                        }),
                certain(
                        "the client leaves before the server has answered",
                        Suspect.CLIENT_LEFT_IN_HANDSHAKE,
                        stage -> stage.unanswered("/plain").rst()));
    }

    /** A FIN after a silence, of a side whose handshake shows a field. */
    private static Scene cut(
            String done,
            Suspect suspect,
            Certainty certainty,
            String field,
            End side,
            Duration after) {
        return scene(
                done,
                suspect,
                certainty,
                stage -> {
                    List<String> fields = List.of(field);
                    Stage.Pair pair =
                            stage.open(
                                    "/plain",
                                    side == End.CLIENT ? fields : List.of(),
                                    side == End.UPSTREAM ? fields : List.of());
                    stage.silence(after);
                    (side == End.CLIENT ? pair.client() : pair.server()).fin();
                });
    }

    private static List<Scene> upstreams() {
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

    private static Scene status(String done, int status, Suspect suspect, Certainty certainty) {
        return scene(
                done,
                suspect,
                certainty,
                stage ->
                        stage.answered(
                                "/plain",
                                "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n"));
    }

    private static List<Scene> handshakes() {
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

    private static List<Scene> gateways() {
        return List.of(
                new Scene(
                        "as many clients are connected as may be",
                        Suspect.GATEWAY_FULL,
                        CERTAIN,
                        _ -> beyondTheLast()),
                new Scene("the gateway stops", Suspect.GATEWAY_DRAINS, CERTAIN, _ -> stopped()),
                new Scene(
                        "the gateway's own code fails: its clock does, for the test",
                        Suspect.GATEWAY_FAULT,
                        CERTAIN,
                        DiagnosisScenes::failed));
    }

    private static Closure beyondTheLast() {
        try (Stage full = new Stage(1)) {
            full.open("/plain");
            assertThat(full.asking("/plain/full").readHead().status()).isEqualTo(503);
            return full.awaitClosure();
        }
    }

    private static Closure stopped() {
        Stage stopped = new Stage();
        stopped.open("/plain");
        stopped.close();
        return stopped.awaitClosure();
    }

    private static Closure failed(Stage stage) {
        Stage.Pair pair = stage.open("/plain");
        pair.client().send(Frame.text("first")); // Then nothing of the handshake is left to do.
        pair.server().expect("text first");
        stage.breakClockOnce(1);
        pair.client().send(Frame.text("hello"));
        Closure closure = stage.ended();
        assertThat(stage.takeErrors()).containsExactly("connection " + closure.id() + " failed");
        return closure;
    }
}
