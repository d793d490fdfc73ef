package gatepost.console;

/**
 * How it goes with the records of closures that are to be kept.
 *
 * @param queued how many wait to be written
 * @param written how many were written so far
 * @param droppedNormal how many records of normal endings were given up so far
 * @param droppedErrors how many of other endings were
 * @param failed whether nothing can be written at the moment
 */
public record JournalState(
        long queued, long written, long droppedNormal, long droppedErrors, boolean failed) {}
