package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.InboundCheck.Step;
import java.nio.ByteBuffer;

/**
 * Feeds the same octets to a check that is asked for each frame and to one that goes over whole
 * messages first. Both have to come to the same.
 */
final class TwoWays {
    private final InboundCheck frames;
    private final InboundCheck messages;
    private final int longest;
    private final String name;
    private long passed;

    /**
     * @param longest how long a message may be that is gone over
     * @param name what a failure is told with
     */
    TwoWays(Sender sender, boolean compression, int longest, String name) {
        frames = new InboundCheck(sender, compression);
        messages = new InboundCheck(sender, compression);
        this.longest = longest;
        this.name = name;
    }

    void feed(ByteBuffer octets) {
        Step expected = eachFrame(octets.duplicate());
        assertThat(messagesFirst(octets.duplicate())).as(name).isEqualTo(expected);
        assertThat(messages.isBetweenFrames()).as(name).isEqualTo(frames.isBetweenFrames());
        assertThat(messages.octets()).as(name).isEqualTo(frames.octets());
        assertThat(messages.dataOctets()).as(name).isEqualTo(frames.dataOctets());
        assertThat(messages.frames()).as(name).isEqualTo(frames.frames());
        assertThat(messages.messages()).as(name).isEqualTo(frames.messages());
        switch (expected) {
            case CLOSE -> assertThat(messages.close()).as(name).isEqualTo(frames.close());
            case VIOLATION -> assertThat(messages.violated()).as(name).isEqualTo(frames.violated());
            case STARVED, HEADER, FRAME -> {}
        }
    }

    /** How many messages were gone over without asking for their frames. */
    long passed() {
        return passed;
    }

    private Step eachFrame(ByteBuffer in) {
        Step step;
        do {
            step = frames.next(in);
        } while (step == Step.HEADER || step == Step.FRAME);
        return step;
    }

    private Step messagesFirst(ByteBuffer in) {
        Step step;
        do {
            long before = messages.messages();
            messages.passMessages(in, longest, true, true);
            passed += messages.messages() - before;
            step = messages.next(in);
        } while (step == Step.HEADER || step == Step.FRAME);
        return step;
    }
}
