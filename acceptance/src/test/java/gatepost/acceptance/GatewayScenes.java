package gatepost.acceptance;

import static gatepost.closing.Certainty.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Closure;
import gatepost.closing.Suspect;
import java.util.List;

/** What the gateway does of itself. */
final class GatewayScenes {
    private GatewayScenes() {}

    static List<DiagnosisScene> all() {
        return List.of(
                new DiagnosisScene(
                        "as many clients are connected as may be",
                        Suspect.GATEWAY_FULL,
                        CERTAIN,
                        _ -> beyondTheLast()),
                new DiagnosisScene(
                        "the gateway stops", Suspect.GATEWAY_DRAINS, CERTAIN, _ -> stopped()),
                new DiagnosisScene(
                        "the gateway's own code fails: its clock does, for the test",
                        Suspect.GATEWAY_FAULT,
                        CERTAIN,
                        GatewayScenes::failed));
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
