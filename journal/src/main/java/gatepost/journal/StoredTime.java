package gatepost.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as they lie in the database: UTC in ISO 8601, always with nine digits of a second's
 * fraction, as in {@code 2026-11-20T17:00:00.000000000Z}. So they sort as text, and any tool reads
 * them. Times outside the years 0 to 9999 become the nearest of these.
 */
final class StoredTime {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private StoredTime() {}

    static String of(Instant time) {
        Instant kept = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(kept.getEpochSecond(), kept.getNano(), ZoneOffset.UTC);
        byte[] text = new byte[30];
        put(text, 0, 4, utc.getYear(), '-');
        put(text, 5, 2, utc.getMonthValue(), '-');
        put(text, 8, 2, utc.getDayOfMonth(), 'T');
        put(text, 11, 2, utc.getHour(), ':');
        put(text, 14, 2, utc.getMinute(), ':');
        put(text, 17, 2, utc.getSecond(), '.');
        put(text, 20, 9, utc.getNano(), 'Z');
        return new String(text, ISO_8859_1);
    }

    /** By hand: a formatter takes most of the time that a row takes. */
    private static void put(byte[] text, int at, int digits, int value, char behind) {
        int left = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        text[at + digits] = (byte) behind;
    }

    static Instant read(String stored) {
        return Instant.parse(stored);
    }
}
