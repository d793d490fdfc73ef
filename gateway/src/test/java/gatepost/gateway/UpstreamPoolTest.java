package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamPoolTest {
    private static final Endpoint A = endpoint("ws://a");
    private static final Endpoint B = endpoint("ws://b");
    private static final Endpoint C = endpoint("ws://c");

    private static Endpoint endpoint(String uri) {
        return new Endpoint(
                uri, "", List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
    }

    private static UpstreamPool pool(int retries, Endpoint... endpoints) {
        Duration second = Duration.ofSeconds(1);
        return new UpstreamPool(new Upstream("u", List.of(endpoints), second, second, retries));
    }

    @Test
    void takesEndpointsInTurn() {
        UpstreamPool pool = pool(0, A, B, C);

        assertThat(pool.candidates()).containsExactly(A);
        assertThat(pool.candidates()).containsExactly(B);
        assertThat(pool.candidates()).containsExactly(C);
        assertThat(pool.candidates()).containsExactly(A);
    }

    @Test
    void retriesGoToOtherEndpointsOnly() {
        assertThat(pool(1, A, B, C).candidates()).containsExactly(A, B);
        assertThat(pool(5, A, B, C).candidates()).containsExactly(A, B, C);
        assertThat(pool(5, A).candidates()).containsExactly(A);
    }
}
