package gatepost.gateway;

/**
 * How much may come at a rate: a bucket that holds one second's worth, full at first. Times are
 * those of {@link System#nanoTime}. Not safe for use by several threads.
 */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private double tokens;
    private long filledAt;

    /**
     * @param perSecond above 0
     */
    TokenBucket(long perSecond, long now) {
        this.perSecond = perSecond;
        tokens = perSecond;
        filledAt = now;
    }

    /** Takes so many, unless there are fewer: then none. */
    boolean tryTake(long wanted, long now) {
        fill(now);
        if (wanted > tokens) {
            return false;
        }
        tokens -= wanted;
        return true;
    }

    /**
     * Takes so many, on credit where there are fewer.
     *
     * @return for how many nanoseconds nothing more may be taken, until the credit is paid back
     */
    long take(long wanted, long now) {
        fill(now);
        tokens -= wanted;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * NANOS);
    }

    private void fill(long now) {
        tokens = Math.min(perSecond, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
