package gatepost.acceptance;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a peer that behaves badly at random does next. Not safe for use by many threads. */
final class Chance {
    /** Something that happens more or less often. */
    interface Weighted {
        int weight();
    }

    private final SplittableRandom random;
    private final CountDownLatch over;

    /**
     * @param seed the same seed makes the same choices
     * @param over open when no peer is to wait for anything any more
     */
    Chance(long seed, CountDownLatch over) {
        this(new SplittableRandom(seed), over);
    }

    private Chance(SplittableRandom random, CountDownLatch over) {
        this.random = random;
        this.over = over;
    }

    /** For another thread. */
    Chance split() {
        return new Chance(random.split(), over);
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** From 0 to below a bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int count) {
        return below(count) == 0;
    }

    <T extends Weighted> T among(T[] all) {
        int sum = 0;
        for (T one : all) {
            sum += one.weight();
        }
        int left = below(sum);
        for (T one : all) {
            left -= one.weight();
            if (left < 0) {
                return one;
            }
        }
        throw new AssertionError("weights changed");
    }

    /** Any octets at all. */
    byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** Sets the pace: waits for up to so many milliseconds, or until all is over. */
    void pause(int millis) {
        try {
            over.await(below(millis + 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
