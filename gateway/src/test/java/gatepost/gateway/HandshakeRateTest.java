package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeRateTest {
    private static final ClientPrefix A = ClientPrefix.of(InetAddress.ofLiteral("192.0.2.1"));
    private static final ClientPrefix B = ClientPrefix.of(InetAddress.ofLiteral("192.0.2.2"));

    /** Near its end, as {@link System#nanoTime} may be. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    /** How many of an address may begin at once. */
    private static int begin(HandshakeRate rate, ClientPrefix client) {
        int begun = 0;
        while (begun < 1000 && rate.begin(client).isEmpty()) {
            begun++;
        }
        return begun;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 999})
    void oneSecondsWorthMayBeginAtOnce(int perSecond) {
        HandshakeRate rate = new HandshakeRate(perSecond, now::get);

        assertThat(begin(rate, A)).isEqualTo(perSecond);
        assertThat(begin(rate, B)).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @CsvSource({
        "10,    99, 0",
        "10,   100, 1",
        "10,   199, 1",
        "10,   999, 9",
        "10,  1000, 10",
        "10, 60000, 10",
        "1,    999, 0",
        "1,   1000, 1"
    })
    void moreMayBeginAtTheRate(int perSecond, long afterMillis, int more) {
        HandshakeRate rate = new HandshakeRate(perSecond, now::get);
        begin(rate, A);

        pass(afterMillis);

        assertThat(begin(rate, A)).isEqualTo(more);
    }

    @Test
    void whatIsRefusedDoesNotCount() {
        HandshakeRate rate = new HandshakeRate(2, now::get);
        begin(rate, A);
        for (int i = 0; i < 100; i++) {
            assertThat(rate.begin(A).map(Refusal::answer))
                    .hasToString(
                            "Optional[429 gatepost: handshakes from this address passed the"
                                    + " limit of 2 per second]");
        }

        pass(500);

        assertThat(begin(rate, A)).isEqualTo(1);
    }

    @Test
    void anAddressIsForgottenWhenItsBucketIsFull() {
        HandshakeRate rate = new HandshakeRate(2, now::get);
        begin(rate, A);
        rate.begin(B);
        assertThat(rate.addresses()).isEqualTo(2);

        pass(499);
        rate.forget();
        assertThat(rate.addresses()).isEqualTo(2);

        pass(1);
        rate.forget();
        assertThat(rate.addresses()).isEqualTo(1);

        pass(500);
        rate.forget();
        assertThat(rate.addresses()).isZero();
        assertThat(begin(rate, A)).isEqualTo(2);
    }

    @Test
    void withoutALimitNothingIsKept() {
        HandshakeRate rate = new HandshakeRate(0, now::get);

        assertThat(begin(rate, A)).isEqualTo(1000);
        assertThat(rate.addresses()).isZero();
    }
}
