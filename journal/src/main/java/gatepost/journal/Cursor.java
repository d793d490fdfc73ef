package gatepost.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;

/**
 * A place between the closures of a journal. It stays valid whatever is written and deleted.
 *
 * @param closed when the connection ended that is before it
 * @param number of that closure, in the order in which they were written
 */
public record Cursor(Instant closed, long number) {
    private static final int OCTETS = Long.BYTES + Integer.BYTES + Long.BYTES;

    /**
     * Reads what {@link #text} returned.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Cursor parse(String text) {
        try {
            ByteBuffer octets = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (octets.remaining() != OCTETS) {
                throw new IllegalArgumentException("of " + octets.remaining() + " octets");
            }
            Instant closed = Instant.ofEpochSecond(octets.getLong(), octets.getInt());
            return new Cursor(closed, octets.getLong());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("not a cursor of a journal: " + text, e);
        }
    }

    /** In letters, digits, {@code -} and {@code _}. What they say may change at any time. */
    public String text() {
        byte[] octets =
                ByteBuffer.allocate(OCTETS)
                        .putLong(closed.getEpochSecond())
                        .putInt(closed.getNano())
                        .putLong(number)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
