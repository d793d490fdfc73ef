package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnPingsTest {
    private final OwnPings pings = new OwnPings(new Random(7));

    private ByteBuffer payloadOfNext() {
        return pings.next(Sender.SERVER, 0).position(2).slice();
    }

    @Test
    void expectsNothingBeforeItHasAsked() {
        assertThat(pings.expectPong(OwnPings.PAYLOAD)).isFalse();

        payloadOfNext();

        assertThat(pings.expectPong(OwnPings.PAYLOAD)).isTrue();
        assertThat(pings.expectPong(OwnPings.PAYLOAD - 1)).isFalse();
    }

    @Test
    void knowsItsPingsAlsoWhereTheyAreAnsweredLateOrTwice() {
        ByteBuffer first = payloadOfNext();
        ByteBuffer second = payloadOfNext();

        assertThat(pings.sentPayload(second.duplicate())).isTrue();
        assertThat(pings.sentPayload(first.duplicate())).isTrue();
        assertThat(pings.sentPayload(first.duplicate())).isTrue();
    }

    @Test
    void knowsWhatIsNotItsOwn() {
        ByteBuffer own = payloadOfNext();

        ByteBuffer notYetSent = ByteBuffer.allocate(12).put(own.duplicate()).flip();
        notYetSent.putInt(8, 2);
        assertThat(pings.sentPayload(notYetSent)).isFalse();
        assertThat(pings.sentPayload(ByteBuffer.allocate(12))).isFalse();
        assertThat(new OwnPings(new Random(8)).sentPayload(own.duplicate())).isFalse();
    }

    @Test
    void masksWhatItSendsToAServer() {
        ByteBuffer plain = new OwnPings(new Random(9)).next(Sender.SERVER, 0);
        ByteBuffer masked = new OwnPings(new Random(9)).next(Sender.CLIENT, 0x04030201);

        assertThat(plain.remaining()).isEqualTo(2 + 12);
        assertThat(plain.getShort(0)).isEqualTo((short) 0x890C);
        assertThat(masked.getShort(0)).isEqualTo((short) 0x898C);
        assertThat(masked.getInt(2)).isEqualTo(0x01020304);
        assertThat(masked.get(6) ^ 0x01).isEqualTo(plain.get(2));
    }
}
