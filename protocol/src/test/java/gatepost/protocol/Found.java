package gatepost.protocol;

/** What a check found, in the order of the octets. {@code octets} is how many it had taken then. */
sealed interface Found {
    long octets();

    /** The check stands at the first octet of payload. */
    record FrameBegan(
            long octets,
            Opcode opcode,
            boolean fin,
            boolean compressed,
            long payloadLength,
            int mask)
            implements Found {}

    record FrameEnded(long octets, long frames, long messages) implements Found {}

    record Closed(long octets, CloseFrame close) implements Found {}

    /** As in {@link Violated}, without the words, which only tables compare. */
    record Broken(long octets, Violation violation, long frame, long octet, String header)
            implements Found {}
}
