package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a peer can be told what was found. */
final class ViolatedTest {
    /** The longest words of each kind that a server can provoke. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f0",
                "c9",
                "c000",
                "8f",
                "0900",
                "8000",
                "01008100",
                "8180",
                "897e",
                "827f000000000000ffff",
                "827e007d",
                "827fffffffffffffffff",
                "8801",
                "8802ffff",
                "880303e8ff",
                "880303e8c3",
                "8101ff",
                "8101c3"
            })
    void isToldInWordsThatFitIntoAReasonBesideTheLeg(String hex) {
        Recorder recorder = new Recorder(Sender.SERVER, false).feed(HexFormat.of().parseHex(hex));
        Violated violated = recorder.check().violated();
        String reason = "upstream: " + violated.description();
        assertThat(reason.getBytes(UTF_8).length).isLessThanOrEqualTo(CloseFrame.LONGEST_REASON);
        assertThat(violated.description()).isPrintable().doesNotEndWith(".");
        assertThat(CloseFrame.of(CloseCode.BAD_GATEWAY, reason).reason()).isEqualTo(reason);
    }
}
