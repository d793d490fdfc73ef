package gatepost.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.LegRecord;
import gatepost.closing.Rule;
import gatepost.gateway.Admission;
import gatepost.gateway.Limits;
import gatepost.gateway.OnRefusal;
import gatepost.gateway.Origins;
import gatepost.gateway.RequestFields;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a route lets in, and what those are told whom it does not (docs/closing.md). */
final class AdmissionTest {
    private static EmbeddedGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                new EmbeddedGateway(
                        Limits.DEFAULT,
                        Map.of(
                                "/http", strict(OnRefusal.HTTP),
                                "/close", strict(OnRefusal.CLOSE),
                                "/open", Admission.OPEN));
    }

    private static Admission strict(OnRefusal onRefusal) {
        return new Admission(
                new Origins(List.of("https://a.test", "https://*.example.com")),
                List.of("chat", "chat2"),
                new RequestFields(
                        Map.of("X-Key", Optional.of("s3cret")),
                        Map.of("X-Tenant", "blue"),
                        List.of("X-Key", "Cookie")),
                onRefusal);
    }

    /** Fails where one of those that are refused reached the upstream: it would be a stray. */
    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String[] fields(String fields) {
        return fields.split(" \\+ ", -1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://a.test + X-Key: s3cret",
                "Origin: https://A.test:443 + X-Key: s3cret",
                "Origin: https://page.example.com + X-Key: s3cret",
                "Origin: https://a.test + X-Key: s3cret + Sec-WebSocket-Protocol: other, chat2"
            })
    void whoFollowsTheRulesComesIn(String fields) {
        try (RawPeer client = gateway.client()) {
            HttpHead request = gateway.connect(client, "/http", fields(fields));

            assertThat(request.value("X-Tenant")).isEqualTo("blue");
            assertThat(request.values("X-Key")).isEmpty();
            assertThat(request.value("Sec-WebSocket-Protocol"))
                    .isEqualTo(fields.contains("Protocol") ? "chat2" : "");
        }
        assertThat(gateway.awaitClosure().cause()).isInstanceOf(Cause.ClientLost.class);
    }

    /** Fields, the status, the rule, the reason. */
    private static final String REFUSED =
            """
            Origin: https://evil.example + X-Key: s3cret       | 403 | ORIGINS | origin https://evil.example is not allowed here
            Origin: http://a.test + X-Key: s3cret              | 403 | ORIGINS | origin http://a.test is not allowed here
            Origin: https://a.test:8443 + X-Key: s3cret        | 403 | ORIGINS | origin https://a.test:8443 is not allowed here
            Origin: null + X-Key: s3cret                       | 403 | ORIGINS | origin null is not allowed here
            X-Key: s3cret                                      | 403 | ORIGINS | Origin is missing
            Origin: https://a.test                             | 403 | REQUIRED_FIELDS | X-Key is missing
            Origin: https://a.test + X-Key: wrong              | 403 | REQUIRED_FIELDS | X-Key is not what it has to be
            Origin: https://a.test + X-Key: s3cret + Sec-WebSocket-Protocol: x | 400 | SUBPROTOCOLS | none of the subprotocols offered is allowed here
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REFUSED)
    void whoDoesNotIsAnsweredByHttp(String fields, int status, Rule rule, String reason) {
        try (RawPeer client = gateway.client()) {
            client.sendText(RawClient.request("/http/1", fields(fields)));

            assertThat(client.readHead().status()).isEqualTo(status);
            assertThat(client.readRest()).isEqualTo("gatepost: " + reason + "\n");
        }
        Closure closure = gateway.awaitClosure();
        assertThat(closure.cause()).isEqualTo(new Cause.ClientRefused(rule, reason));
        assertThat(closure.route()).contains("/http/**");
        assertThat(closure.endpoint()).isEmpty();
        assertThat(closure.client()).isEqualTo(LegRecord.NEVER_OPENED);
        assertThat(closure.upstream()).isEqualTo(LegRecord.NEVER_OPENED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REFUSED)
    void orIsAcceptedAndClosed(String fields, int status, Rule rule, String reason) {
        try (RawPeer client = gateway.client()) {
            client.sendText(RawClient.request("/close/1", fields(fields)));

            HttpHead answer = RawClient.expectAccepted(client);
            assertThat(answer.value("Sec-WebSocket-Protocol"))
                    .isEqualTo(fields.contains("Protocol") ? "x" : "");
            client.answerClose("close 1008 client: " + reason);
        }
        Closure closure = gateway.awaitClosure();
        assertThat(closure.cause()).isEqualTo(new Cause.ClientRefused(rule, reason));
        assertThat(closure.client().recordedCode()).isEqualTo(1008);
        assertThat(closure.upstream()).isEqualTo(LegRecord.NEVER_OPENED);
    }

    @Test
    void framesBehindAHandshakeThatIsRefusedAreReadForTheirClose() {
        try (RawPeer client = gateway.client()) {
            byte[] request = RawClient.request("/close/1").getBytes(UTF_8);
            byte[] text = client.octets(Frame.text("early"));
            byte[] close = client.octets(Frame.close(4000, "changed my mind"));
            client.sendOctets(
                    ByteBuffer.allocate(request.length + text.length + close.length)
                            .put(request)
                            .put(text)
                            .put(close)
                            .array());

            RawClient.expectAccepted(client);
            client.expect("close 1008 client: Origin is missing").expectFin();
            client.fin();
        }
        Closure closure = gateway.awaitClosure();
        assertThat(closure.cause())
                .isEqualTo(new Cause.ClientRefused(Rule.ORIGINS, "Origin is missing"));
        assertThat(closure.client().recordedCode()).isEqualTo(4000);
        assertThat(closure.client().frames()).isEqualTo(2);
    }

    @Test
    void anOpenRouteLetsEverybodyIn() {
        try (RawPeer client = gateway.client()) {
            HttpHead request =
                    gateway.connect(client, "/open", "Origin: https://evil.example", "Cookie: a=b");

            assertThat(request.value("Cookie")).isEqualTo("a=b");
            assertThat(request.value("Origin")).isEqualTo("https://evil.example");
        }
        assertThat(gateway.awaitClosure().cause()).isInstanceOf(Cause.ClientLost.class);
    }

    /** However soon they leave: whether the gateway came to tell them is a matter of chance. */
    @Test
    void whoIsRefusedAndGoneIsStillRecordedAsRefused() {
        EmbeddedGateway alone =
                new EmbeddedGateway(Limits.DEFAULT, Map.of("/close", strict(OnRefusal.CLOSE)));
        for (int i = 0; i < 200; i++) {
            RawPeer client = alone.client();
            client.sendText(RawClient.request(alone.path("/close")));
            client.rst();
        }
        alone.close();

        assertThat(alone.closures())
                .isNotEmpty()
                .allSatisfy(closure ->
                        assertThat(closure.cause())
                                .isEqualTo(
                                        new Cause.ClientRefused(
                                                Rule.ORIGINS, "Origin is missing")));
    }
}
