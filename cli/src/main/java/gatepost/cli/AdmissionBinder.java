package gatepost.cli;

import gatepost.gateway.Admission;
import gatepost.gateway.OnRefusal;
import gatepost.gateway.Origins;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes of the keys of a route which requests it lets in. */
final class AdmissionBinder {
    private static final Map<String, OnRefusal> ON_REFUSAL =
            Map.of("http", OnRefusal.HTTP, "close", OnRefusal.CLOSE);

    private AdmissionBinder() {}

    static Admission bind(Value route) {
        List<String> origins =
                route.at("origins").distinctTexts(text -> text.toLowerCase(Locale.ROOT));
        List<String> subprotocols =
                route.at("subprotocols").distinctTexts(UnaryOperator.identity());
        return new Admission(
                new Origins(origins),
                subprotocols,
                RequestFieldsBinder.bind(route.at("headers")),
                route.at("on-refusal").choice(ON_REFUSAL).orElse(OnRefusal.HTTP));
    }
}
