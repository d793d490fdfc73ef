package gatepost.cli;

import gatepost.gateway.Admission;
import gatepost.gateway.Extensions;
import gatepost.gateway.Keepalive;
import gatepost.gateway.MessageRules;
import gatepost.gateway.OnUpstreamFailure;
import gatepost.gateway.PassStatuses;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Rate;
import gatepost.gateway.Route;
import gatepost.gateway.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a route of one item of {@code routes}. */
final class RouteBinder {
    private static final Map<String, OnUpstreamFailure> ON_UPSTREAM_FAILURE =
            Map.of("close", OnUpstreamFailure.CLOSE, "http", OnUpstreamFailure.HTTP);
    private static final Map<String, Rate.OnExcess> ON_EXCESS =
            Map.of("delay", Rate.OnExcess.DELAY, "close", Rate.OnExcess.CLOSE);
    private static final SizeRange COALESCE_UP_TO = SizeRange.of(125, 16 << 20);
    private static final SizeRange BYTES_PER_SECOND = SizeRange.orZero(1, 1L << 40);

    private RouteBinder() {}

    /**
     * What is known of a route.
     *
     * @param coverage absent where it is not known which requests the route serves
     * @param route absent where something is missing that has no default
     */
    record Bound(Optional<Coverage> coverage, Optional<Route> route) {}

    static Bound bind(Value value, Map<String, Optional<Upstream>> upstreams) {
        Optional<PathPattern> path = value.at("path").parsed("path", RouteBinder::path);
        List<String> hosts = value.at("hosts").texts();
        boolean allHosts = hosts.size() == value.at("hosts").items().size();
        Optional<Upstream> upstream = upstream(value.at("upstream"), upstreams);
        Admission admission = AdmissionBinder.bind(value);
        Extensions extensions = ExtensionsBinder.bind(value);
        MessageRules fromClient = MessageRulesBinder.bind(value, "client");
        MessageRules fromUpstream = MessageRulesBinder.bind(value, "upstream");
        Rate rate = rate(value.at("rate"));
        Keepalive keepalive = keepalive(value.at("keepalive"));
        OnUpstreamFailure onUpstreamFailure =
                value.at("on-upstream-failure")
                        .choice(ON_UPSTREAM_FAILURE)
                        .orElse(OnUpstreamFailure.CLOSE);
        PassStatuses passStatuses = passStatuses(value.at("pass-statuses"));
        int coalesceUpTo =
                value.at("coalesce-up-to")
                        .size(COALESCE_UP_TO)
                        .map(Math::toIntExact)
                        .orElse(Route.DEFAULT_COALESCE_UP_TO);
        Duration frameTimeout =
                value.at("frame-timeout").durationOrZero(Route.DEFAULT_FRAME_TIMEOUT);
        Duration closeTimeout = value.at("close-timeout").duration(Route.DEFAULT_CLOSE_TIMEOUT);
        return new Bound(
                path.filter(_ -> allHosts).map(known -> Coverage.of(known.toString(), hosts)),
                path.flatMap(known ->
                        upstream.map(to ->
                                Route.to(to)
                                        .path(known)
                                        .hosts(hosts)
                                        .admission(admission)
                                        .extensions(extensions)
                                        .fromClient(fromClient)
                                        .fromUpstream(fromUpstream)
                                        .rate(rate)
                                        .keepalive(keepalive)
                                        .onUpstreamFailure(onUpstreamFailure)
                                        .passStatuses(passStatuses)
                                        .coalesceUpTo(coalesceUpTo)
                                        .frameTimeout(frameTimeout)
                                        .closeTimeout(closeTimeout)
                                        .build())));
    }

    private static Optional<PathPattern> path(String text) {
        try {
            return Optional.of(PathPattern.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Upstream> upstream(
            Value value, Map<String, Optional<Upstream>> upstreams) {
        return value.text()
                .flatMap(name -> {
                    if (!upstreams.containsKey(name)) {
                        value.error(
                                "upstream: expected a name under upstreams (%s), found %s%s"
                                        .formatted(
                                                named(upstreams.keySet()),
                                                value.found(),
                                                Nearest.suffix(
                                                        Nearest.of(name, upstreams.keySet())
                                                                .map(Printable::of))));
                    }
                    return upstreams.getOrDefault(name, Optional.empty());
                });
    }

    private static String named(Set<String> upstreams) {
        return upstreams.isEmpty()
                ? "there is none"
                : ConfigurationSchema.orList(
                        upstreams.stream()
                                .limit(10)
                                .map(name -> Printable.clipped(name, 60))
                                .toList());
    }

    private static Rate rate(Value value) {
        return new Rate(
                value.at("messages-per-second").number(0),
                value.at("bytes-per-second").size(BYTES_PER_SECOND).orElse(0L),
                value.at("on-excess").choice(ON_EXCESS).orElse(Rate.OnExcess.DELAY));
    }

    private static Keepalive keepalive(Value value) {
        return new Keepalive(
                value.at("ping-every").durationOrZero(Keepalive.DEFAULT.pingEvery()),
                value.at("answer-within").durationOrZero(Keepalive.DEFAULT.answerWithin()),
                value.at("idle-timeout").durationOrZero(Keepalive.DEFAULT.idleTimeout()),
                value.at("write-timeout").durationOrZero(Keepalive.DEFAULT.writeTimeout()));
    }

    private static PassStatuses passStatuses(Value value) {
        if (!value.isList()) {
            return PassStatuses.DEFAULT;
        }
        List<String> texts =
                value.items().stream().flatMap(item -> item.scalar().stream()).toList();
        try {
            return PassStatuses.parse(texts);
        } catch (IllegalArgumentException e) {
            value.error("pass-statuses: " + e.getMessage());
            return PassStatuses.DEFAULT;
        }
    }
}
