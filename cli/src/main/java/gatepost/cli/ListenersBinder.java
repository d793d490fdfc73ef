package gatepost.cli;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes addresses to listen on of {@code listen}, and finds those that are in each other's way. */
final class ListenersBinder {
    private final NameLookup names;
    private final Map<InetSocketAddress, Value> taken = new LinkedHashMap<>();

    private ListenersBinder(NameLookup names) {
        this.names = names;
    }

    static List<InetSocketAddress> bind(Value list, NameLookup names) {
        return new ListenersBinder(names).bind(list);
    }

    private List<InetSocketAddress> bind(Value list) {
        if (!list.isThere()) {
            return ListenAddress.parse(ListenAddress.DEFAULT)
                    .flatMap(address -> resolved(address, list))
                    .map(List::of)
                    .orElse(List.of());
        }
        List<InetSocketAddress> listen = new ArrayList<>();
        for (Value listener : list.items()) {
            Value value = listener.at("address");
            value.parsed("address", ListenAddress::parse)
                    .flatMap(address -> resolved(address, value))
                    .ifPresent(address -> {
                        refuseOverlap(address, value);
                        taken.putIfAbsent(address, value);
                        listen.add(address);
                    });
        }
        return listen;
    }

    private Optional<InetSocketAddress> resolved(ListenAddress address, Value value) {
        try {
            return Optional.of(address.resolve(names));
        } catch (UnknownHostException e) {
            value.error("address: cannot resolve " + address.host());
            return Optional.empty();
        }
    }

    private void refuseOverlap(InetSocketAddress address, Value value) {
        taken.entrySet().stream()
                .filter(entry -> ListenAddress.overlap(entry.getKey(), address))
                .findFirst()
                .ifPresent(entry ->
                        value.error(
                                ("address: expected an address that is free, found %s, where the"
                                                + " listener on line %d already listens")
                                        .formatted(
                                                ListenAddress.format(address),
                                                entry.getValue().line())));
    }
}
