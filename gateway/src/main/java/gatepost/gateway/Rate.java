package gatepost.gateway;

/**
 * How fast the client of one connection may send. A bucket of one second's worth fills at the rate;
 * so much may come at once.
 *
 * @param messagesPerSecond data messages; 0 for no limit
 * @param bytesPerSecond octets behind the handshake, frame headers among them; 0 for no limit
 * @param onExcess what happens to more
 */
public record Rate(long messagesPerSecond, long bytesPerSecond, OnExcess onExcess) {
    /** What happens to a client that sends faster. */
    public enum OnExcess {
        /** It is read no faster than it may send: TCP makes it wait. */
        DELAY,
        /** Its connection is closed with 1008. */
        CLOSE
    }

    /** As fast as both ends can. */
    public static final Rate UNLIMITED = new Rate(0, 0, OnExcess.DELAY);

    public Rate {
        if (messagesPerSecond < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "messagesPerSecond is "
                            + messagesPerSecond
                            + ", bytesPerSecond is "
                            + bytesPerSecond);
        }
    }
}
