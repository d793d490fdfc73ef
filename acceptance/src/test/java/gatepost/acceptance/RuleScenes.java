package gatepost.acceptance;

import static gatepost.acceptance.DiagnosisScene.certain;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Suspect;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the rules of a route forbid. */
final class RuleScenes {
    private RuleScenes() {}

    static List<DiagnosisScene> all() {
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
}
