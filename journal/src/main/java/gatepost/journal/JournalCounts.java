package gatepost.journal;

import java.util.Optional;

/**
 * What a journal has done since it was opened.
 *
 * @param queued closures that wait to be written
 * @param written closures that are in the database: they survive the end of the process
 * @param droppedNormals normal endings that were given up
 * @param droppedErrors error endings that were given up
 * @param failure what keeps the journal from being written, on one line; absent while it is written
 */
public record JournalCounts(
        long queued,
        long written,
        long droppedNormals,
        long droppedErrors,
        Optional<String> failure) {}
