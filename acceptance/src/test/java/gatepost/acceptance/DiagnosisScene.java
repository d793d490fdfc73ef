package gatepost.acceptance;

import static gatepost.closing.Certainty.CERTAIN;
import static gatepost.closing.Certainty.LIKELY;

import gatepost.closing.Certainty;
import gatepost.closing.Closure;
import gatepost.closing.Suspect;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A way in which a connection is ended, with what the first diagnosis has to be.
 *
 * @param done what is done, in words for the page
 */
record DiagnosisScene(
        String done, Suspect suspect, Certainty certainty, Function<Stage, Closure> script) {
    /** In the order in which the page has them. */
    static List<DiagnosisScene> all() {
        return Stream.of(
                        ClosingScenes.all(),
                        ViolationScenes.all(),
                        RuleScenes.all(),
                        LossScenes.all(),
                        HandshakeScenes.all(),
                        GatewayScenes.all())
                .flatMap(List::stream)
                .toList();
    }

    static DiagnosisScene certain(String done, Suspect suspect, Consumer<Stage> script) {
        return scene(done, suspect, CERTAIN, script);
    }

    static DiagnosisScene likely(String done, Suspect suspect, Consumer<Stage> script) {
        return scene(done, suspect, LIKELY, script);
    }

    static DiagnosisScene scene(
            String done, Suspect suspect, Certainty certainty, Consumer<Stage> script) {
        return new DiagnosisScene(
                done,
                suspect,
                certainty,
                stage -> {
                    script.accept(stage);
                    return stage.ended();
                });
    }

    @Override
    public String toString() {
        return done;
    }
}
