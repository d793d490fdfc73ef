package gatepost.cli;

import gatepost.gateway.Limits;
import gatepost.gateway.Route;
import gatepost.gateway.Settings;
import gatepost.gateway.Upstream;
import gatepost.journal.JournalSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Makes settings of a document, and finds what the schema cannot: names that do not resolve,
 * upstreams that are not there, keys that contradict each other. Goes through the whole document
 * whatever the schema found, so that all problems are told at once.
 */
final class Binder {
    private Binder() {}

    /**
     * What came of it.
     *
     * @param setup absent where something is missing that has no default
     */
    record Bound(Optional<Setup> setup, int upstreams, List<Problem> problems) {}

    /**
     * Binds a document.
     *
     * @param faulty pointers of the values that break the schema
     */
    static Bound bind(Document document, JsonNode tree, Set<String> faulty, NameLookup names) {
        List<Problem> problems = new ArrayList<>();
        Value root = Value.root(document, tree, faulty, problems);
        ListenersBinder listeners = new ListenersBinder(names);
        List<InetSocketAddress> listen = listeners.bindListen(root.at("listen"));
        Value upstreams = root.at("upstreams");
        Map<String, Optional<Upstream>> known = UpstreamsBinder.bind(upstreams, names);
        List<Route> routes = RoutesBinder.bind(root.at("routes"), upstreams, known);
        Limits limits = LimitsBinder.bind(root.at("limits"));
        Duration drain = root.at("drain").at("timeout").duration(Settings.DEFAULT_DRAIN_TIMEOUT);
        Optional<InetSocketAddress> admin = listeners.bindAdmin(root.at("admin").at("address"));
        LogSettings log = LogBinder.bind(root.at("log"));
        Optional<JournalSettings> journal = JournalBinder.bind(root.at("journal"));
        boolean complete = !listen.isEmpty() && !routes.isEmpty();
        return new Bound(
                complete
                        ? Optional.of(
                                new Setup(
                                        new Settings(listen, routes, limits, drain),
                                        admin,
                                        journal,
                                        log))
                        : Optional.empty(),
                known.size(),
                problems);
    }
}
