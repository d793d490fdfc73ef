package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class SocketFailureTest {
    @Test
    void isNoFaultOfTheGatewayHoweverNettyThrowsIt() {
        IOException reset = new IOException("Connection reset by peer");

        assertThat(SocketFailure.is(reset)).isTrue();
        assertThat(SocketFailure.is(new UncheckedIOException(reset))).isTrue();
        assertThat(SocketFailure.is(new IllegalStateException(reset))).isFalse();
    }
}
