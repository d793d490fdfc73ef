package gatepost.acceptance;

import static gatepost.acceptance.DiagnosisScene.certain;
import static gatepost.acceptance.DiagnosisScene.likely;

import gatepost.closing.Suspect;
import java.time.Duration;
import java.util.List;

/** Ends that send a Close frame. */
final class ClosingScenes {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

    private ClosingScenes() {}

    static List<DiagnosisScene> all() {
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
}
