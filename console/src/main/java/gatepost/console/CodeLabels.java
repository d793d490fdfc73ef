package gatepost.console;

import gatepost.protocol.CloseCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names close codes so that there are only so many names, whatever peers send. Every registered
 * code has its own, and so have the first {@value #LIMIT} others that come; those behind them are
 * named after their thousand, as in {@code 4xxx}. A name once given stays. Safe for use by any
 * thread.
 */
final class CodeLabels {
    /** More than an application uses, and less than a storage of metrics minds. */
    static final int LIMIT = 50;

    private final Map<Integer, String> labels = new ConcurrentHashMap<>();
    private final AtomicInteger unregistered = new AtomicInteger();

    /**
     * The name of a code.
     *
     * @param code one that an end may report: registered, or 3000-4999
     */
    String of(int code) {
        return labels.computeIfAbsent(code, this::label);
    }

    private String label(int code) {
        boolean own = CloseCode.of(code).isPresent() || unregistered.getAndIncrement() < LIMIT;
        return own ? Integer.toString(code) : code / 1000 + "xxx";
    }
}
