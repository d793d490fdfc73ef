package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Sender;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnPingsTest {
    private final List<Long> roundTrips = new ArrayList<>();
    private long now = 100;
    private final OwnPings pings = pings(7);

    private OwnPings pings(int seed) {
        return new OwnPings(new Random(seed), () -> now, roundTrips::add);
    }

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

        assertThat(pings.takePayload(second.duplicate())).isTrue();
        assertThat(pings.takePayload(first.duplicate())).isTrue();
        assertThat(pings.takePayload(first.duplicate())).isTrue();
    }

    @Test
    void knowsWhatIsNotItsOwn() {
        ByteBuffer own = payloadOfNext();

        ByteBuffer notYetSent = ByteBuffer.allocate(12).put(own.duplicate()).flip();
        notYetSent.putInt(8, 2);
        assertThat(pings.takePayload(notYetSent)).isFalse();
        assertThat(pings.takePayload(ByteBuffer.allocate(12))).isFalse();
        assertThat(pings(8).takePayload(own.duplicate())).isFalse();
    }

    @Test
    void tellsHowLongTheLastOneWasAnsweredAfter() {
        ByteBuffer first = payloadOfNext();
        now += 30;
        pings.takePayload(first.duplicate());
        pings.takePayload(first.duplicate());
        ByteBuffer second = payloadOfNext();
        now += 5;
        pings.takePayload(first.duplicate());
        ByteBuffer third = payloadOfNext();
        now += 7;
        pings.takePayload(second);
        pings.takePayload(ByteBuffer.allocate(12).putInt(8, 3));
        pings.takePayload(third);

        assertThat(roundTrips).containsExactly(30L, 7L);
    }

    @Test
    void masksWhatItSendsToAServer() {
        ByteBuffer plain = pings(9).next(Sender.SERVER, 0);
        ByteBuffer masked = pings(9).next(Sender.CLIENT, 0x04030201);

        assertThat(plain.remaining()).isEqualTo(2 + 12);
        assertThat(plain.getShort(0)).isEqualTo((short) 0x890C);
        assertThat(masked.getShort(0)).isEqualTo((short) 0x898C);
        assertThat(masked.getInt(2)).isEqualTo(0x01020304);
        assertThat(masked.get(6) ^ 0x01).isEqualTo(plain.get(2));
    }
}
