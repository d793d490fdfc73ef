package gatepost.gateway;

import gatepost.closing.Rule;
import gatepost.protocol.InboundCheck;
import gatepost.protocol.Mask;
import gatepost.protocol.Opcode;
import gatepost.protocol.Utf8Check;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Demands of binary messages that go on as text that they are UTF-8 (RFC 6455 §8.1). */
final class TextDemand implements Inspection {
    static final Objection NO_TEXT =
            new Objection.Refused(Rule.CONVERT, "binary message that cannot be text: not UTF-8");

    private final Utf8Check utf8 = new Utf8Check();
    private boolean binary;

    @Override
    public @Nullable Objection inspect(InboundCheck check, ByteBuffer in, int from, int to) {
        long before = check.payloadRead() - (to - from);
        if (before == 0 && check.opcode() != Opcode.CONTINUATION) {
            binary = check.opcode() == Opcode.BINARY;
            utf8.reset();
        }
        if (!binary) {
            return null; // The check itself looks at text.
        }
        boolean valid = utf8.check(in, from, to, Mask.after(check.mask(), before)) == to;
        boolean ends = check.fin() && check.isBetweenFrames();
        return valid && (!ends || utf8.isComplete()) ? null : NO_TEXT;
    }
}
