package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransportTest {
    @Test
    void takesTheFirstThatThereIs() {
        Transport chosen = Transport.choose(Optional.empty());

        assertThat(chosen.isAvailable()).isTrue();
        for (Transport preferred : Transport.values()) {
            if (preferred == chosen) {
                break;
            }
            assertThat(preferred.isAvailable()).isFalse();
        }
    }

    @Test
    void takesWhatIsAskedFor() {
        assertThat(Transport.choose(Optional.of("nio"))).isEqualTo(Transport.NIO);
    }

    @Test
    void saysWhatThereIsWhereAskedForSomethingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transport.choose(Optional.of("kqueue")))
                .withMessage("no transport kqueue; there are epoll, io_uring, nio");
    }
}
