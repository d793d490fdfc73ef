package gatepost.closing;

import static gatepost.closing.Ending.clientClosed;
import static gatepost.closing.Ending.clientLost;
import static gatepost.closing.Ending.serverClosed;
import static gatepost.closing.Ending.serverLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gatepost.closing.EndingPattern.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatternSearchTest {
    private final Random random = new Random(42);
    private final PatternSearch search = new PatternSearch();

    /** At any time within an hour. */
    private Instant sometime() {
        return Ending.OPENED.plusMillis(random.nextInt(3_600_000));
    }

    private void normal(int count) {
        for (int i = 0; i < count; i++) {
            search.add(
                    clientClosed(1000, "")
                            .opened(sometime())
                            .from("198.51.100." + i % 250 + ":1")
                            .closure());
        }
    }

    private Ending lostAfterSilence(Duration silence) {
        return serverLost(TcpEnding.FIN, false)
                .after(silence.plusSeconds(random.nextInt(600)))
                .opened(sometime())
                .from("198.51.100." + random.nextInt(250) + ":1")
                .upstream(leg -> leg.silentFor(silence));
    }

    private Optional<EndingPattern> found(Kind kind) {
        return search.patterns().stream().filter(each -> each.kind() == kind).findFirst();
    }

    private static String told(EndingPattern pattern) {
        return Diagnoses.in(Language.ENGLISH).of(pattern).happened();
    }

    private void addSameSilence() {
        for (int i = 0; i < 412; i++) {
            search.add(lostAfterSilence(Duration.ofMillis(60_000 + random.nextInt(300))).closure());
        }
        for (int i = 0; i < 18; i++) {
            search.add(lostAfterSilence(Duration.ofSeconds(3 + 2 * i)).closure());
        }
        normal(100);
    }

    @Test
    void findsTheSameSilenceInMostOfThoseThatWereLost() {
        addSameSilence();

        EndingPattern pattern = found(Kind.SAME_SILENCE).orElseThrow();
        assertThat(pattern.count()).isBetween(412, 413);
        assertThat(pattern.of()).isEqualTo(430);
        assertThat(pattern.against()).isZero();
        assertThat(pattern.share()).isEqualTo(412 / 430.0, within(0.01));
        assertThat(pattern.confidence()).isBetween(0.93, 0.97);
        assertThat(pattern.examples()).hasSize(3);
        assertThat(told(pattern))
                .isEqualTo(
                        pattern.count()
                                + " of 430 connections whose server was lost ended 60 s after the"
                                + " last octet from it. Endpoints: ws://10.0.0.1:9000.");
    }

    @Test
    void whatWasSilentForLongerAndStayedSpeaksAgainstIt() {
        for (int i = 0; i < 20; i++) {
            search.add(lostAfterSilence(Duration.ofSeconds(60)).closure());
        }
        for (int i = 0; i < 20; i++) {
            search.add(
                    clientClosed(1000, "")
                            .after(Duration.ofHours(2))
                            .upstream(leg -> leg.silentFor(Duration.ofMinutes(50)))
                            .closure());
        }

        EndingPattern pattern = found(Kind.SAME_SILENCE).orElseThrow();
        assertThat(pattern.against()).isEqualTo(20);
        assertThat(pattern.confidence()).isLessThan(0.4);
        assertThat(Diagnoses.in(Language.ENGLISH).of(pattern).against()).startsWith("20 ");
    }

    /** It is as long as the gateway's own system waits for an acknowledgement. */
    @Test
    void theSilenceOfConnectionsThatTcpGaveUpIsNobodysLimit() {
        for (int i = 0; i < 30; i++) {
            search.add(
                    serverLost(TcpEnding.TIMED_OUT, false)
                            .after(Duration.ofSeconds(200 + 7 * i))
                            .upstream(leg -> leg.silentFor(Duration.ofMinutes(2)))
                            .closure());
        }

        assertThat(found(Kind.SAME_SILENCE)).isEmpty();

        for (int i = 0; i < 30; i++) {
            search.add(lostAfterSilence(Duration.ofSeconds(60)).closure());
        }

        assertThat(found(Kind.SAME_SILENCE).orElseThrow().against()).isZero();
    }

    @Test
    void findsTheSameLifeWhereSilencesDiffer() {
        for (int i = 0; i < 30; i++) {
            int silence = 100 + random.nextInt(20_000);
            search.add(
                    clientLost(TcpEnding.FIN, false)
                            .after(Duration.ofMillis(30_000 + random.nextInt(100)))
                            .opened(sometime())
                            .client(leg -> leg.silentFor(Duration.ofMillis(silence)))
                            .closure());
        }

        EndingPattern pattern = found(Kind.SAME_LIFE).orElseThrow();
        assertThat(pattern.values()).containsEntry("span", "30 s").containsEntry("leg", "client");
    }

    @Test
    void findsNoSpanWhereThereIsNone() {
        for (int i = 0; i < 200; i++) {
            search.add(lostAfterSilence(Duration.ofMillis(random.nextInt(600_000))).closure());
        }

        assertThat(found(Kind.SAME_SILENCE)).isEmpty();
        assertThat(found(Kind.SAME_LIFE)).isEmpty();
        assertThat(found(Kind.SAME_MOMENT)).isEmpty();
    }

    @Test
    void findsAMomentInWhichManyEnded() {
        Instant reload = Ending.OPENED.plusSeconds(1800);
        for (int i = 0; i < 40; i++) {
            search.add(
                    serverLost(TcpEnding.FIN, false)
                            .after(Duration.ofSeconds(20 + i))
                            .opened(reload.minusSeconds(20 + i).plusMillis(random.nextInt(500)))
                            .closure());
        }
        for (int i = 0; i < 20; i++) {
            search.add(lostAfterSilence(Duration.ofSeconds(5 + 20 * i)).closure());
        }

        EndingPattern pattern = found(Kind.SAME_MOMENT).orElseThrow();
        assertThat(pattern.count()).isGreaterThanOrEqualTo(40);
        assertThat(pattern.values()).containsEntry("time", "2026-11-26T12:30:00Z");
    }

    @Test
    void findsTheEndpointThatHasMostErrors() {
        for (int i = 0; i < 20; i++) {
            search.add(
                    serverClosed(1011, "")
                            .opened(sometime())
                            .through("ws://10.0.0.7:9000")
                            .closure());
        }
        search.add(serverClosed(1011, "").opened(sometime()).closure());
        normal(60);

        EndingPattern pattern = found(Kind.ONE_ENDPOINT).orElseThrow();
        assertThat(told(pattern))
                .isEqualTo(
                        "20 of 21 errors came through the endpoint ws://10.0.0.7:9000: 20 of its 20"
                                + " endings, and 1 of 61 elsewhere.");
    }

    @Test
    void anEndpointAmongEqualsIsNoPattern() {
        for (int i = 0; i < 40; i++) {
            search.add(
                    serverClosed(1011, "")
                            .opened(sometime())
                            .through("ws://10.0.0." + i % 2 + ":9000")
                            .closure());
        }

        assertThat(found(Kind.ONE_ENDPOINT)).isEmpty();
    }

    private void addLargeMessages() {
        Instant deployed = Ending.OPENED.plusSeconds(7200);
        for (int i = 0; i < 20; i++) {
            int size = 1_048_577 + 1000 * i;
            search.add(
                    serverClosed(1009, "")
                            .opened(deployed.plusSeconds(10L * i))
                            .client(leg -> leg.largest(size))
                            .closure());
            search.add(
                    clientClosed(1000, "")
                            .opened(Ending.OPENED.plusSeconds(i))
                            .client(leg -> leg.largest(5_000_000))
                            .closure());
            search.add(
                    clientClosed(1000, "")
                            .opened(deployed.plusSeconds(10L * i))
                            .client(leg -> leg.largest(900_000))
                            .closure());
        }
    }

    @Test
    void findsTheSizeThatAServerDoesNotTakeSinceATime() {
        addLargeMessages();

        EndingPattern pattern = found(Kind.OVER_A_SIZE).orElseThrow();
        assertThat(pattern.against()).isZero();
        assertThat(told(pattern))
                .isEqualTo(
                        "Since 2026-11-26T14:01:27Z, 20 messages of 1048577 B or more ended their"
                            + " connection. The largest that passed below that had 900000 B. The"
                            + " nearest known limit: 1MiB (python-websockets). Endpoints:"
                            + " ws://10.0.0.1:9000.");
    }

    private void addReconnecting() {
        Instant at = Ending.OPENED;
        for (int i = 0; i < 30; i++) {
            search.add(
                    serverClosed(1008, "no token")
                            .from("203.0.113.9:" + (40_000 + i))
                            .opened(at)
                            .after(Duration.ofMillis(50))
                            .closure());
            at = at.plusMillis(300);
        }
        normal(50);
    }

    @Test
    void findsAClientThatConnectsAgainAndAgain() {
        addReconnecting();

        EndingPattern pattern = found(Kind.RECONNECTING).orElseThrow();
        assertThat(pattern.count()).isEqualTo(29);
        assertThat(pattern.values()).containsEntry("client", "203.0.113.9");
    }

    @Test
    void whoConnectsAgainAfterAClosureInOrderIsNoStorm() {
        Instant at = Ending.OPENED;
        for (int i = 0; i < 30; i++) {
            search.add(clientClosed(1000, "").opened(at).after(Duration.ofMillis(50)).closure());
            at = at.plusMillis(300);
        }

        assertThat(found(Kind.RECONNECTING)).isEmpty();
    }

    @Test
    void findsACauseThatBeganAtATime() {
        for (int i = 0; i < 100; i++) {
            search.add(clientClosed(1000, "").opened(Ending.OPENED.plusSeconds(36L * i)).closure());
        }
        for (int i = 0; i < 30; i++) {
            search.add(
                    serverClosed(1011, "oops")
                            .opened(Ending.OPENED.plusSeconds(1800 + 50L * i))
                            .closure());
        }

        EndingPattern pattern = found(Kind.SINCE).orElseThrow();
        assertThat(told(pattern))
                .isEqualTo(
                        "Since 2026-11-26T12:31:27Z there is a new cause of errors: the server"
                                + " failed, 30 of 30. In 50 endings before that it did not occur.");
    }

    @Test
    void ofFewEndingsNothingIsSaid() {
        for (int i = 0; i < 4; i++) {
            search.add(serverClosed(1011, "").closure());
        }

        assertThat(search.patterns()).isEmpty();
        assertThat(search.endings()).isEqualTo(4);
        assertThat(search.errors()).isEqualTo(4);
    }

    @Test
    void theSurestComesFirst() {
        addSameSilence();

        assertThat(search.patterns())
                .isSortedAccordingTo(
                        (one, other) -> Double.compare(other.confidence(), one.confidence()));
    }

    static List<Language> languages() {
        return Language.all();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void isWholeInEveryLanguage(Language language) {
        addSameSilence();
        addLargeMessages();
        addReconnecting();

        assertThat(search.patterns())
                .isNotEmpty()
                .allSatisfy(pattern -> {
                    PatternText text = Diagnoses.in(language).of(pattern);
                    assertThat(List.of(text.happened(), text.against(), text.step()))
                            .allSatisfy(each ->
                                    assertThat(each)
                                            .isNotBlank()
                                            .doesNotContain("{", "}", Texts.UNTRANSLATED));
                });
    }

    @Test
    void everySuspectHasAShortName() {
        Texts texts = new Texts(Language.ENGLISH);

        assertThat(
                        List.of(Suspect.values()).stream()
                                .map(suspect -> texts.text("patterns", "suspect." + suspect.key()))
                                .collect(Collectors.toSet()))
                .hasSize(Suspect.values().length);
    }
}
