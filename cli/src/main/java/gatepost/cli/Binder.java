package gatepost.cli;

import static gatepost.cli.ConfigurationSchema.expected;

import gatepost.gateway.Compression;
import gatepost.gateway.Endpoint;
import gatepost.gateway.Extensions;
import gatepost.gateway.Limits;
import gatepost.gateway.OnUpstreamFailure;
import gatepost.gateway.PassStatuses;
import gatepost.gateway.PathPattern;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Upstream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Makes settings of a document, and finds what the schema cannot: names that do not resolve,
 * upstreams that are not there, routes and listeners that are in each other's way. Goes through the
 * whole document whatever the schema found, so that all problems are told at once; what is already
 * known to be faulty is passed over. To be used once.
 */
final class Binder {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int LONGEST_LIST = 1000;
    private static final int SMALLEST_COALESCE = 125;
    private static final int LARGEST_COALESCE = 16 << 20;

    private final Document document;
    private final Set<String> faulty;
    private final NameLookup names;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Prepares for a document.
     *
     * @param faulty pointers of the values that break the schema
     */
    Binder(Document document, Set<String> faulty, NameLookup names) {
        this.document = document;
        this.faulty = faulty;
        this.names = names;
    }

    /**
     * What came of it.
     *
     * @param settings absent where something is missing that has no default
     */
    record Bound(Optional<Settings> settings, int upstreams, List<Problem> problems) {}

    Bound bind(JsonNode root) {
        List<InetSocketAddress> listen = listen(root.path("listen"));
        Map<String, Optional<Upstream>> upstreams = upstreams(root.path("upstreams"));
        List<Route> routes = routes(root.path("routes"), upstreams);
        Duration drain =
                duration(root.path("drain"), "/drain", "timeout", Settings.DEFAULT_DRAIN_TIMEOUT);
        boolean complete = !listen.isEmpty() && !routes.isEmpty();
        return new Bound(
                complete
                        ? Optional.of(new Settings(listen, routes, Limits.DEFAULT, drain))
                        : Optional.empty(),
                upstreams.size(),
                problems);
    }

    private List<InetSocketAddress> listen(JsonNode list) {
        if (list.isMissingNode()) {
            return ListenAddress.parse(ListenAddress.DEFAULT)
                    .flatMap(address -> resolved(address, "/listen"))
                    .map(List::of)
                    .orElse(List.of());
        }
        Map<InetSocketAddress, String> addresses = new LinkedHashMap<>();
        List<InetSocketAddress> listen = new ArrayList<>();
        for (int i = 0; i < items(list); i++) {
            String pointer = "/listen/" + i + "/address";
            text(list.path(i), Pointer.child("/listen", i), "address")
                    .flatMap(text -> parsed(ListenAddress.parse(text), pointer, "address", text))
                    .flatMap(address -> resolved(address, pointer))
                    .ifPresent(address -> {
                        refuseOverlap(addresses, address, pointer);
                        addresses.putIfAbsent(address, pointer);
                        listen.add(address);
                    });
        }
        return listen;
    }

    private Optional<InetSocketAddress> resolved(ListenAddress address, String pointer) {
        try {
            return Optional.of(address.resolve(names));
        } catch (UnknownHostException e) {
            error(pointer, "address: cannot resolve " + address.host());
            return Optional.empty();
        }
    }

    private void refuseOverlap(
            Map<InetSocketAddress, String> earlier, InetSocketAddress address, String pointer) {
        earlier.entrySet().stream()
                .filter(entry -> ListenAddress.overlap(entry.getKey(), address))
                .findFirst()
                .ifPresent(entry ->
                        error(
                                pointer,
                                ("address: expected an address that is free, found %s, where"
                                                + " the listener on line %d already"
                                                + " listens")
                                        .formatted(
                                                ListenAddress.format(address),
                                                line(entry.getValue()))));
    }

    private Map<String, Optional<Upstream>> upstreams(JsonNode mapping) {
        Map<String, Optional<Upstream>> upstreams = new LinkedHashMap<>();
        for (String name : mapping.propertyNames()) {
            JsonNode node = mapping.path(name);
            String pointer = Pointer.child("/upstreams", name);
            List<Endpoint> endpoints = endpoints(node.path("endpoints"), pointer + "/endpoints");
            Duration connect =
                    duration(node, pointer, "connect-timeout", Upstream.DEFAULT_CONNECT_TIMEOUT);
            Duration handshake =
                    duration(
                            node, pointer, "handshake-timeout", Upstream.DEFAULT_HANDSHAKE_TIMEOUT);
            JsonNode retries = node.path("retries");
            upstreams.put(
                    name,
                    endpoints.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Upstream(
                                            name,
                                            endpoints,
                                            connect,
                                            handshake,
                                            retries.isInt()
                                                    ? retries.intValue()
                                                    : Upstream.DEFAULT_RETRIES)));
        }
        return upstreams;
    }

    private List<Endpoint> endpoints(JsonNode list, String pointer) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < items(list); i++) {
            String child = Pointer.child(pointer, i);
            text(list.path(i), child)
                    .flatMap(url -> endpoint(url, child))
                    .ifPresent(endpoints::add);
        }
        return endpoints;
    }

    private Optional<Endpoint> endpoint(String url, String pointer) {
        try {
            return Optional.of(EndpointLookup.endpoint(url, names));
        } catch (UnknownHostException e) {
            error(pointer, "endpoints: cannot resolve " + EndpointLookup.host(url));
        } catch (IllegalArgumentException e) {
            unexpected(pointer, "endpoint", url);
        }
        return Optional.empty();
    }

    private List<Route> routes(JsonNode list, Map<String, Optional<Upstream>> upstreams) {
        List<Route> routes = new ArrayList<>();
        Map<String, Coverage> coverages = new LinkedHashMap<>();
        Set<String> unused = new TreeSet<>(upstreams.keySet());
        boolean allKnown = items(list) > 0;
        for (int i = 0; i < items(list); i++) {
            JsonNode node = list.path(i);
            String pointer = Pointer.child("/routes", i);
            Optional<String> name = text(node, pointer, "upstream");
            name.ifPresent(unused::remove);
            Optional<Upstream> upstream =
                    name.flatMap(known -> upstream(known, pointer + "/upstream", upstreams));
            allKnown &= name.filter(upstreams::containsKey).isPresent();
            Optional<PathPattern> path =
                    text(node, pointer, "path").flatMap(text -> path(text, pointer + "/path"));
            List<String> hosts = texts(node.path("hosts"), pointer + "/hosts");
            path.ifPresent(pattern -> {
                if (hosts.size() == items(node.path("hosts"))) {
                    refuseShadowed(coverages, Coverage.of(pattern.toString(), hosts), pointer);
                }
            });
            PassStatuses statuses = statuses(node.path("pass-statuses"), pointer);
            int coalesce = coalesceUpTo(node.path("coalesce-up-to"), pointer + "/coalesce-up-to");
            Duration closeTimeout =
                    duration(node, pointer, "close-timeout", Route.DEFAULT_CLOSE_TIMEOUT);
            if (path.isPresent() && upstream.isPresent()) {
                routes.add(
                        Route.to(upstream.get())
                                .path(path.get())
                                .hosts(hosts)
                                .extensions(
                                        node.path("compression").asString("").equals("off")
                                                ? new Extensions(Compression.OFF, false, List.of())
                                                : Extensions.TUNNELLED)
                                .onUpstreamFailure(
                                        node.path("on-upstream-failure").asString("").equals("http")
                                                ? OnUpstreamFailure.HTTP
                                                : OnUpstreamFailure.CLOSE)
                                .passStatuses(statuses)
                                .coalesceUpTo(coalesce)
                                .closeTimeout(closeTimeout)
                                .build());
            }
        }
        // Where a route's upstream is misspelt, the one that it means is not unused.
        if (allKnown) {
            unused.forEach(this::warnOfUnused);
        }
        return routes;
    }

    private void warnOfUnused(String name) {
        String pointer = Pointer.child("/upstreams", name);
        problems.add(
                Problem.warning(
                        document.locations().key(pointer),
                        pointer,
                        "no route uses the upstream " + Printable.clipped(name, 60)));
    }

    private Optional<Upstream> upstream(
            String name, String pointer, Map<String, Optional<Upstream>> upstreams) {
        if (!upstreams.containsKey(name)) {
            error(
                    pointer,
                    "upstream: expected a name under upstreams (%s), found %s%s"
                            .formatted(
                                    upstreams.isEmpty()
                                            ? "there is none"
                                            : ConfigurationSchema.orList(
                                                    upstreams.keySet().stream()
                                                            .limit(10)
                                                            .map(key -> Printable.clipped(key, 60))
                                                            .toList()),
                                    Found.quoted(name),
                                    Nearest.suffix(
                                            Nearest.of(name, upstreams.keySet())
                                                    .map(Printable::of))));
        }
        return upstreams.getOrDefault(name, Optional.empty());
    }

    private Optional<PathPattern> path(String text, String pointer) {
        try {
            return Optional.of(PathPattern.parse(text));
        } catch (IllegalArgumentException e) {
            unexpected(pointer, "path", text);
            return Optional.empty();
        }
    }

    private void refuseShadowed(Map<String, Coverage> earlier, Coverage coverage, String pointer) {
        earlier.entrySet().stream()
                .filter(entry -> entry.getValue().includes(coverage))
                .findFirst()
                .ifPresent(entry ->
                        error(
                                pointer,
                                ("expected a route that can match, found one whose"
                                                + " requests all go to the route on line"
                                                + " %d")
                                        .formatted(line(entry.getKey()))));
        earlier.put(pointer, coverage);
    }

    private PassStatuses statuses(JsonNode list, String route) {
        if (!list.isArray()) {
            return PassStatuses.DEFAULT;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items(list); i++) {
            String pointer = Pointer.child(route + "/pass-statuses", i);
            if (!faulty.contains(pointer)) {
                texts.add(list.path(i).asString(""));
            }
        }
        try {
            return PassStatuses.parse(texts);
        } catch (IllegalArgumentException e) {
            error(route + "/pass-statuses", "pass-statuses: " + e.getMessage());
            return PassStatuses.DEFAULT;
        }
    }

    private int coalesceUpTo(JsonNode node, String pointer) {
        if (!node.isValueNode() || faulty.contains(pointer)) {
            return Route.DEFAULT_COALESCE_UP_TO;
        }
        Optional<Long> octets =
                node.isInt()
                        ? Optional.of(node.longValue())
                        : parsed(Size.parse(node.asString()), pointer, "size", node.asString());
        return octets.filter(
                        size -> {
                            boolean fits = size >= SMALLEST_COALESCE && size <= LARGEST_COALESCE;
                            if (!fits) {
                                error(
                                        pointer,
                                        "coalesce-up-to: expected a size from %s to %s, found %s"
                                                .formatted(
                                                        Size.format(SMALLEST_COALESCE),
                                                        Size.format(LARGEST_COALESCE),
                                                        Found.describe(node)));
                            }
                            return fits;
                        })
                .map(Math::toIntExact)
                .orElse(Route.DEFAULT_COALESCE_UP_TO);
    }

    private Duration duration(
            JsonNode parent, String parentPointer, String key, Duration byDefault) {
        String pointer = Pointer.child(parentPointer, key);
        return text(parent, parentPointer, key)
                .flatMap(text -> parsed(TimeSpan.parse(text), pointer, "duration", text))
                .filter(duration -> {
                    boolean fits = duration.compareTo(LONGEST) <= 0;
                    if (!fits) {
                        error(
                                pointer,
                                "%s: expected a duration of at most %s, found \"%s\""
                                        .formatted(
                                                key,
                                                TimeSpan.format(LONGEST),
                                                parent.path(key).asString()));
                    }
                    return fits;
                })
                .orElse(byDefault);
    }

    private List<String> texts(JsonNode list, String pointer) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items(list); i++) {
            text(list.path(i), Pointer.child(pointer, i)).ifPresent(texts::add);
        }
        return texts;
    }

    private Optional<String> text(JsonNode parent, String parentPointer, String key) {
        return text(parent.path(key), Pointer.child(parentPointer, key));
    }

    /** The text of a value that the schema allows. */
    private Optional<String> text(JsonNode node, String pointer) {
        return node.isString() && !faulty.contains(pointer)
                ? Optional.of(node.asString())
                : Optional.empty();
    }

    /** Passes on what a parser made of a text, and complains where that is nothing. */
    private <T> Optional<T> parsed(
            Optional<T> value, String pointer, String definition, String text) {
        if (value.isEmpty()) {
            unexpected(pointer, definition, text);
        }
        return value;
    }

    /** The schema is looser than the parser: the message is the one that the schema would give. */
    private void unexpected(String pointer, String definition, String text) {
        error(
                pointer,
                "%s: expected %s, found %s%s"
                        .formatted(
                                Pointer.name(pointer),
                                expected(ConfigurationSchema.INSTANCE.definition(definition)),
                                Found.quoted(text),
                                Hints.of(definition, text)));
    }

    /** How many there are to look at: none of what is no list, or longer than a list may be. */
    private static int items(JsonNode list) {
        return list.isArray() && list.size() <= LONGEST_LIST ? list.size() : 0;
    }

    private int line(String pointer) {
        return document.locations().value(pointer).line();
    }

    private void error(String pointer, String message) {
        problems.add(Problem.error(document.locations().value(pointer), pointer, message));
    }
}
