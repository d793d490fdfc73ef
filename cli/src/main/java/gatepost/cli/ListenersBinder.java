package gatepost.cli;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes addresses to listen on of {@code listen} and {@code admin}, and finds those that are in
 * each other's way.
 */
final class ListenersBinder {
    private static final String OFF = "off";

    private final NameLookup names;
    private final Map<InetSocketAddress, Value> taken = new LinkedHashMap<>();

    ListenersBinder(NameLookup names) {
        this.names = names;
    }

    /** Where clients connect. */
    List<InetSocketAddress> bindListen(Value list) {
        if (!list.isThere()) {
            return ListenAddress.parse(ListenAddress.DEFAULT)
                    .flatMap(address -> take(address, list))
                    .map(List::of)
                    .orElse(List.of());
        }
        List<InetSocketAddress> listen = new ArrayList<>();
        for (Value listener : list.items()) {
            Value value = listener.at("address");
            value.parsed("address", ListenAddress::parse)
                    .flatMap(address -> take(address, value))
                    .ifPresent(listen::add);
        }
        return listen;
    }

    /** Where the admin server is, where there is one; to be asked when all others are known. */
    Optional<InetSocketAddress> bindAdmin(Value value) {
        if (value.text().orElse(OFF).equals(OFF)) {
            return Optional.empty();
        }
        Optional<InetSocketAddress> admin =
                value.parsed("address-or-off", ListenAddress::parse)
                        .flatMap(address -> take(address, value));
        admin.filter(address -> !address.getAddress().isLoopbackAddress())
                .ifPresent(address ->
                        value.warning(
                                ("address: %s is not loopback, and the admin server asks nobody"
                                                + " who they are: make sure that only operators"
                                                + " can reach it")
                                        .formatted(ListenAddress.format(address))));
        return admin;
    }

    private Optional<InetSocketAddress> take(ListenAddress address, Value value) {
        Optional<InetSocketAddress> resolved = resolved(address, value);
        resolved.ifPresent(each -> {
            refuseOverlap(each, value);
            taken.putIfAbsent(each, value);
        });
        return resolved;
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
                                "address: expected an address that is free, found %s, where %s"
                                        .formatted(
                                                ListenAddress.format(address),
                                                listener(entry.getValue()))));
    }

    private static String listener(Value value) {
        return value.isThere()
                ? "the listener on line %d already listens".formatted(value.line())
                : "the gateway listens unless it is told otherwise";
    }
}
