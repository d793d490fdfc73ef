package gatepost.cli;

import gatepost.gateway.Route;
import gatepost.gateway.Upstream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes routes of {@code routes}, and finds those that cannot match and upstreams without any. */
final class RoutesBinder {
    private final Map<Value, Coverage> earlier = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();

    private RoutesBinder() {}

    static List<Route> bind(Value list, Value upstreams, Map<String, Optional<Upstream>> known) {
        RoutesBinder binder = new RoutesBinder();
        for (Value route : list.items()) {
            RouteBinder.Bound bound = RouteBinder.bind(route, known);
            bound.coverage().ifPresent(coverage -> binder.refuseShadowed(route, coverage));
            bound.route().ifPresent(binder.routes::add);
        }
        warnOfUnused(list, upstreams, known.keySet());
        return binder.routes;
    }

    private void refuseShadowed(Value route, Coverage coverage) {
        earlier.entrySet().stream()
                .filter(entry -> entry.getValue().includes(coverage))
                .findFirst()
                .ifPresent(entry ->
                        route.error(
                                ("expected a route that can match, found one whose requests all go"
                                                + " to the route on line %d")
                                        .formatted(entry.getKey().line())));
        earlier.put(route, coverage);
    }

    private static void warnOfUnused(Value list, Value upstreams, Set<String> known) {
        List<Optional<String>> used =
                list.items().stream().map(route -> route.at("upstream").text()).toList();
        // Where a route's upstream is misspelt, the one that it means is not unused.
        if (used.isEmpty()
                || !used.stream().allMatch(name -> name.filter(known::contains).isPresent())) {
            return;
        }
        Set<String> unused = new TreeSet<>(known);
        used.forEach(name -> name.ifPresent(unused::remove));
        unused.forEach(name ->
                upstreams
                        .at(name)
                        .warningOfKey("no route uses the upstream " + Printable.clipped(name, 60)));
    }
}
