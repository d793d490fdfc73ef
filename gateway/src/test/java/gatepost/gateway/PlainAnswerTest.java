package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainAnswerTest {
    @ParameterizedTest
    @CsvSource({"1024,    1 KiB", "16384,   16 KiB", "1048576, 1024 KiB", "1500,    1500 octets"})
    void aHeaderThatIsTooLargeIsToldTheLimit(int headerSize, String limit) {
        Limits limits = new Limits(0, 0, 0, headerSize, Duration.ofSeconds(1));

        assertThat(PlainAnswer.toUnreadable(new TooLongHttpHeaderException(), limits))
                .hasToString("431 gatepost: the header is larger than " + limit);
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 10 s", "PT0.3S, 300 ms", "PT1.5S, 1500 ms", "PT2M, 120 s"})
    void aRequestThatIsTooSlowIsToldTheLimit(Duration handshakeTimeout, String limit) {
        assertThat(PlainAnswer.tooSlow(handshakeTimeout))
                .hasToString("408 gatepost: no complete request within " + limit);
    }
}
