package gatepost.journal;

import gatepost.closing.Closure;
import java.util.List;
import java.util.UUID;

/** What a part of an id means. */
public sealed interface Lookup {
    /** The one closure whose id begins or ends so. */
    record Found(Closure closure) implements Lookup {}

    /**
     * More than one begins or ends so.
     *
     * @param ids some of them, the newest first
     */
    record Ambiguous(List<UUID> ids) implements Lookup {
        public Ambiguous {
            ids = List.copyOf(ids);
        }
    }

    /** None does. */
    record Missing() implements Lookup {}
}
