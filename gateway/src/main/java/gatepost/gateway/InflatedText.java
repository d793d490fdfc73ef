package gatepost.gateway;

import gatepost.closing.Rule;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Opcode;
import gatepost.protocol.Utf8Check;
import gatepost.protocol.Violation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what compressed messages inflate to: whether text is UTF-8 (RFC 6455 §8.1), and how
 * large they are. Confined to the event loop of the connection.
 */
final class InflatedText {
    private final MessageRules rules;
    private final Utf8Check utf8 = new Utf8Check();
    private boolean text;
    private boolean convertedToText;
    private long octets;

    InflatedText(MessageRules rules) {
        this.rules = rules;
    }

    /** A message begins with the frame whose header was found. */
    void begin(InboundCheck frame) {
        convertedToText =
                frame.opcode() == Opcode.BINARY && rules.convert() == Convert.BINARY_TO_TEXT;
        text = frame.opcode() == Opcode.TEXT || convertedToText;
        octets = 0;
        utf8.reset();
    }

    /** Looks at what the message goes on with, at the front of a buffer up to its position. */
    @Nullable Objection look(InboundCheck frame, ByteBuffer inflated) {
        int length = inflated.position();
        octets += length;
        if (rules.maxMessageSize() > 0 && octets > rules.maxMessageSize()) {
            return Judge.tooBig(
                    Rule.MAX_MESSAGE_SIZE, "message inflated to", octets, rules.maxMessageSize());
        }
        return !text || utf8.check(inflated, 0, length, 0) == length
                ? null
                : noText(frame, Violation.TEXT_NOT_UTF8, "compressed text is not UTF-8");
    }

    /** The message is complete. */
    @Nullable Objection end(InboundCheck frame) {
        return !text || utf8.isComplete()
                ? null
                : noText(
                        frame,
                        Violation.TEXT_ENDS_IN_CODE_POINT,
                        "compressed text ends within a code point");
    }

    private Objection noText(InboundCheck frame, Violation violation, String description) {
        return convertedToText ? TextDemand.NO_TEXT : broken(frame, violation, description);
    }

    /** What is wrong with the inflated payload of the frame that was gone over last. */
    static Objection broken(InboundCheck frame, Violation violation, String description) {
        return new Objection.Broken(frame.violatedByPayload(violation, description), "");
    }
}
