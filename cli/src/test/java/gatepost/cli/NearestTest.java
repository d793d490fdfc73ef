package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KEYS =
            List.of("path", "hosts", "upstream", "compression", "close-timeout");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    paht,          path
                    Path,          path
                    host,          hosts
                    upsteam,       upstream
                    upstreams,     upstream
                    compresion,    compression
                    close_timeout, close-timeout
                    closetimeout,  close-timeout
                    """)
    void findsWhatWasMeant(String found, String meant) {
        assertThat(Nearest.of(found, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"keepalive", "x", "tls", "''", "origins"})
    void guessesNothingThatIsTooFarAway(String found) {
        assertThat(Nearest.of(found, KEYS)).isEmpty();
    }

    @Test
    void takesTheFirstOfEquals() {
        assertThat(Nearest.of("chat3", List.of("chat1", "chat2"))).contains("chat1");
    }

    @Test
    void doesNotMeasureWhatNobodyTypes() {
        assertThat(Nearest.of("a".repeat(101), List.of("a".repeat(101)))).isEmpty();
    }

    @Test
    void endsAMessage() {
        assertThat(Nearest.suffix(Optional.of("path"))).isEqualTo("; did you mean path?");
        assertThat(Nearest.suffix(Optional.empty())).isEmpty();
    }
}
