package gatepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Reception.Decision;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptionTest {
    private static final Upstream UPSTREAM =
            Upstream.of(
                    "u",
                    new Endpoint(
                            "ws://127.0.0.1:9",
                            "",
                            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))));

    private static final Route CHAT = route("/chat/**", "chat.test");
    private static final Route REST = route("/**", "gatepost.test");

    private static Route route(String path, String host) {
        return Route.to(UPSTREAM).path(PathPattern.parse(path)).hosts(List.of(host)).build();
    }

    private static final Route STRICT =
            Route.to(UPSTREAM)
                    .path(PathPattern.parse("/strict"))
                    .admission(
                            new Admission(
                                    Origins.ANY,
                                    List.of("a", "b"),
                                    RequestFields.UNCHANGED,
                                    OnRefusal.CLOSE))
                    .build();

    private static final ClientPrefix CLIENT = ClientPrefix.of(InetAddress.ofLiteral("192.0.2.1"));

    private static Reception reception(Page... page) {
        return reception(Limits.DEFAULT, page);
    }

    private static Reception reception(Limits limits, Page... page) {
        return new Reception(
                List.of(STRICT, CHAT, REST),
                List.of(page).stream().findFirst(),
                new HandshakeRate(limits.handshakesPerSecondPerIp(), () -> 0),
                new Occupancy(limits),
                GatewayClock.SYSTEM);
    }

    private static String answer(Decision decision) {
        return switch (decision) {
            case Decision.Answered(PlainAnswer answer) -> answer.toString();
            case Decision.Refused(Asked asked, Refusal refusal) ->
                    "refused at " + asked.route().path() + " with " + refusal.answer();
            case Decision.Admitted(Asked asked) -> "admitted to " + asked.route().path();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /                    | admitted to /**
                    /chat/1              | admitted to /**
                    http://chat.test/chat/1 | admitted to /chat/**
                    http://CHAT.test:81/chat/1 | admitted to /chat/**
                    http://chat.test/    | 404 gatepost: no route for this host and path
                    /a/../b              | 400 gatepost: the request target is not a plain path
                    *                    | 400 gatepost: the request target is not a plain path
                    """)
    void theFirstRouteThatServesTheHostAndThePathIsTaken(String target, String expected) {
        assertThat(answer(reception().receive(Requests.handshake(target), CLIENT)))
                .isEqualTo(expected);
    }

    @Test
    void aRequestThatIsNoHandshakeIsToldWhatIsWrong() {
        HttpRequest request = Requests.handshake("/");
        request.headers().remove("Sec-WebSocket-Key");

        assertThat(answer(reception().receive(request, CLIENT)))
                .isEqualTo("400 gatepost: Sec-WebSocket-Key is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /,  200 <p>",
        "HEAD, /,  200 <p>",
        "POST, /,  404 gatepost: no route for this host and path",
        "GET,  /a, 404 gatepost: no route for this host and path"
    })
    void aPlainGetOfTheRootIsThePageWhereThereIsOne(String method, String target, String answer) {
        assertThat(
                        answer(
                                reception(new Page("<p>"))
                                        .receive(Requests.plain(method, target), CLIENT)))
                .isEqualTo(answer);
    }

    @Test
    void aHandshakeForTheRootIsNotThePage() {
        assertThat(answer(reception(new Page("<p>")).receive(Requests.handshake("/"), CLIENT)))
                .isEqualTo("admitted to /**");
    }

    @Test
    void onlySubprotocolsThatAreAllowedGoOn() {
        Decision decision =
                reception()
                        .receive(
                                Requests.handshake("/strict", "Sec-WebSocket-Protocol: b, x, a"),
                                CLIENT);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Admitted.class,
                        admitted ->
                                assertThat(admitted.asked().offer().subprotocols())
                                        .containsExactly("b", "a"));
    }

    @Test
    void aHandshakeThatItsRouteRefusesKeepsWhatItOffered() {
        Decision decision =
                reception()
                        .receive(
                                Requests.handshake("/strict", "Sec-WebSocket-Protocol: x, y"),
                                CLIENT);

        assertThat(answer(decision))
                .isEqualTo(
                        "refused at /strict with 400 gatepost: none of the subprotocols offered is"
                                + " allowed here");
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused ->
                                assertThat(refused.asked().offer().subprotocols())
                                        .containsExactly("x", "y"));
    }

    /** Each word is a request: {@code in}, {@code no} handshake, {@code bad} subprotocols. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2 | 0 | in in         | admitted to /**
                    2 | 0 | in in in      | refused at /** with 503 gatepost: full: connections reached the limit of 2
                    2 | 0 | in no no in   | admitted to /**
                    2 | 0 | in bad bad in | admitted to /**
                    2 | 0 | in in bad     | refused at /strict with 400 gatepost: none of the subprotocols offered is allowed here
                    0 | 2 | in in         | admitted to /**
                    0 | 2 | in in in      | refused at /** with 429 gatepost: handshakes from this address passed the limit of 2 per second
                    0 | 2 | in no no in   | admitted to /**
                    0 | 2 | in bad in     | refused at /** with 429 gatepost: handshakes from this address passed the limit of 2 per second
                    1 | 1 | in in         | refused at /** with 429 gatepost: handshakes from this address passed the limit of 1 per second
                    """)
    void whatIsNotLetInTakesNoPlaceButItsTime(
            int connections, int perSecond, String requests, String last) {
        Reception reception =
                reception(new Limits(connections, 0, perSecond, 1024, Duration.ofSeconds(1)));
        String answered = "";
        for (String request : requests.split(" ", -1)) {
            answered = answer(reception.receive(request(request), CLIENT));
        }
        assertThat(answered).isEqualTo(last);
    }

    private static HttpRequest request(String word) {
        return switch (word) {
            case "in" -> Requests.handshake("/");
            case "no" -> Requests.plain("GET", "/");
            case "bad" -> Requests.handshake("/strict", "Sec-WebSocket-Protocol: x");
            default -> throw new AssertionError(word);
        };
    }

    @Test
    void whoLeavesMakesRoom() {
        Reception reception = reception(new Limits(1, 1, 0, 1024, Duration.ofSeconds(1)));
        assertThat(answer(reception.receive(Requests.handshake("/"), CLIENT)))
                .isEqualTo("admitted to /**");

        reception.left(CLIENT);

        assertThat(answer(reception.receive(Requests.handshake("/"), CLIENT)))
                .isEqualTo("admitted to /**");
    }
}
