package gatepost.cli;

import gatepost.gateway.RequestFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes of {@code headers} what is done with the header fields of a client's handshake. */
final class RequestFieldsBinder {
    private RequestFieldsBinder() {}

    static RequestFields bind(Value headers) {
        Map<String, Optional<String>> require = new LinkedHashMap<>();
        fields(headers.at("require"), "require")
                .forEach((name, value) ->
                        value.text()
                                .ifPresent(text ->
                                        require.put(
                                                name,
                                                text.equals("*")
                                                        ? Optional.empty()
                                                        : Optional.of(text))));
        Map<String, String> set = new LinkedHashMap<>();
        Map<String, Value> setBy = new HashMap<>();
        fields(headers.at("set"), "set")
                .forEach((name, value) -> {
                    if (RequestFields.isGatewaysOwn(name)) {
                        value.errorOfKey(refusal("set", name));
                    }
                    value.text().ifPresent(text -> set.put(name, text));
                    setBy.put(lower(name), value);
                });
        return new RequestFields(require, set, strip(headers.at("strip"), setBy));
    }

    /** The values of a mapping by name; complains where two differ in nothing but case. */
    private static Map<String, Value> fields(Value mapping, String key) {
        Map<String, Value> seen = new HashMap<>();
        mapping.entries()
                .forEach((name, value) -> {
                    Value earlier = seen.putIfAbsent(lower(name), value);
                    if (earlier != null) {
                        value.errorOfKey(
                                "%s: expected each once, found %s again; the first is on line %d"
                                        .formatted(key, Found.quoted(name), earlier.line()));
                    }
                });
        return mapping.entries();
    }

    private static List<String> strip(Value list, Map<String, Value> setBy) {
        for (Value item : list.items()) {
            item.text().flatMap(name -> refusalToStrip(name, setBy)).ifPresent(item::error);
        }
        return list.distinctTexts(RequestFieldsBinder::lower);
    }

    private static Optional<String> refusalToStrip(String name, Map<String, Value> setBy) {
        if (RequestFields.isGatewaysOwn(name)) {
            return Optional.of(refusal("strip", name));
        }
        if (name.equalsIgnoreCase("Host")) {
            return Optional.of(
                    "strip: expected a field that a request can be without, found "
                            + Found.quoted(name));
        }
        return Optional.ofNullable(setBy.get(lower(name)))
                .map(set ->
                        "strip: expected a field that is not set, found %s, which line %d sets"
                                .formatted(Found.quoted(name), set.line()));
    }

    private static String refusal(String key, String name) {
        return "%s: expected a field that the gateway does not see to itself, found %s"
                .formatted(key, Found.quoted(name));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
