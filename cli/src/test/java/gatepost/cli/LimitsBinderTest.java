package gatepost.cli;

import static gatepost.cli.Loading.ROUTES;
import static gatepost.cli.Loading.UPSTREAMS;
import static gatepost.cli.Loading.problems;
import static gatepost.cli.Loading.settings;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsBinderTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "limits: {}\n"})
    void takesDefaultsForAllThatIsNotSaid(String limits) {
        assertThat(settings(limits + ROUTES + UPSTREAMS).limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void takesWhatIsSaid() {
        String text =
                """
                limits:
                  connections: 20000
                  connections-per-ip: 50
                  handshakes-per-second-per-ip: 10
                  header-size: 1MiB
                  handshake-timeout: 3s
                """;
        assertThat(settings(text + ROUTES + UPSTREAMS).limits())
                .isEqualTo(new Limits(20_000, 50, 10, 1 << 20, Duration.ofSeconds(3)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    50                        | 1:9 limits: expected keys and values, found 50
                    {conections: 5}           | 1:10 unknown key "conections" in the limits; expected connections, connections-per-ip, handshakes-per-second-per-ip, header-size or handshake-timeout; did you mean connections?
                    {connections: -1}         | 1:23 connections: expected a whole number from 0 to 999999999, found -1
                    {connections: 10k}        | 1:23 connections: expected a whole number from 0 to 999999999, found "10k"
                    {connections-per-ip: 0.5} | 1:30 connections-per-ip: expected a whole number from 0 to 999999999, found "0.5"
                    {handshakes-per-second-per-ip: 1s} | 1:40 handshakes-per-second-per-ip: expected a whole number from 0 to 999999999, found "1s"
                    {header-size: 1023B}      | 1:23 header-size: expected a size from 1KiB to 1MiB, found "1023B"
                    {header-size: 1048577}    | 1:23 header-size: expected a size from 1KiB to 1MiB, found 1048577
                    {header-size: 16s}        | 1:23 header-size: expected a size such as 125B, 64KiB, 1MiB or 65536, found "16s"
                    {handshake-timeout: 0s}   | 1:29 handshake-timeout: expected a duration above zero such as 500ms, 20s, 5m or 1h, found "0s"
                    {handshake-timeout: 25h}  | 1:29 handshake-timeout: expected a duration of at most 24h, found "25h"
                    {connections: 10, connections-per-ip: 11} | 1:47 warning: connections-per-ip: 11 are never reached, because connections allows 10 in all
                    """)
    void saysWhatIsWrong(String limits, String expected) {
        assertThat(problems("limits: " + limits + "\n" + ROUTES + UPSTREAMS))
                .containsExactly(expected);
    }

    @Test
    void allowsOneAddressAllConnections() {
        assertThat(
                        problems(
                                "limits: {connections: 10, connections-per-ip: 10}\n"
                                        + ROUTES
                                        + UPSTREAMS))
                .isEmpty();
    }
}
