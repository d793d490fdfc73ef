package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    @ParameterizedTest
    @CsvSource({
        "-1,  0,  0, 1024, PT1S",
        " 0, -1,  0, 1024, PT1S",
        " 0,  0, -1, 1024, PT1S",
        " 0,  0,  0,    0, PT1S",
        " 0,  0,  0, 1024, PT0S"
    })
    void areNotNegativeAndLeaveRoomForARequest(
            int connections, int perIp, int rate, int header, Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(connections, perIp, rate, header, timeout))
                .withMessage(
                        "not a limit among connections %d, connectionsPerIp %d,"
                                + " handshakesPerSecondPerIp %d, headerSize %d, handshakeTimeout"
                                + " %s",
                        connections, perIp, rate, header, timeout);
    }
}
