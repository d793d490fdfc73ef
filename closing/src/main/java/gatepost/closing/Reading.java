package gatepost.closing;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a line that some program printed says about the end of a connection.
 *
 * @param entry what explains it
 * @param number the close code that it stands for
 * @param how who closed, as the line has it
 * @param httpStatus what the opening handshake was answered with, where the line says so
 * @param clue the part of the line that told
 * @param note the key of what else is to be said about it, where there is something
 */
public record Reading(
        Program program,
        CodeEntry entry,
        int number,
        How how,
        OptionalInt httpStatus,
        String clue,
        Optional<String> note) {
    /** Who closed, as a line has it. */
    public enum How {
        /** The other side sent a Close frame. */
        RECEIVED,
        /** The program's own side sent a Close frame. */
        SENT,
        /** There was no Close frame. */
        NONE,
        /** The other side broke the protocol, and it does not say whether a code was sent. */
        VIOLATION,
        /** The opening handshake did not succeed. */
        HANDSHAKE,
        /** The TLS handshake did not succeed. */
        TLS,
        /** It names a code and not who sent it. */
        UNSAID
    }

    public Reading {
        requireNonNull(program, "program");
        requireNonNull(entry, "entry");
        requireNonNull(how, "how");
        requireNonNull(httpStatus, "httpStatus");
        requireNonNull(clue, "clue");
        requireNonNull(note, "note");
    }
}
