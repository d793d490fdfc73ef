package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.InboundCheck;
import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastReceivedTest {
    private static final String TEXT = "810568656c6c6f";
    private static final String PING = "8900";
    private static final String CLOSE = "880503e8627965";

    private final InboundCheck check = new InboundCheck(Sender.SERVER, false);
    private final LastReceived last = new LastReceived(check, 100);

    private void comes(long at, String hex) {
        last.note(at);
        ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        InboundCheck.Step step;
        do {
            step = check.next(octets);
        } while (step == InboundCheck.Step.HEADER || step == InboundCheck.Step.FRAME);
        if (step == InboundCheck.Step.CLOSE) {
            last.close();
        }
    }

    @Test
    void isTheOpeningWhereNothingCame() {
        assertThat(last.any()).isFalse();
        assertThat(last.at()).isEqualTo(100);
    }

    @Test
    void isWhenAnyOctetCame() {
        comes(200, TEXT);
        assertThat(last.any()).isTrue();
        assertThat(last.at()).isEqualTo(200);
        comes(300, PING);
        assertThat(last.at()).isEqualTo(300);
        comes(400, "81");
        assertThat(last.at()).isEqualTo(400);
    }

    @Test
    void isNotWhenACloseCame() {
        comes(200, TEXT);
        comes(300, CLOSE);

        assertThat(last.at()).isEqualTo(200);
    }

    @Test
    void isTheOpeningWhereOnlyACloseCame() {
        comes(300, CLOSE);

        assertThat(last.any()).isFalse();
        assertThat(last.at()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void isNotWhenACloseCameInPieces(int cut) {
        comes(200, TEXT);
        comes(300, CLOSE.substring(0, 2 * cut));
        comes(400, CLOSE.substring(2 * cut));

        assertThat(last.at()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void isWhenAFrameCameWithTheBeginningOfTheClose(int cut) {
        comes(200, TEXT);
        comes(300, PING + CLOSE.substring(0, 2 * cut));
        comes(400, CLOSE.substring(2 * cut));

        assertThat(last.at()).isEqualTo(300);
    }

    @Test
    void isWhenAFrameCameWithTheFirstOfManyPiecesOfTheClose() {
        comes(200, TEXT.substring(0, 4));
        comes(300, TEXT.substring(4) + CLOSE.substring(0, 2));
        for (int at = 2; at < CLOSE.length(); at += 2) {
            comes(300 + at, CLOSE.substring(at, at + 2));
        }

        assertThat(last.at()).isEqualTo(300);
    }

    @Test
    void isWhenAFrameCameWithTheClose() {
        comes(200, TEXT);
        comes(300, PING + CLOSE);

        assertThat(last.at()).isEqualTo(300);
    }

    @Test
    void isNotWhatFollowsTheClose() {
        comes(200, TEXT);
        comes(300, CLOSE);
        last.note(400);

        assertThat(last.at()).isEqualTo(200);
    }
}
