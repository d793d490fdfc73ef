package gatepost.journal;

import gatepost.closing.Closure;
import java.util.List;
import java.util.Optional;

/**
 * Some of the closures that were asked for.
 *
 * @param closures in the order that was asked for
 * @param older where the next page begins; absent where there is none
 * @param newest behind the newest closure of the journal when this was read: what comes later, as
 *     {@link JournalReader#newerThan} gives it, joins on without a gap
 */
public record Page(List<Closure> closures, Optional<Cursor> older, Cursor newest) {
    public Page {
        closures = List.copyOf(closures);
    }
}
