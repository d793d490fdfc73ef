package gatepost.journal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Where a journal is, and how much it keeps.
 *
 * @param url {@code jdbc:sqlite:} and the path of a file, or {@code jdbc:postgresql:} and what the
 *     driver takes
 * @param keep how long a closure is kept from the end of its connection on; zero for ever
 * @param maxOctets how large the closures may become before the oldest go; 0 for no limit
 * @param queue how many closures may wait to be written
 */
public record JournalSettings(String url, Duration keep, long maxOctets, int queue) {
    /** A file below the working directory, for 30 days. */
    public static final JournalSettings DEFAULTS =
            new JournalSettings(
                    "jdbc:sqlite:./gatepost-data/journal.db", Duration.ofDays(30), 0, 1 << 13);

    /** Less holds so few closures that the tables themselves count. */
    public static final long LEAST_MAX_OCTETS = 1 << 20;

    /**
     * @throws IllegalArgumentException if the URL is of another database, or a number is out of its
     *     range
     */
    public JournalSettings {
        requireNonNull(url, "url");
        Database.of(url);
        if (keep.isNegative()) {
            throw new IllegalArgumentException("cannot be kept for " + keep);
        }
        if (maxOctets != 0 && maxOctets < LEAST_MAX_OCTETS) {
            throw new IllegalArgumentException(
                    "at most " + maxOctets + " octets are too few, 1 MiB is the least");
        }
        if (queue < 1) {
            throw new IllegalArgumentException("a queue of " + queue);
        }
    }

    public JournalSettings withUrl(String other) {
        return new JournalSettings(other, keep, maxOctets, queue);
    }

    public JournalSettings withKeep(Duration other) {
        return new JournalSettings(url, other, maxOctets, queue);
    }

    public JournalSettings withMaxOctets(long other) {
        return new JournalSettings(url, keep, other, queue);
    }

    public JournalSettings withQueue(int other) {
        return new JournalSettings(url, keep, maxOctets, other);
    }

    /** Without what may be secret in the URL. */
    @Override
    public String toString() {
        return Database.of(url).place()
                + ", keep "
                + keep
                + ", at most "
                + maxOctets
                + " octets, queue "
                + queue;
    }
}
