package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080,127.0.0.1,8080",
        "localhost:0,localhost,0",
        "[::1]:65535,[::1],65535",
        "[fe80::1%eth0]:80,[fe80::1%eth0],80",
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).contains(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8080",
                ":8080",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "::1:80",
                "a:080",
                "ws://a:80",
                "a:80/",
                "*:80",
                "a:80\n",
                "a b:80"
            })
    void readsNothingElse(String text) {
        assertThat(ListenAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "127.0.0.1:80,127.0.0.1:80,true",
        "127.0.0.1:80,localhost:80,true",
        "127.0.0.1:80,127.0.0.1:81,false",
        "127.0.0.1:0,127.0.0.1:0,false",
        "127.0.0.1:80,[::1]:80,false",
        "0.0.0.0:80,127.0.0.1:80,true",
        "127.0.0.1:80,0.0.0.0:80,true",
        "0.0.0.0:80,[::1]:80,false",
        "[::]:80,127.0.0.1:80,true",
        "[::]:80,0.0.0.0:80,true",
    })
    void seesWhoCompetes(String one, String other, boolean competes) throws Exception {
        assertThat(ListenAddress.overlap(resolve(one), resolve(other))).isEqualTo(competes);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:80,127.0.0.1:80",
        "localhost:1,127.0.0.1:1",
        "[::1]:5,[0:0:0:0:0:0:0:1]:5"
    })
    void writesAddressesAsInUrls(String text, String written) throws Exception {
        assertThat(ListenAddress.format(resolve(text))).isEqualTo(written);
    }

    private static InetSocketAddress resolve(String text) throws UnknownHostException {
        return ListenAddress.parse(text).orElseThrow().resolve(Names::lookUp);
    }
}
