package gatepost.cli;

import static gatepost.cli.Loading.errors;
import static gatepost.cli.Loading.route;
import static gatepost.cli.Loading.withRoute;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Keepalive;
import gatepost.gateway.Rate;
import gatepost.gateway.Route;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a route that {@link ConfigurationTest} and the other binders' tests leave out. */
class RouteBinderTest {
    @Test
    void takesDefaultsForAllThatIsNotSaid() {
        Route route = route("rate: {}, keepalive: {}");
        assertThat(route.rate()).isEqualTo(Rate.UNLIMITED);
        assertThat(route.keepalive()).isEqualTo(Keepalive.DEFAULT);
        assertThat(route.frameTimeout()).isEqualTo(Route.DEFAULT_FRAME_TIMEOUT);
    }

    @Test
    void takesWhatIsSaid() {
        Route route =
                route(
                        """
                        rate: {messages-per-second: 50, bytes-per-second: 1MiB, on-excess: close},
                        keepalive: {ping-every: 1s, answer-within: 2s, idle-timeout: 3m, write-timeout: 4h},
                        frame-timeout: 500ms
                        """);
        assertThat(route.rate()).isEqualTo(new Rate(50, 1 << 20, Rate.OnExcess.CLOSE));
        assertThat(route.keepalive())
                .isEqualTo(
                        new Keepalive(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(3),
                                Duration.ofHours(4)));
        assertThat(route.frameTimeout()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void takesANumberOfOctetsForARate() {
        assertThat(route("rate: {bytes-per-second: 125000}").rate())
                .isEqualTo(new Rate(0, 125_000, Rate.OnExcess.DELAY));
    }

    @Test
    void turnsTimeLimitsOff() {
        Route route =
                route(
                        """
                        keepalive: {ping-every: 0s, answer-within: 0ms, idle-timeout: 0m, write-timeout: 0h},
                        frame-timeout: 0s
                        """);
        assertThat(route.keepalive())
                .isEqualTo(
                        new Keepalive(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThat(route.frameTimeout()).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    keepalive: 20s                     | 2:14 keepalive: expected keys and values, found "20s"
                    keepalive: {ping-evry: 20s}        | 2:15 unknown key "ping-evry" in the keepalive rules; expected ping-every, answer-within, idle-timeout or write-timeout; did you mean ping-every?
                    keepalive: {ping-every: 20}        | 2:27 ping-every: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found 20; did you mean 20s?
                    keepalive: {ping-every: 0}         | 2:27 ping-every: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found 0; did you mean 0s?
                    keepalive: {ping-every: off}       | 2:27 ping-every: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found "off"
                    keepalive: {answer-within: 2 sec}  | 2:30 answer-within: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found "2 sec"; did you mean 2s?
                    keepalive: {answer-within: 20KiB}  | 2:30 answer-within: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found "20KiB"
                    keepalive: {idle-timeout: -1s}     | 2:29 idle-timeout: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found "-1s"
                    keepalive: {write-timeout: 25h}    | 2:30 write-timeout: expected a duration of at most 24h, found "25h"
                    frame-timeout: 1d                  | 2:18 frame-timeout: expected 0s or a duration such as 500ms, 20s, 5m or 1h, found "1d"; did you mean 24h?
                    rate: 50                           | 2:9 rate: expected keys and values, found 50
                    rate: {messages: 50}               | 2:10 unknown key "messages" in the rate; expected messages-per-second, bytes-per-second or on-excess
                    rate: {messages-per-second: -1}    | 2:31 messages-per-second: expected a whole number from 0 to 999999999, found -1
                    rate: {messages-per-second: 1.5}   | 2:31 messages-per-second: expected a whole number from 0 to 999999999, found "1.5"
                    rate: {messages-per-second: 1KiB}  | 2:31 messages-per-second: expected a whole number from 0 to 999999999, found "1KiB"
                    rate: {messages-per-second: 1000000000} | 2:31 messages-per-second: expected a whole number from 0 to 999999999, found "1000000000"
                    rate: {bytes-per-second: 1Mbit}    | 2:28 bytes-per-second: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found "1Mbit"; did you mean 1MiB?
                    rate: {bytes-per-second: 1025GiB}  | 2:28 bytes-per-second: expected 0 or a size from 1B to 1024GiB, found "1025GiB"
                    rate: {on-excess: drop}            | 2:21 on-excess: expected delay or close, found "drop"
                    hosts: ["a\\n"]                    | 2:11 hosts: expected a host without port such as chat.example.com or *.example.com, found "a\\n"
                    """)
    void saysWhatIsWrong(String keys, String expected) {
        assertThat(errors(withRoute(keys))).containsExactly(expected);
    }
}
