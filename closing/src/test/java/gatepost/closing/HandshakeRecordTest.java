package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Headers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandshakeRecordTest {
    @Test
    void keepsWhoTheEndsSayTheyAre() {
        HandshakeRecord record =
                HandshakeRecord.ofRequest(
                                "/chat",
                                Headers.of(
                                        "Host", "a.test",
                                        "User-Agent", "x/1",
                                        "CF-Ray", "1-FRA",
                                        "Sec-WebSocket-Extensions", "permessage-deflate"))
                        .answered(101, Headers.of("Server", "nginx", "Via", "1.1 google"));

        assertThat(record.request())
                .isEqualTo(
                        """
                        host: a.test
                        user-agent: x/1
                        cf-ray: 1-FRA
                        sec-websocket-extensions: permessage-deflate
                        """);
        assertThat(record.status()).hasValue(101);
        assertThat(record.answer()).isEqualTo("server: nginx\nvia: 1.1 google\n");
        assertThat(record.requestField("cf-ray")).contains("1-FRA");
        assertThat(record.answerField("server")).contains("nginx");
        assertThat(record.answerField("cf-ray")).isEmpty();
    }

    @Test
    void keepsNoSecrets() {
        HandshakeRecord record =
                HandshakeRecord.ofRequest(
                                "/chat",
                                Headers.of(
                                        "Cookie", "session=1",
                                        "Authorization", "Bearer 1",
                                        "Proxy-Authorization", "Basic 1",
                                        "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                                        "X-Api-Key", "1"))
                        .answered(
                                401,
                                Headers.of("Set-Cookie", "session=2", "WWW-Authenticate", "Basic"));

        assertThat(record.request()).isEmpty();
        assertThat(record.answer()).isEmpty();
    }

    @Test
    void keepsNoTokenThatStandsWhereItIsNotExpected() {
        HandshakeRecord record =
                HandshakeRecord.ofRequest(
                                "/chat",
                                Headers.of(
                                        "Sec-WebSocket-Protocol",
                                        "chat, eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8op",
                                        "X-Forwarded-Access-Token",
                                        "1",
                                        "X-Amzn-Oidc-Data",
                                        "1",
                                        "CF-Access-Jwt-Assertion",
                                        "1"))
                        .answered(
                                302,
                                Headers.of("Location", "https://me:pw@a.test/login?token=1#x"));

        assertThat(record.request()).isEqualTo("sec-websocket-protocol: chat, …\n");
        assertThat(record.answer()).isEqualTo("location: https://…@a.test/login?…\n");
    }

    @Test
    void noValueCanPassForAFieldOfItsOwn() {
        HandshakeRecord record =
                HandshakeRecord.ofRequest(
                        "/", Headers.of("User-Agent", "x\r\nserver: nginx\nvia: 1.1 google"));

        assertThat(record.request()).hasLineCount(1);
        assertThat(record.requestField("server")).isEmpty();
    }

    @Test
    void isBounded() {
        String[] many = new String[400];
        for (int i = 0; i < 400; i += 2) {
            many[i] = "Via";
            many[i + 1] = "x".repeat(10_000);
        }

        HandshakeRecord record =
                HandshakeRecord.ofRequest("/" + "p".repeat(10_000), Headers.of(many));
        assertThat(record.request().lines()).hasSize(2);
        assertThat(HandshakeRecord.ofRequest("/", Headers.of(eachOnce())).request().length())
                .isLessThanOrEqualTo(2048);
        assertThat(record.path()).hasSize(512);
    }

    private static String[] eachOnce() {
        return Stream.of(
                        "Via",
                        "Server",
                        "Origin",
                        "Host",
                        "User-Agent",
                        "CF-Ray",
                        "Date",
                        "Upgrade",
                        "X-Cache",
                        "X-Real-IP",
                        "Connection",
                        "X-Request-ID",
                        "Traceparent")
                .flatMap(name -> Stream.of(name, "x".repeat(300)))
                .toArray(String[]::new);
    }

    @Test
    void keepsNoSessionOfAPathAndNoUserOfALocation() {
        assertThat(HandshakeRecord.ofRequest("/a;jsessionid=1/b;c", Headers.of()).path())
                .isEqualTo("/a/b");
        assertThat(
                        HandshakeRecord.EMPTY
                                .answered(302, Headers.of("Location", "https://u:p?w@ss@a.test/"))
                                .answer())
                .isEqualTo("location: https://…@a.test/\n");
    }

    @Test
    void holdsOctetsInPlaceOfAHandshake() {
        assertThat(HandshakeRecord.ofOctets("1603").octets()).isEqualTo("1603");
        assertThat(HandshakeRecord.EMPTY.withOctets("1503").octets()).isEqualTo("1503");
    }
}
