package gatepost.closing;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7 (RFC 9562 §5.7): milliseconds first, then chance. */
public final class TimeOrderedId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedId() {}

    /** An id for something that happened at a time. */
    public static UUID at(Instant time, RandomGenerator random) {
        long most = (time.toEpochMilli() << 16) | VERSION_7 | (random.nextLong() & 0xFFF);
        long least = VARIANT | (random.nextLong() >>> 2);
        return new UUID(most, least);
    }
}
