package gatepost.cli;

import gatepost.gateway.Accept;
import gatepost.gateway.Convert;
import gatepost.gateway.MessageRules;
import java.util.Map;
import java.util.Set;

/** Makes the rules for the messages of a peer of the keys of a route. */
final class MessageRulesBinder {
    private static final Map<String, Accept> ACCEPT =
            Map.of("text", Accept.TEXT, "binary", Accept.BINARY, "any", Accept.ANY);
    private static final Map<String, Convert> CONVERT =
            Map.of(
                    "none", Convert.NOTHING,
                    "text-to-binary", Convert.TEXT_TO_BINARY,
                    "binary-to-text", Convert.BINARY_TO_TEXT);

    private static final long LARGEST_LIMIT = 1L << 40;
    private static final SizeRange MAX_FRAME_SIZE =
            SizeRange.orZero(MessageRules.LEAST_FRAME_LIMIT, LARGEST_LIMIT)
                    .because("control frames may have 125 octets");
    private static final SizeRange MAX_MESSAGE_SIZE = SizeRange.orZero(1, LARGEST_LIMIT);
    private static final SizeRange SPLIT_FRAMES_ABOVE =
            SizeRange.orZero(MessageRules.LEAST_FRAME_LIMIT, 16 << 20);

    private static final Set<String> INFLATING = Set.of("inspect", "bridge");

    private MessageRulesBinder() {}

    /**
     * Makes them for one peer.
     *
     * @param peer {@code client} or {@code upstream}, whichever sends
     */
    static MessageRules bind(Value route, String peer) {
        Accept accept = route.at("accept").forPeer(peer).choice(ACCEPT).orElse(Accept.ANY);
        Value convertValue = route.at("convert").forPeer(peer);
        Convert convert = convertValue.choice(CONVERT).orElse(Convert.NOTHING);
        refuseNothingToConvert(
                convertValue,
                convert,
                accept,
                route.at("accept").isMapping() ? " for the " + peer : "");
        long maxFrameSize =
                route.at("max-frame-size").forPeer(peer).size(MAX_FRAME_SIZE).orElse(0L);
        refuseUnreadText(convertValue, convert, route.at("compression"));
        long maxMessageSize =
                route.at("max-message-size")
                        .forPeer(peer)
                        .size(MAX_MESSAGE_SIZE)
                        .orElse(
                                INFLATING.contains(compression(route.at("compression")))
                                        ? MessageRules.DEFAULT_INFLATED_SIZE
                                        : 0);
        Value splitValue = route.at("split-frames-above").forPeer(peer);
        int split = Math.toIntExact(splitValue.size(SPLIT_FRAMES_ABOVE).orElse(0L));
        if (maxFrameSize != 0 && split > maxFrameSize) {
            splitValue.warning(
                    "split-frames-above: %s splits no frame, because max-frame-size allows none above %s"
                            .formatted(Size.format(split), Size.format(maxFrameSize)));
        }
        return new MessageRules(accept, convert, maxFrameSize, maxMessageSize, split);
    }

    private static String compression(Value value) {
        return value.text().orElse("tunnel");
    }

    /** What passes compressed and unread cannot be known to be text. */
    private static void refuseUnreadText(Value value, Convert convert, Value compression) {
        if (convert == Convert.BINARY_TO_TEXT && compression(compression).equals("tunnel")) {
            value.error(
                    "convert: expected compression: inspect, bridge or off beside binary-to-text,"
                            + " found tunnel, which passes compressed messages unread");
        }
    }

    private static void refuseNothingToConvert(
            Value value, Convert convert, Accept accept, String where) {
        if (accept == Accept.BINARY && convert == Convert.TEXT_TO_BINARY) {
            value.error(
                    "convert: expected none or binary-to-text where accept is binary%s, found %s"
                            .formatted(where, value.found()));
        }
        if (accept == Accept.TEXT && convert == Convert.BINARY_TO_TEXT) {
            value.error(
                    "convert: expected none or text-to-binary where accept is text%s, found %s"
                            .formatted(where, value.found()));
        }
    }
}
