package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages just below a limit of 1000 octets, of exactly as many, and just above: from both ends,
 * whole and in fragments, compressed and not, where the gateway inflates and where it does not.
 */
final class SizeLimitTest {
    private static final int LIMIT = 1000;
    private static final String EXTENSION =
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover;"
                    + " client_no_context_takeover";

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    /** A way for a message to be of a size that is counted. */
    enum Form {
        PLAIN("/message", "message of", false),
        PLAIN_FRAME("/frame", "frame of", false),
        /** Passed on unread: what is counted is what travels. */
        COMPRESSED("/message", "message of", false),
        COMPRESSED_FRAME("/frame", "frame of", false),
        INSPECTED("/inspect-limit", "message inflated to", true),
        BRIDGED("/bridge-limit", "message inflated to", true),
        /** Sent plainly on a connection that could have compressed it. */
        INSPECTED_PLAIN("/inspect-limit", "message of", false),
        BRIDGED_PLAIN("/bridge-limit", "message of", false);

        private final String route;
        private final String what;
        private final boolean inflated;

        Form(String route, String what, boolean inflated) {
            this.route = route;
            this.what = what;
            this.inflated = inflated;
        }

        private boolean isCompressed() {
            return inflated || this == COMPRESSED || this == COMPRESSED_FRAME;
        }

        private boolean isOfFrames() {
            return route.equals("/frame");
        }

        List<Frame> frames(int size, boolean fragments) {
            byte[] payload = inflated ? Octets.deflated(Octets.at(0, size)) : Octets.at(0, size);
            int first = 0x02 | (isCompressed() ? 0x40 : 0);
            if (!fragments) {
                return List.of(Frame.of(0x80 | first, payload));
            }
            if (isOfFrames()) {
                return List.of(
                        Frame.of(first, Octets.at(0, LIMIT)),
                        Frame.of(0x00, payload),
                        Frame.of(0x80, Octets.at(0, 1)));
            }
            int third = payload.length / 3;
            return List.of(
                    Frame.of(first, Arrays.copyOf(payload, third)),
                    Frame.of(0x00, Arrays.copyOfRange(payload, third, 2 * third)),
                    Frame.of(0x80, Arrays.copyOfRange(payload, 2 * third, payload.length)));
        }
    }

    static Stream<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (Form form : Form.values()) {
            for (End from : End.values()) {
                for (boolean fragments : List.of(false, true)) {
                    for (int size : List.of(LIMIT - 1, LIMIT, LIMIT + 1)) {
                        all.add(Arguments.of(form, from, fragments, size));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} from {1}, in fragments: {2}, {3} octets")
    @MethodSource("all")
    void theLimitIsTheLastThatPasses(Form form, End from, boolean fragments, int size) {
        try (Connected connected =
                testbed.connect(form.route, List.of(EXTENSION), List.of(EXTENSION))) {
            RawPeer sender = connected.at(from);
            RawPeer receiver = connected.at(from.other());
            List<Frame> frames = form.frames(size, fragments);
            sender.send(frames.toArray(Frame[]::new));

            if (size <= LIMIT) {
                Frame frame = receiver.read();
                while (!frame.fin()) {
                    frame = receiver.read();
                }
                sender.send(Frame.close(1000, ""));
                receiver.answerClose("close 1000");
                sender.expect("close 1000").expectFin().fin();
                connected.expectClosure("cause", from.cause("Closed"));
            } else {
                String reason = form.what + " " + size + " bytes exceeds " + LIMIT;
                sender.answerClose("close 1009 " + reason);
                Frame close = receiver.read();
                while (close.opcode() != 8) {
                    assertThat(close.fin()).as("the message is complete").isFalse();
                    close = receiver.read();
                }
                assertThat(close).hasToString(from.failed(reason));
                receiver.expectFin().send(close).fin();
                connected.expectClosure("cause", from.cause("Refused"), "evidence", reason);
            }
        }
    }
}
