package gatepost.closing;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a leg had been open, and how long nothing had passed on it, when its connection ended.
 *
 * @param sinceReceived since the peer's last octet, or since the handshake
 * @param sinceSent since octets were last sent to the peer, or since the handshake
 * @param sinceSentBefore since octets had been sent before those
 */
record Quiet(Duration life, Duration sinceReceived, Duration sinceSent, Duration sinceSentBefore) {
    private static final Duration TENTHS_MATTER = Duration.ofMinutes(2);

    static Quiet of(Closure closure, LegRecord leg) {
        Instant end = leg.ended().orElse(closure.closed());
        return new Quiet(
                between(Optional.of(closure.opened()), closure.opened(), end),
                between(leg.lastReceived(), closure.opened(), end),
                between(leg.lastSent(), closure.opened(), end),
                between(leg.sentBefore(), closure.opened(), end));
    }

    private static Duration between(Optional<Instant> from, Instant otherwise, Instant to) {
        Duration span = Duration.between(from.orElse(otherwise), to);
        return span.isNegative() ? Duration.ZERO : span; // The system's clock can be set back.
    }

    /** Since anything passed, in either direction. */
    Duration sinceEither() {
        return sinceReceived.compareTo(sinceSent) < 0 ? sinceReceived : sinceSent;
    }

    /**
     * The same in every language, as in {@code 60.1 s}, {@code 4 min} or {@code 2 h}; of what lasts
     * longer than two minutes, tenths of a second do not matter.
     */
    static String inWords(Duration span) {
        if (span.compareTo(TENTHS_MATTER) < 0) {
            return span.toMillisPart() == 0
                    ? span.toSeconds() + " s"
                    : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        }
        long seconds = span.plusMillis(500).toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
