package gatepost.closing;

/** Told of every connection that ended: exactly once, after both legs are closed. */
@FunctionalInterface
public interface ClosureListener {
    /**
     * Takes the record of one ended connection.
     *
     * <p>Called on the event loop of that connection: it must return soon and must not block. Calls
     * for different connections may overlap.
     */
    void closed(Closure closure);
}
