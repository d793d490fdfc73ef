package gatepost.protocol;

/** What the payload of a frame is (RFC 6455 §5.2, §11.8). */
public enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int number;

    Opcode(int number) {
        this.number = number;
    }

    /** The four bits in a frame's first octet. */
    public int number() {
        return number;
    }
}
