package gatepost.gateway;

import gatepost.closing.Rule;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a peer to a {@link Rate}. Where more is refused, each frame is counted before it goes on;
 * where it is delayed, what came is counted afterwards and reading stops until it is paid for.
 * Confined to the event loop of the connection.
 */
final class RateMeter {
    private final Rate rate;
    private final LongSupplier clock;
    private final Optional<TokenBucket> messages;
    private final Optional<TokenBucket> octets;
    private long messagesCounted;
    private long octetsCounted;

    /**
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    RateMeter(Rate rate, LongSupplier clock) {
        this.rate = rate;
        this.clock = clock;
        messages = bucket(rate.messagesPerSecond());
        octets = bucket(rate.bytesPerSecond());
    }

    private Optional<TokenBucket> bucket(long perSecond) {
        return perSecond == 0
                ? Optional.empty()
                : Optional.of(new TokenBucket(perSecond, clock.getAsLong()));
    }

    private boolean limits() {
        return messages.isPresent() || octets.isPresent();
    }

    /** Whether each frame has to be asked for. */
    boolean countsEach() {
        return limits() && rate.onExcess() == Rate.OnExcess.CLOSE;
    }

    /**
     * Counts a frame that is about to go on, where more than the rate is refused.
     *
     * @param begunMessages 1 where it is the first of a message
     * @param octetsReceived how many octets there are up to its end, since the handshake
     */
    Objection.@Nullable Refused judge(int begunMessages, long octetsReceived) {
        if (!countsEach()) {
            return null;
        }
        long now = clock.getAsLong();
        if (messages.isPresent() && !messages.get().tryTake(begunMessages, now)) {
            return tooMany(Rule.MESSAGES_PER_SECOND, "messages", rate.messagesPerSecond());
        }
        if (octets.isPresent() && !octets.get().tryTake(octetsReceived - octetsCounted, now)) {
            return tooMany(Rule.BYTES_PER_SECOND, "bytes", rate.bytesPerSecond());
        }
        octetsCounted = octetsReceived;
        return null;
    }

    private static Objection.Refused tooMany(Rule rule, String what, long perSecond) {
        return new Objection.Refused(rule, "more than " + perSecond + " " + what + " per second");
    }

    /**
     * Counts what has come, where more than the rate is delayed.
     *
     * @param messagesReceived how many messages there are so far
     * @param octetsReceived how many octets there are so far
     * @return for how many nanoseconds the peer is not to be read
     */
    long delay(long messagesReceived, long octetsReceived) {
        if (!limits() || rate.onExcess() == Rate.OnExcess.CLOSE) {
            return 0;
        }
        long now = clock.getAsLong();
        long moreMessages = messagesReceived - messagesCounted;
        long moreOctets = octetsReceived - octetsCounted;
        messagesCounted = messagesReceived;
        octetsCounted = octetsReceived;
        long forMessages = messages.map(bucket -> bucket.take(moreMessages, now)).orElse(0L);
        long forOctets = octets.map(bucket -> bucket.take(moreOctets, now)).orElse(0L);
        return Math.max(forMessages, forOctets);
    }
}
