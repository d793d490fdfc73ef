package gatepost.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the values of a document stand in its file, by JSON pointer. */
final class Locations {
    private static final Location START = new Location(1, 1, 1);

    private final Map<String, Location> keys = new HashMap<>();
    private final Map<String, Location> values = new HashMap<>();

    void addKey(String pointer, Location location) {
        keys.put(pointer, location);
    }

    void addValue(String pointer, Location location) {
        values.put(pointer, location);
    }

    /** Where the key of the value stands; for an item of a list, and the root, the value itself. */
    Location key(String pointer) {
        return Optional.ofNullable(keys.get(pointer)).orElseGet(() -> value(pointer));
    }

    /** Where the value begins; the first character of the file for what is not in it. */
    Location value(String pointer) {
        return values.getOrDefault(pointer, START);
    }
}
