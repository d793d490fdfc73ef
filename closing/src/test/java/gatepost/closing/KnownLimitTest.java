package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Headers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownLimitTest {
    private static KnownLimit of(String who) {
        return KnownLimit.all().stream()
                .filter(limit -> limit.who().equals(who))
                .findFirst()
                .orElseThrow();
    }

    private static Quiet quiet(String life, String received, String sent) {
        return quiet(life, received, sent, received);
    }

    private static Quiet quiet(String life, String received, String sent, String before) {
        return new Quiet(
                Duration.parse("PT" + life),
                Duration.parse("PT" + received),
                Duration.parse("PT" + sent),
                Duration.parse("PT" + before));
    }

    @ParameterizedTest(name = "{0} after {1}, {2}, {3}")
    @CsvSource({
        "Cloudflare, 10M, 100.2S, 101S, true",
        "Cloudflare, 10M, 130S, 100S, true",
        "Cloudflare, 10M, 99.7S, 105S, false",
        "Cloudflare, 10M, 102.1S, 105S, false",
        "nginx, 10M, 60S, 1S, true",
        "nginx, 10M, 1S, 60S, false",
        "Google Cloud load balancer, 30S, 1S, 1S, true",
        "Google Cloud load balancer, 32S, 30S, 30S, false"
    })
    void fitsATimeALittleLater(
            String who, String life, String received, String sent, boolean expected) {
        assertThat(of(who).fits(quiet(life, received, sent), TcpEnding.FIN, true))
                .isEqualTo(expected);
    }

    @Test
    void whoCountsTheServersOctetsCountsThoseThatAreSentToAClient() {
        assertThat(of("nginx").fits(quiet("10M", "1S", "60S"), TcpEnding.FIN, false)).isTrue();
        assertThat(of("nginx").fits(quiet("10M", "60S", "1S"), TcpEnding.FIN, false)).isFalse();
    }

    @Test
    void whoForgetsIsNoticedOnlyByAResetBehindASend() {
        KnownLimit azure = of("Azure Load Balancer");

        assertThat(azure.fits(quiet("1H", "20M", "0.1S"), TcpEnding.RST, true)).isTrue();
        assertThat(azure.fits(quiet("1H", "20M", "0.1S"), TcpEnding.FIN, true)).isFalse();
        assertThat(azure.fits(quiet("1H", "20M", "20M"), TcpEnding.RST, true)).isFalse();
        assertThat(azure.fits(quiet("1H", "3M", "0.1S"), TcpEnding.RST, true)).isFalse();
        // Who is sent something all the time is not forgotten.
        assertThat(azure.fits(quiet("1H", "20M", "0.1S", "1.1S"), TcpEnding.RST, true)).isFalse();
    }

    @Test
    void aServerIsNotBetweenTheClientAndTheGateway() {
        KnownLimit server = of("uWebSockets");

        assertThat(server.fits(quiet("10M", "120S", "120S"), TcpEnding.FIN, true)).isTrue();
        assertThat(server.fits(quiet("10M", "120S", "120S"), TcpEnding.FIN, false)).isFalse();
    }

    @Test
    void isRecognisedOnItsOwnSide() {
        HandshakeRecord asked = HandshakeRecord.ofRequest("/", Headers.of("CF-Ray", "1-FRA"));
        HandshakeRecord answered = HandshakeRecord.EMPTY.answered(101, Headers.of("CF-Ray", "2"));

        assertThat(of("Cloudflare").sign(asked, false)).contains("cf-ray: 1-FRA");
        assertThat(of("Cloudflare").sign(asked, true)).isEmpty();
        assertThat(of("Cloudflare").sign(answered, true)).contains("cf-ray: 2");
        assertThat(
                        of("Heroku")
                                .sign(
                                        HandshakeRecord.EMPTY.answered(
                                                101, Headers.of("Via", "1.1 Vegur")),
                                        true))
                .contains("via: 1.1 Vegur");
        assertThat(
                        of("Azure Front Door")
                                .sign(
                                        HandshakeRecord.ofRequest(
                                                "/", Headers.of("X-Azure-FDID", "3")),
                                        false))
                .isPresent();
        assertThat(of("AWS Network Load Balancer").leavesSign(true)).isFalse();
    }

    @Test
    void theNearestKnownSizeIsBelow() {
        assertThat(KnownSize.justUnder(16_385)).map(KnownSize::who).contains("uWebSockets");
        assertThat(KnownSize.justUnder(16_384)).map(KnownSize::who).isEmpty();
        assertThat(KnownSize.justUnder(70_000)).map(KnownSize::octets).contains(65_536L);
        assertThat(KnownSize.justUnder(100)).isEmpty();
        assertThat(KnownSize.justUnder(Long.MAX_VALUE)).isEmpty();
    }
}
