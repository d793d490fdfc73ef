package gatepost.acceptance;

import static gatepost.acceptance.DiagnosisScene.certain;
import static gatepost.acceptance.DiagnosisScene.likely;
import static gatepost.acceptance.DiagnosisScene.scene;
import static gatepost.closing.Certainty.LIKELY;
import static gatepost.closing.Certainty.POSSIBLE;

import gatepost.closing.Certainty;
import gatepost.closing.Suspect;
import java.time.Duration;
import java.util.List;

/** TCP connections that end without a Close frame. */
final class LossScenes {
    private LossScenes() {}

    static List<DiagnosisScene> all() {
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
    private static DiagnosisScene cut(
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
}
