package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** permessage-deflate as the two ends agree on it, through the gateway (RFC 7692). */
final class CompressionTest {
    private static final String FIELD = "Sec-WebSocket-Extensions";

    /** {@code Hello} of RFC 7692 §7.2.3.1. */
    private static final byte[] HELLO = HexFormat.of().parseHex("f248cdc9c90700");

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    permessage-deflate                                   | permessage-deflate
                    permessage-deflate; client_max_window_bits           | permessage-deflate; client_max_window_bits=10
                    permessage-deflate; server_max_window_bits=12        | permessage-deflate; server_max_window_bits=11
                    permessage-deflate; client_no_context_takeover       | permessage-deflate; server_no_context_takeover; client_no_context_takeover
                    permessage-deflate; server_no_context_takeover       | permessage-deflate; server_no_context_takeover
                    """)
    void offerAndAnswerPass(String offer, String answer) {
        try (Connected connected =
                testbed.connect(
                        "/t", List.of(FIELD + ": " + offer), List.of(FIELD + ": " + answer))) {
            assertThat(connected.asked().value(FIELD)).isEqualTo(offer);
            assertThat(connected.answered().value(FIELD)).isEqualTo(answer);
            closeInOrder(connected);
            connected.expectClosure("extensions", answer);
        }
    }

    @Test
    void allAlternativesOfAnOfferPassAndOtherExtensionsDoNot() {
        try (Connected connected =
                testbed.connect(
                        "/t",
                        FIELD + ": permessage-deflate; server_max_window_bits=10, x-foo; a=1",
                        FIELD + ": permessage-deflate")) {
            assertThat(String.join(", ", connected.asked().values(FIELD)))
                    .isEqualTo("permessage-deflate; server_max_window_bits=10, permessage-deflate");
            assertThat(connected.answered().values(FIELD)).isEmpty();
            closeInOrder(connected);
            connected.expectClosure("extensions", "-");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    permessage-deflate                             | permessage-deflate; client_max_window_bits=10  | client_max_window_bits was not offered
                    permessage-deflate; server_max_window_bits=10  | permessage-deflate; server_max_window_bits=12  | server_max_window_bits is 12, offered was 10
                    permessage-deflate; server_no_context_takeover | permessage-deflate                             | server_no_context_takeover was offered, but not accepted
                    permessage-deflate                             | permessage-deflate; server_max_window_bits=16  | server_max_window_bits cannot be 16
                    permessage-deflate                             | permessage-deflate; x=1                        | x is unknown
                    permessage-deflate                             | permessage-deflate, permessage-deflate         | extension permessage-deflate is repeated
                    """)
    void anAnswerThatWasNotOfferedIsAFault(String offer, String answer, String fault) {
        String path = testbed.path("/t");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                        RawUpstream.accepting(request, FIELD + ": " + answer)));
        try (RawPeer client = testbed.client(path, FIELD + ": " + offer)) {
            assertThat(RawClient.expectAccepted(client).values(FIELD)).isEmpty();
            Frame close = client.read();
            assertThat(close.toString()).startsWith("close 1014 upstream: ").endsWith(fault);
            client.expectFin().send(close);
        }
    }

    @ParameterizedTest
    @EnumSource
    void compressedMessagesPassUnread(End from) {
        byte[] noise = HexFormat.of().parseHex("fffec0c1");
        try (Connected connected = testbed.connectCompressed()) {
            Frame[] frames = {
                Frame.of(0xC1, HELLO),
                Frame.of(0xC2, noise),
                Frame.text("plain"),
                Frame.of(0x41, noise),
                Frame.ping("between"),
                Frame.of(0x00, noise),
                Frame.of(0x80, noise)
            };
            connected.at(from).send(frames);
            for (Frame frame : frames) {
                assertThat(connected.at(from.other()).read()).isEqualTo(frame);
            }
            closeInOrder(connected);
            connected.expectClosure(from.word() + ".messages", "4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheFirstPieceOfALargeFrameIsMarkedAsCompressed(End from) {
        try (Connected connected = testbed.connectCompressed()) {
            byte[] octets = connected.at(from).octets(Frame.of(0xC1, new byte[200_000]));
            connected.at(from).sendOctets(octets, 0, 100_000);
            Frame first = connected.at(from.other()).read();
            assertThat(first.rsv1()).isTrue();
            assertThat(first.opcode()).isEqualTo(1);
            assertThat(first.fin()).isFalse();
            connected.at(from).sendOctets(octets, 100_000, octets.length - 100_000);
            Frame piece = first;
            int size = first.payload().length;
            while (!piece.fin()) {
                piece = connected.at(from.other()).read();
                assertThat(piece.rsv1()).isFalse();
                assertThat(piece.opcode()).isZero();
                size += piece.payload().length;
            }
            assertThat(size).isEqualTo(200_000);
            closeInOrder(connected);
        }
    }

    @Test
    void plainTextIsStillCheckedWhereCompressionWasAgreed() {
        try (Connected connected = testbed.connectCompressed()) {
            connected.client().sendHex("8181 00000000 ff");
            connected.client().answerClose("close 1007 text is not UTF-8 at octet 0xff");
            connected.upstream().answerClose("close 1001 client: text is not UTF-8 at octet 0xff");
        }
    }

    @Test
    void anOfferThatWasNotTakenMakesRsv1Illegal() {
        try (Connected connected = testbed.connect("/t", FIELD + ": permessage-deflate")) {
            connected.client().send(Frame.of(0xC1, HELLO));
            connected.client().answerClose("close 1002 reserved bits RSV1-3 are 100");
            connected.upstream().answerClose("close 1001 client: reserved bits RSV1-3 are 100");
        }
    }

    @Test
    void nothingIsOfferedWhereTheRouteSaysSo() {
        String path = testbed.path("/off");
        CompletableFuture<RawUpstream.Asked> asked = testbed.upstream().asked(path);
        try (RawPeer client = testbed.client(path, FIELD + ": permessage-deflate")) {
            RawUpstream.Asked arrived = RawUpstream.await(asked);
            assertThat(arrived.request().values(FIELD)).isEmpty();
            arrived.peer().sendText(RawUpstream.accepting(arrived.request()));
            assertThat(RawClient.expectAccepted(client).values(FIELD)).isEmpty();
            client.send(Frame.of(0xC1, HELLO));
            client.answerClose("close 1002 reserved bits RSV1-3 are 100");
            arrived.peer().answerClose("close 1001 client: reserved bits RSV1-3 are 100");
        }
    }

    @Test
    void anAnswerIsAFaultWhereTheRouteOffersNothing() {
        String path = testbed.path("/off");
        testbed.upstream()
                .on(
                        path,
                        (peer, request) ->
                                peer.sendText(
                                        RawUpstream.accepting(
                                                request, FIELD + ": permessage-deflate")));
        try (RawPeer client = testbed.client(path, FIELD + ": permessage-deflate")) {
            RawClient.expectAccepted(client);
            client.answerClose("close 1014 upstream: extension permessage-deflate was not offered");
        }
    }

    private static void closeInOrder(Connected connected) {
        connected.client().send(Frame.close());
        connected.upstream().answerClose("close");
        connected.client().expect("close").expectFin().fin();
    }
}
