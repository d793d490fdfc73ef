package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Diagnosis.Evidence;
import gatepost.closing.Diagnosis.Step;
import gatepost.closing.Diagnosis.Suspicion;
import gatepost.protocol.Violation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosesTest {
    private static final Diagnoses ENGLISH = Diagnoses.in(Language.ENGLISH);

    private static Stream<Arguments> everySuspectInEveryLanguage() {
        return FindingsTest.endings()
                .flatMap(ending ->
                        Language.all().stream()
                                .map(language ->
                                        Arguments.of(language, ending.get()[0], ending.get()[2])));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everySuspectInEveryLanguage")
    void isWholeInEveryLanguage(Language language, Suspect suspect, Ending ending) {
        Diagnosis diagnosis = Diagnoses.in(language).of(ending.closure());

        assertThat(diagnosis.first().finding().suspect()).isEqualTo(suspect);
        assertThat(diagnosis.suspicions())
                .flatExtracting(DiagnosesTest::texts)
                .allSatisfy(text ->
                        assertThat(text)
                                .isNotBlank()
                                .doesNotContain("{", "}", Texts.UNTRANSLATED, "null", "Optional"));
        assertThat(diagnosis.first().steps())
                .extracting(Step::audience)
                .isEqualTo(suspect.audiences());
    }

    private static List<String> texts(Suspicion suspicion) {
        return Stream.concat(
                        Stream.of(suspicion.happened(), suspicion.blame(), suspicion.certainty()),
                        suspicion.steps().stream()
                                .flatMap(step -> Stream.of(step.who(), step.text())))
                .toList();
    }

    @Test
    void whatIsNoErrorHasNoStepsAndWhatIsOneHas() {
        for (Suspect suspect : Suspect.values()) {
            if (suspect.blame() != Blame.NOBODY) {
                assertThat(suspect.audiences()).as(suspect.key()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gatepost.closing.Language#all")
    void saysWhereALimitOnSizesCannotBeChanged(Language language) {
        assertThat(stepForSizeOver(128 * 1024, language))
                .contains("AWS API Gateway")
                .doesNotContain("-.", "`");
        assertThat(stepForSizeOver(1024 * 1024, language))
                .contains("python-websockets", "`max_size`");
    }

    private static String stepForSizeOver(int octets, Language language) {
        return Diagnoses.in(language)
                .of(Ending.serverClosed(1009, "").client(leg -> leg.largest(octets + 1)).closure())
                .first()
                .steps()
                .getFirst()
                .text();
    }

    @Test
    void tellsAnIdleLimitWithWhoAndWhatChangesIt() {
        Diagnosis diagnosis =
                ENGLISH.of(
                        Ending.serverLost(TcpEnding.FIN, false)
                                .answered(101, "Server", "nginx/1.22.1")
                                .upstream(leg -> leg.receivedAgo(Duration.ofMillis(60_050)))
                                .closure());

        assertThat(diagnosis.endedBy()).isEqualTo("the server");
        assertThat(diagnosis.first().happened())
                .isEqualTo(
                        "Something between Gatepost and the server cut the connection after 60.1 s"
                                + " of silence. That fits an idle limit of 60 s: nginx.");
        assertThat(diagnosis.first().blame()).isEqualTo("what stands between");
        assertThat(diagnosis.first().certainty()).isEqualTo("likely");
        assertThat(diagnosis.first().steps())
                .first()
                .isEqualTo(
                        new Step(
                                Audience.OPERATOR,
                                "who runs Gatepost",
                                "Set `ping-every` under `keepalive` of the route below 60 s. What"
                                        + " changes the limit: `proxy_read_timeout` (nginx)."));
        assertThat(diagnosis.suspicions())
                .extracting(suspicion -> suspicion.finding().suspect())
                .containsExactly(Suspect.SERVER_SIDE_IDLE_LIMIT, Suspect.SERVER_GONE);
    }

    @Test
    void showsTheFrameHeaderBitByBitAndTheOctets() {
        Diagnosis diagnosis =
                ENGLISH.of(
                        Ending.by(
                                        new Cause.UpstreamViolation(
                                                Ending.violated(
                                                        Violation.RESERVED_BITS,
                                                        "48",
                                                        "reserved bits RSV1-3 are 100"),
                                                "485454502f312e31"))
                                .closure());

        assertThat(lines(diagnosis, Evidence.Kind.HEADER))
                .containsExactly(
                        "48               0100 1000  FIN=0 RSV1=1 RSV2=0 RSV3=0 opcode=0x8 (close)",
                        "RFC 6455 §5.2, @10");
        assertThat(lines(diagnosis, Evidence.Kind.OCTETS))
                .containsExactly("485454502f312e31", "HTTP/1.1");
    }

    @Test
    void showsWhichLegEndedFirstAndWhatWasSilent() {
        Diagnosis diagnosis = ENGLISH.of(Ending.clientLost(TcpEnding.RST, false).closure());

        assertThat(lines(diagnosis, Evidence.Kind.TCP))
                .containsExactly(
                        "client: RST, 0 ms after the first", "server: FIN, 0 ms after the first");
        assertThat(lines(diagnosis, Evidence.Kind.SILENCE))
                .containsExactly(
                        "client: sent nothing for 17 s, got nothing for 18 s; open for 87 s",
                        "server: sent nothing for 17 s, got nothing for 18 s; open for 87 s");
        assertThat(lines(diagnosis, Evidence.Kind.REQUEST))
                .containsExactly("host: chat.example.com", "user-agent: test/1");
        assertThat(lines(diagnosis, Evidence.Kind.ANSWER))
                .containsExactly("HTTP 101", "upgrade: websocket");
    }

    @Test
    void hasNoEvidenceOfLegsThatNeverWere() {
        Diagnosis diagnosis = ENGLISH.of(Ending.by(new Cause.GatewayFull(5)).unopened().closure());

        assertThat(diagnosis.evidence())
                .extracting(Evidence::kind)
                .containsExactly(Evidence.Kind.CAUSE, Evidence.Kind.REQUEST, Evidence.Kind.ANSWER);
    }

    private static List<String> lines(Diagnosis diagnosis, Evidence.Kind kind) {
        return diagnosis.evidence().stream()
                .filter(each -> each.kind() == kind)
                .flatMap(each -> each.lines().stream())
                .toList();
    }
}
