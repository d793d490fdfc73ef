package gatepost.journal;

import java.util.Locale;

/** Constants as they lie in the database and stand in the log: {@code never-opened}. */
final class StoredEnum {
    private StoredEnum() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E read(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
