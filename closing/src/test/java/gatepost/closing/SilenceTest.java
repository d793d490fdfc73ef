package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    @Test
    void isSaidAsBothPeersAreTold() {
        assertThat(
                        new Silence(Silence.Kind.NO_ANSWER_TO_PING, Duration.ofSeconds(10))
                                .description())
                .isEqualTo("no answer to a ping within 10 s");
        assertThat(new Silence(Silence.Kind.READS_NOTHING, Duration.ofMillis(1500)).description())
                .isEqualTo("read nothing for 1500 ms");
    }
}
