package gatepost.cli;

import gatepost.gateway.Compression;
import gatepost.gateway.Extensions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes of the keys of a route how extensions are agreed on. */
final class ExtensionsBinder {
    private static final Map<String, Compression> COMPRESSION =
            Map.of(
                    "tunnel", Compression.TUNNEL,
                    "inspect", Compression.INSPECT,
                    "bridge", Compression.BRIDGE,
                    "off", Compression.OFF);

    private ExtensionsBinder() {}

    static Extensions bind(Value route) {
        Value compressionValue = route.at("compression");
        Optional<Compression> compression = compressionValue.choice(COMPRESSION);
        Value takeover = route.at("context-takeover");
        // Nothing is known of a compression that is misspelt.
        boolean known = compression.isPresent() || !compressionValue.isThere();
        if (takeover.isThere() && known && !compression.equals(Optional.of(Compression.BRIDGE))) {
            takeover.errorOfKey(
                    "context-takeover: expected only with compression: bridge, found with"
                            + " compression: "
                            + compressionValue.text().orElse("tunnel"));
        }
        Value requiredValue = route.at("require-extensions");
        List<String> required = requiredValue.distinctTexts(UnaryOperator.identity());
        if (!required.isEmpty() && compression.equals(Optional.of(Compression.OFF))) {
            requiredValue.error(
                    "require-extensions: expected none with compression: off, which offers the"
                            + " upstream none; found "
                            + String.join(", ", required));
        }
        return new Extensions(
                compression.orElse(Compression.TUNNEL), takeover.flag(false), required);
    }
}
