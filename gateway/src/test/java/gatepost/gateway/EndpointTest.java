package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    ws://127.0.0.1,           80,   ''
                    ws://127.0.0.1:9000,      9000, ''
                    WS://127.0.0.1:9000/,     9000, ''
                    ws://127.0.0.1:9000/base, 9000, /base
                    ws://[::1]:9000/a/b/,     9000, /a/b
                    """)
    void readsHostPortAndBasePath(String text, int port, String basePath) throws Exception {
        Endpoint endpoint = Endpoint.resolve(text);

        assertThat(endpoint.uri()).isEqualTo(text);
        assertThat(endpoint.basePath()).isEqualTo(basePath);
        assertThat(endpoint.addresses()).isNotEmpty();
        assertThat(endpoint.addresses()).allMatch(address -> address.getPort() == port);
        assertThat(endpoint.addresses()).noneMatch(address -> address.isUnresolved());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9000",
                "http://127.0.0.1",
                "wss://127.0.0.1",
                "ws://",
                "ws:/x",
                "ws://u@127.0.0.1",
                "ws://127.0.0.1?x",
                "ws://127.0.0.1/#x",
                "ws://127.0.0.1:0",
                "ws://127.0.0.1:65536",
                "ws://a b",
                "ws://127.0.0.1/%zz",
                "ws://127.0.0.1/a b"
            })
    void refusesWhatIsNoEndpoint(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.resolve(text));
    }

    @Test
    void looksUpHostsWithAnUnderscoreToo() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> Endpoint.resolve("ws://my_app.invalid:9000/base"));
    }

    @Test
    void saysThatAHostHasNoAddress() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> Endpoint.resolve("ws://nosuch.invalid"));
    }
}
