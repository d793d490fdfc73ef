package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.InboundCheck;
import gatepost.protocol.InboundCheck.Step;
import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row's headers are those of a server's frames, each with its payload left out but the last. */
class JudgeTest {
    private final AtomicLong now = new AtomicLong();

    /** What the judge says of frames up to the first one that it refuses. */
    private static String judged(Judge judge, String headers) {
        InboundCheck check = new InboundCheck(Sender.SERVER, true);
        for (String hex : headers.split(" ", -1)) {
            ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            assertThat(check.next(in)).isEqualTo(Step.HEADER);
            Objection.Refused refused = judge.judge(check);
            if (refused != null) {
                return refused.rule().closeCode().number() + " " + refused.reason();
            }
            if (check.payloadLength() < 200_000) {
                ByteBuffer payload = ByteBuffer.allocate((int) check.payloadLength());
                assertThat(check.next(payload)).isEqualTo(Step.FRAME);
            }
        }
        return "accepted";
    }

    private Judge judge(MessageRules rules, Rate rate) {
        return new Judge(rules, new RateMeter(rate, now::get), false);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    TEXT,   8103,      accepted
                    TEXT,   0103 8003, accepted
                    TEXT,   8203,      1003 binary message where only text is accepted
                    TEXT,   0200,      1003 binary message where only text is accepted
                    TEXT,   c203,      1003 binary message where only text is accepted
                    TEXT,   8103 8203, 1003 binary message where only text is accepted
                    TEXT,   8900 8a00, accepted
                    BINARY, 8203,      accepted
                    BINARY, 8103,      1003 text message where only binary is accepted
                    ANY,    8103 8203, accepted
                    """)
    void judgesTypes(Accept accept, String headers, String verdict) {
        Judge judge = judge(new MessageRules(accept, Convert.NOTHING, 0, 0, 0), Rate.UNLIMITED);

        assertThat(judged(judge, headers)).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "frame {0}, message {1}: {2}: {3}")
    @CsvSource(
            textBlock =
                    """
                    1000, 0,    827e03e7,                   accepted
                    1000, 0,    827e03e8,                   accepted
                    1000, 0,    827e03e9,                   1009 frame of 1001 bytes exceeds 1000
                    1000, 0,    027e03e8 007e03e8 807e03e8, accepted
                    1000, 0,    027e03e8 807e03e9,          1009 frame of 1001 bytes exceeds 1000
                    1000, 0,    827f4000000000000000,       1009 frame of 4611686018427387904 bytes exceeds 1000
                    0,    1000, 827e03e8,                   accepted
                    0,    1000, 827e03e9,                   1009 message of 1001 bytes exceeds 1000
                    0,    1000, 027e01f4 807e01f4,          accepted
                    0,    1000, 027e01f4 007e01f4 8000,     accepted
                    0,    1000, 027e01f4 897d 807e01f5,     1009 message of 1001 bytes exceeds 1000
                    0,    1000, 827e03e8 827e03e8,          accepted
                    0,    1000, 027e03e8 807f7fffffffffffffff, 1009 message of 9223372036854775807 bytes exceeds 1000
                    125,  0,    827d 897d,                  accepted
                    0,    1,    8200 8201,                  accepted
                    0,    1,    8202,                       1009 message of 2 bytes exceeds 1
                    0,    0,    827f7fffffffffffffff,       accepted
                    """)
    void judgesSizes(long frame, long message, String headers, String verdict) {
        Judge judge =
                judge(
                        new MessageRules(Accept.ANY, Convert.NOTHING, frame, message, 0),
                        Rate.UNLIMITED);

        assertThat(judged(judge, headers)).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0} messages, {1} bytes: {2}: {3}")
    @CsvSource(
            textBlock =
                    """
                    2, 0,  8201 8201,      accepted
                    2, 0,  8201 8201 8201, 1008 more than 2 messages per second
                    2, 0,  0201 0001 8001, accepted
                    2, 0,  8900 8900 8900, accepted
                    0, 10, 8203 8203,      accepted
                    0, 10, 8203 8204,      1008 more than 10 bytes per second
                    0, 10, 8903 8904,      1008 more than 10 bytes per second
                    """)
    void judgesRates(long messages, long bytes, String headers, String verdict) {
        Judge judge = judge(MessageRules.NONE, new Rate(messages, bytes, Rate.OnExcess.CLOSE));

        assertThat(judged(judge, headers)).isEqualTo(verdict);
    }

    @Test
    void leavesUnjudgedWhatNoRuleCouldRefuse() {
        Rate close = new Rate(1, 0, Rate.OnExcess.CLOSE);
        Rate delay = new Rate(1, 0, Rate.OnExcess.DELAY);
        MessageRules sizes = new MessageRules(Accept.ANY, Convert.NOTHING, 200, 300, 0);

        assertThat(judge(MessageRules.NONE, Rate.UNLIMITED).unjudgedUpTo(1000)).isEqualTo(1000);
        assertThat(judge(sizes, delay).unjudgedUpTo(1000)).isEqualTo(200);
        assertThat(judge(sizes, delay).unjudgedUpTo(100)).isEqualTo(100);
        assertThat(judge(MessageRules.NONE, close).unjudgedUpTo(1000)).isNegative();
    }
}
