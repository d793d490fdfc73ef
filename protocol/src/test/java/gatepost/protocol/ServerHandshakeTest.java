package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §4.2. In the tables a dot stands for nothing, and a slash between two field lines. */
class ServerHandshakeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final Headers HEADERS =
            Headers.of(
                    "Host", "server.example.com",
                    "Upgrade", "websocket",
                    "Connection", "Upgrade",
                    "Sec-WebSocket-Key", KEY,
                    "Sec-WebSocket-Version", "13");

    private static OpeningRequest request(Headers headers) {
        return new OpeningRequest("GET", "/chat", "HTTP/1.1", headers);
    }

    /** The valid request without the lines that have the name of one of these, and with these. */
    private static Headers changed(String without, String lines) {
        Headers headers = HEADERS.without(without);
        if (!lines.equals(".")) {
            for (String line : lines.split(" / ", -1)) {
                int colon = line.indexOf(':');
                headers = headers.with(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String described(RequestVerdict verdict) {
        return switch (verdict) {
            case RequestVerdict.Offer _ -> "accepted";
            case RequestVerdict.Refusal(int status, Headers _, String body) -> status + " " + body;
        };
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    .                     | .                                          | accepted                                                           | the RFC's example
                    Host                  | .                                          | 400 Host is missing                                                | 4.2.1-2 Host is missing
                    Host                  | Host:                                      | 400 Host is not a host and a port                                  | 4.2.1-2 Host is empty
                    .                     | host: other                                | 400 Host is repeated                                               | 4.2.1-2 Host is repeated
                    Host                  | Host: a b                                  | 400 Host is not a host and a port                                  | 4.2.1-2 Host holds a space
                    Host                  | Host: a/b                                  | 400 Host is not a host and a port                                  | 4.2.1-2 Host holds a slash
                    Host                  | Host: user@a                               | 400 Host is not a host and a port                                  | 4.2.1-2 Host holds a user
                    Host                  | Host: [::1]:8080                           | accepted                                                           | 4.2.1-2 Host is an address and a port
                    Upgrade               | .                                          | 426 Upgrade: websocket is missing, and this is a WebSocket endpoint | 4.2.1-3 Upgrade is missing
                    Upgrade               | Upgrade: h2c                               | 426 Upgrade: websocket is missing, and this is a WebSocket endpoint | 4.2.1-3 Upgrade names another protocol
                    Upgrade               | Upgrade: websocket/13                      | 426 Upgrade: websocket is missing, and this is a WebSocket endpoint | 4.2.1-3 Upgrade names a version
                    Upgrade               | Upgrade: h2c, WebSocket                    | accepted                                                           | 4.2.1-3 Upgrade lists websocket, in any case
                    Connection            | .                                          | 400 Connection has no token upgrade                                | 4.2.1-4 Connection is missing
                    Connection            | Connection: keep-alive                     | 400 Connection has no token upgrade                                | 4.2.1-4 Connection has another token
                    Connection            | Connection: keep-alive, UPGRADE            | accepted                                                           | 4.2.1-4 Connection lists upgrade, in any case
                    Connection            | Connection: keep-alive / Connection: upgrade | accepted                                                         | 4.2.1-4 Connection has two lines
                    Sec-WebSocket-Key     | .                                          | 400 Sec-WebSocket-Key is missing                                   | 4.2.1-5 the key is missing
                    Sec-WebSocket-Key     | Sec-WebSocket-Key:                         | 400 Sec-WebSocket-Key is not 16 octets in base64                   | 4.2.1-5 the key is empty
                    Sec-WebSocket-Key     | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j    | 400 Sec-WebSocket-Key is not 16 octets in base64                   | 4.2.1-5 the key has 15 octets
                    Sec-WebSocket-Key     | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ= | 400 Sec-WebSocket-Key is not 16 octets in base64                   | 4.2.1-5 the key is no base64
                    .                     | sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ== | 400 Sec-WebSocket-Key is repeated                                 | 11.3.1 the key is repeated
                    Sec-WebSocket-Version | .                                          | 426 Sec-WebSocket-Version is missing                               | 4.2.1-6 the version is missing
                    Sec-WebSocket-Version | Sec-WebSocket-Version: 8                   | 426 Sec-WebSocket-Version is 8, not 13                             | 4.2.1-6 the version of a draft
                    Sec-WebSocket-Version | Sec-WebSocket-Version: 25                  | 426 Sec-WebSocket-Version is 25, not 13                            | 4.2.1-6 the version of tomorrow
                    Sec-WebSocket-Version | Sec-WebSocket-Version: 013                 | 426 Sec-WebSocket-Version is 013, not 13                           | 4.2.1-6 the version has a leading zero
                    Sec-WebSocket-Version | Sec-WebSocket-Version: 13, 8               | 426 Sec-WebSocket-Version is 13, 8, not 13                         | 4.2.1-6 the version is a list
                    .                     | Sec-WebSocket-Version: 13                  | 426 Sec-WebSocket-Version is repeated                              | 11.3.5 the version is repeated
                    .                     | Sec-WebSocket-Protocol: chat, superchat    | accepted                                                           | 4.2.1-8 subprotocols
                    .                     | Sec-WebSocket-Protocol:                    | 400 Sec-WebSocket-Protocol is empty                                | 4.3 subprotocols are one or more
                    .                     | Sec-WebSocket-Protocol: a b                | 400 Sec-WebSocket-Protocol holds what is no token: a b             | 4.1-10 subprotocols are tokens
                    .                     | Sec-WebSocket-Protocol: a / Sec-WebSocket-Protocol: a | 400 Sec-WebSocket-Protocol names a twice                | 4.1-10 subprotocols are unique
                    .                     | Sec-WebSocket-Extensions: foo; a=1 / Sec-WebSocket-Extensions: bar | accepted                                   | 4.2.1-9 extensions
                    .                     | Sec-WebSocket-Extensions: permessage-deflate; foo | accepted                                                    | RFC 7692 7 invalid parameters decline an offer, not the handshake
                    .                     | Sec-WebSocket-Extensions: foo; a=          | 400 Sec-WebSocket-Extensions is malformed: no parameter value at character 8 | 9.1 extensions are malformed
                    .                     | Sec-WebSocket-Extensions:                  | 400 Sec-WebSocket-Extensions is malformed: no extension at character 1 | 9.1 extensions are one or more
                    .                     | Content-Length: 0                          | accepted                                                           | RFC 9110 8.6 no body
                    .                     | Content-Length: 5                          | 400 Content-Length is not 0                                        | a body of 5 octets
                    .                     | Content-Length: 0, 5                       | 400 Content-Length is not 0                                        | two lengths in a line
                    .                     | Content-Length: 0 / content-length: 5      | 400 Content-Length is not 0                                        | two lengths in two lines
                    .                     | Transfer-Encoding: chunked                 | 400 Transfer-Encoding is not for a request without a body          | a body in chunks
                    """)
    void fieldsOfARequest(String without, String with, String verdict, String name) {
        assertThat(described(ServerHandshake.check(request(changed(without, with)))))
                .as(name)
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET     | HTTP/1.1 | accepted
                    GET     | HTTP/1.2 | accepted
                    GET     | HTTP/2.0 | accepted
                    GET     | HTTP/1.0 | 400 Protocol is HTTP/1.0, not HTTP/1.1 or higher
                    GET     | HTTP/0.9 | 400 Protocol is HTTP/0.9, not HTTP/1.1 or higher
                    GET     | http/1.1 | 400 Protocol is http/1.1, not HTTP/1.1 or higher
                    GET     | HTTP/1.x | 400 Protocol is HTTP/1.x, not HTTP/1.1 or higher
                    GET     | HTTP/11. | 400 Protocol is HTTP/11., not HTTP/1.1 or higher
                    GET     | HTTP/x.1 | 400 Protocol is HTTP/x.1, not HTTP/1.1 or higher
                    GET     | HTTP/2   | 400 Protocol is HTTP/2, not HTTP/1.1 or higher
                    GET     | ''       | 400 Protocol is , not HTTP/1.1 or higher
                    POST    | HTTP/1.1 | 405 Method is POST, not GET
                    CONNECT | HTTP/1.1 | 405 Method is CONNECT, not GET
                    get     | HTTP/1.1 | 405 Method is get, not GET
                    """)
    void methodAndVersionOfARequest(String method, String version, String verdict) {
        assertThat(
                        described(
                                ServerHandshake.check(
                                        new OpeningRequest(method, "/chat", version, HEADERS))))
                .isEqualTo(verdict);
    }

    @Test
    void whatIsNoWebSocketRequestIsToldToUpgradeWhateverItsMethod() {
        RequestVerdict expected =
                new RequestVerdict.Refusal(
                        426,
                        Headers.of("Upgrade", "websocket", "Connection", "Upgrade"),
                        "Upgrade: websocket is missing, and this is a WebSocket endpoint");
        Headers plain = Headers.of("Host", "a", "Content-Length", "5");
        assertThat(ServerHandshake.check(new OpeningRequest("GET", "/", "HTTP/1.1", plain)))
                .isEqualTo(expected);
        assertThat(ServerHandshake.check(new OpeningRequest("POST", "/", "HTTP/1.1", plain)))
                .isEqualTo(expected);
        assertThat(ServerHandshake.check(new OpeningRequest("GET", "/", "HTTP/1.0", Headers.of())))
                .isEqualTo(expected);
    }

    @Test
    void anotherVersionIsToldOurs() {
        assertThat(
                        ServerHandshake.check(
                                request(
                                        changed(
                                                "Sec-WebSocket-Version",
                                                "Sec-WebSocket-Version: 7"))))
                .isEqualTo(
                        new RequestVerdict.Refusal(
                                426,
                                Headers.of(
                                        "Upgrade", "websocket",
                                        "Connection", "Upgrade",
                                        "Sec-WebSocket-Version", "13"),
                                "Sec-WebSocket-Version is 7, not 13"));
    }

    @Test
    void anotherMethodIsToldWhichIsAllowed() {
        assertThat(ServerHandshake.check(new OpeningRequest("PUT", "/", "HTTP/1.1", HEADERS)))
                .isEqualTo(
                        new RequestVerdict.Refusal(
                                405, Headers.of("Allow", "GET"), "Method is PUT, not GET"));
    }

    @Test
    void aBadRequestNeedsNoFields() {
        assertThat(ServerHandshake.check(request(HEADERS.without("Host"))))
                .isEqualTo(new RequestVerdict.Refusal(400, Headers.of(), "Host is missing"));
    }

    @Test
    void bodiesAreOneShortLineWhateverThePeerWrites() {
        String ugly = "\r\n\u0000\u00FF".repeat(100);
        assertThat(
                        described(
                                ServerHandshake.check(
                                        new OpeningRequest(ugly, "/", "HTTP/1.1", HEADERS))))
                .isEqualTo("405 Method is " + "?".repeat(37) + "..., not GET");
    }

    @Test
    void anOfferHoldsWhatTheClientWants() {
        Headers headers =
                HEADERS.with("Sec-WebSocket-Protocol", "chat, superchat")
                        .with("Sec-WebSocket-Extensions", "permessage-deflate; foo, bar");
        assertThat(ServerHandshake.check(request(headers)))
                .isEqualTo(
                        new RequestVerdict.Offer(
                                KEY,
                                List.of("chat", "superchat"),
                                List.of(
                                        new Extension(
                                                "permessage-deflate",
                                                List.of(
                                                        new Extension.Parameter(
                                                                "foo", Optional.empty()))),
                                        new Extension("bar", List.of()))));
    }

    @Test
    void answersAnOffer() {
        RequestVerdict.Offer offer =
                new RequestVerdict.Offer(
                        KEY,
                        List.of("chat", "superchat"),
                        List.of(new Extension("permessage-deflate", List.of())));
        assertThat(ServerHandshake.answer(offer, Optional.empty(), List.of()))
                .isEqualTo(
                        Headers.of(
                                "Upgrade", "websocket",
                                "Connection", "Upgrade",
                                "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        assertThat(ServerHandshake.answer(offer, Optional.of("superchat"), offer.extensions()))
                .isEqualTo(
                        Headers.of(
                                "Upgrade", "websocket",
                                "Connection", "Upgrade",
                                "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                                "Sec-WebSocket-Protocol", "superchat",
                                "Sec-WebSocket-Extensions", "permessage-deflate"));
    }

    @Test
    void toAnswerWhatWasNotOfferedIsAMistake() {
        Extension deflate = new Extension("permessage-deflate", List.of());
        RequestVerdict.Offer offer =
                new RequestVerdict.Offer(KEY, List.of("chat"), List.of(deflate));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerHandshake.answer(offer, Optional.of("Chat"), List.of()))
                .withMessage("subprotocol Chat was not offered");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ServerHandshake.answer(
                                offer, Optional.empty(), List.of(new Extension("foo", List.of()))))
                .withMessage("extension foo was not offered");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ServerHandshake.answer(offer, Optional.empty(), List.of(deflate, deflate)))
                .withMessage("an extension twice in [permessage-deflate, permessage-deflate]");
    }
}
