package gatepost.cli;

import gatepost.gateway.Endpoint;
import gatepost.gateway.Upstream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes upstreams of {@code upstreams}, and looks their hosts up, which may block. */
final class UpstreamsBinder {
    private UpstreamsBinder() {}

    /** All that there are by name; those without an endpoint that can be used are empty. */
    static Map<String, Optional<Upstream>> bind(Value mapping, NameLookup names) {
        Map<String, Optional<Upstream>> upstreams = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, value) -> upstreams.put(name, upstream(name, value, names)));
        return upstreams;
    }

    private static Optional<Upstream> upstream(String name, Value value, NameLookup names) {
        List<Endpoint> endpoints =
                value.at("endpoints").items().stream()
                        .flatMap(url -> endpoint(url, names).stream())
                        .toList();
        Duration connect = value.at("connect-timeout").duration(Upstream.DEFAULT_CONNECT_TIMEOUT);
        Duration handshake =
                value.at("handshake-timeout").duration(Upstream.DEFAULT_HANDSHAKE_TIMEOUT);
        int retries = value.at("retries").number(Upstream.DEFAULT_RETRIES);
        return endpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(new Upstream(name, endpoints, connect, handshake, retries));
    }

    private static Optional<Endpoint> endpoint(Value value, NameLookup names) {
        return value.text()
                .flatMap(url -> {
                    try {
                        return Optional.of(EndpointLookup.endpoint(url, names));
                    } catch (UnknownHostException e) {
                        value.error("endpoints: cannot resolve " + EndpointLookup.host(url));
                    } catch (IllegalArgumentException e) {
                        value.unexpected("endpoint");
                    }
                    return Optional.empty();
                });
    }
}
