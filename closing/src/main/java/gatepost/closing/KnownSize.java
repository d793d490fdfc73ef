package gatepost.closing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How large a message some server takes by default.
 *
 * @param who its proper name
 * @param octets of payload
 * @param setting what changes it, as people type it
 * @param drops whether it ends TCP without a Close frame where a message is larger, rather than
 *     with 1009
 */
record KnownSize(String who, long octets, String setting, boolean drops) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private static final List<KnownSize> ALL =
            List.of(
                    new KnownSize(
                            "Tomcat", 8 * KIB, "org.apache.tomcat.websocket.textBufferSize", false),
                    new KnownSize("uWebSockets", 16 * KIB, "maxPayloadLength", true),
                    new KnownSize("Jetty, Spring", 64 * KIB, "setMaxTextMessageSize", false),
                    new KnownSize("AWS API Gateway", 128 * KIB, "", false),
                    new KnownSize("python-websockets", MIB, "max_size", false),
                    new KnownSize("Cloudflare Workers", 32 * MIB, "", false),
                    new KnownSize("node ws", 100 * MIB, "maxPayload", false));

    /** As it is written in a configuration: {@code 64KiB}. */
    String inWords() {
        return octets % MIB == 0 ? octets / MIB + "MiB" : octets / KIB + "KiB";
    }

    static List<KnownSize> all() {
        return ALL;
    }

    /**
     * The one that the client's last message was just over. What it was once inflated is not known,
     * so where messages may have been compressed there is none.
     */
    static Optional<KnownSize> justUnder(Closure closure) {
        return closure.extensions().isEmpty()
                ? justUnder(closure.client().lastMessage())
                : Optional.empty();
    }

    /** The one that a message of this size is just over: less than twice as large. */
    static Optional<KnownSize> justUnder(long octets) {
        return ALL.stream()
                .filter(each -> octets > each.octets && octets < 2 * each.octets)
                .max(Comparator.comparingLong(KnownSize::octets));
    }
}
