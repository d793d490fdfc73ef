package gatepost.gateway;

/** How far one leg's closing handshake has come (RFC 6455 §7.1). Pure: no clock, no I/O. */
enum ClosingState {
    OPEN,
    CLOSE_WRITTEN,
    CLOSE_READ,
    /** Nothing is to be written any more, and nothing that is read means anything. */
    CLOSED;

    /** What brings a leg forward. */
    enum Step {
        CLOSE_READ,
        CLOSE_WRITTEN,
        TRANSPORT_ENDED
    }

    ClosingState after(Step step) {
        return switch (step) {
            case CLOSE_READ ->
                    switch (this) {
                        case OPEN, CLOSE_READ -> CLOSE_READ;
                        case CLOSE_WRITTEN, CLOSED -> CLOSED;
                    };
            case CLOSE_WRITTEN ->
                    switch (this) {
                        case OPEN, CLOSE_WRITTEN -> CLOSE_WRITTEN;
                        case CLOSE_READ, CLOSED -> CLOSED;
                    };
            case TRANSPORT_ENDED -> CLOSED;
        };
    }

    /** Whether frames may still be written. */
    boolean takesFrames() {
        return this == OPEN || this == CLOSE_READ;
    }
}
