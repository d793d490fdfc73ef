package gatepost.cli;

import static gatepost.cli.Loading.ROUTES;
import static gatepost.cli.Loading.UPSTREAMS;
import static gatepost.cli.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ListenersBinder} makes of {@code admin}. */
class AdminBinderTest {
    private static Optional<InetSocketAddress> admin(String text) {
        return switch (Loading.load(text + ROUTES + UPSTREAMS)) {
            case Loaded.Fine fine -> fine.setup().admin();
            case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin: {}\n", "admin: {address: off}\n"})
    void isOffUnlessSaidOtherwise(String text) {
        assertThat(admin(text)).isEmpty();
    }

    @Test
    void takesWhatIsSaid() throws UnknownHostException {
        assertThat(admin("admin: {address: 127.0.0.1:9090}\n"))
                .contains(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9090));
        assertThat(problems("admin: {address: \"[::1]:0\"}\n" + ROUTES + UPSTREAMS)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {adress: off}            | 1:9 unknown key "adress" in the admin server; expected address; did you mean address?
                    {address: 9090}          | 1:18 address: expected an address with port or off such as 127.0.0.1:9090 or [::1]:9090, found 9090; did you mean 127.0.0.1:9090?
                    {address: nosuch.invalid:1} | 1:18 address: cannot resolve nosuch.invalid
                    {address: 127.0.0.1:8080} | 1:18 address: expected an address that is free, found 127.0.0.1:8080, where the gateway listens unless it is told otherwise
                    {address: 0.0.0.0:9090}  | 1:18 warning: address: 0.0.0.0:9090 is not loopback, and the admin server asks nobody who they are: make sure that only operators can reach it
                    """)
    void saysWhatIsWrong(String admin, String expected) {
        assertThat(problems("admin: " + admin + "\n" + ROUTES + UPSTREAMS))
                .containsExactly(expected);
    }

    @Test
    void isNotWhereClientsConnect() {
        assertThat(
                        problems(
                                "admin: {address: localhost:80}\n"
                                        + "listen: [{address: 127.0.0.1:80}]\n"
                                        + ROUTES
                                        + UPSTREAMS))
                .containsExactly(
                        "1:18 address: expected an address that is free, found 127.0.0.1:80, where"
                                + " the listener on line 2 already listens");
    }
}
