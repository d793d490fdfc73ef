package gatepost.acceptance;

/** Which end of a connection through the gateway, and how the gateway speaks of it. */
enum End {
    CLIENT("client", "Client", 1001),
    UPSTREAM("upstream", "Upstream", 1014);

    private final String word;
    private final String cause;
    private final int failure;

    End(String word, String cause, int failure) {
        this.word = word;
        this.cause = cause;
        this.failure = failure;
    }

    End other() {
        return this == CLIENT ? UPSTREAM : CLIENT;
    }

    /** As it stands in a record. */
    String word() {
        return word;
    }

    /** A cause that there is for each end, as in {@code ClientLost}. */
    String cause(String what) {
        return cause + what;
    }

    /** What the other end is told where this one failed, as in {@link Frame#toString}. */
    String failed(String what) {
        return "close " + failure + " " + word + ": " + what;
    }

    int failure() {
        return failure;
    }
}
