package gatepost.acceptance;

import static gatepost.acceptance.DiagnosisScene.certain;
import static gatepost.acceptance.DiagnosisScene.likely;
import static gatepost.acceptance.DiagnosisScene.scene;
import static gatepost.closing.Certainty.POSSIBLE;

import gatepost.closing.Suspect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Octets that RFC 6455 forbids. */
final class ViolationScenes {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

    private ViolationScenes() {}

    static List<DiagnosisScene> all() {
        return List.of(
                certain(
                        "the client does not mask",
                        Suspect.CLIENT_DOES_NOT_MASK,
                        stage -> stage.open("/plain").client().sendHex("8105 68656c6c6f")),
                certain(
                        "the server masks",
                        Suspect.SERVER_MASKS,
                        stage -> stage.open("/plain").server().sendHex("8185 00000000 68656c6c6f")),
                likely(
                        "the client compresses although nothing was agreed on",
                        Suspect.CLIENT_COMPRESSES_UNASKED,
                        stage ->
                                stage.open("/plain", List.of(OFFER), List.of())
                                        .client()
                                        .send(Frame.compressedText("hello"))),
                likely(
                        "the server compresses although nothing was agreed on",
                        Suspect.SERVER_COMPRESSES_UNASKED,
                        stage -> stage.open("/plain").server().send(Frame.compressedText("hello"))),
                certain(
                        "the client sends a second request on the connection",
                        Suspect.CLIENT_SENDS_HTTP,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .sendText("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")),
                certain(
                        "the server's framework writes an error page",
                        Suspect.SERVER_SENDS_HTTP,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .sendText("HTTP/1.1 500 Internal Server Error\r\n\r\n")),
                certain(
                        "the same, with compression agreed on",
                        Suspect.SERVER_SENDS_HTTP,
                        stage ->
                                stage.open("/plain", List.of(OFFER), List.of(OFFER))
                                        .server()
                                        .sendText("HTTP/1.1 500 Internal Server Error\r\n\r\n")),
                likely(
                        "the client begins TLS on an open connection",
                        Suspect.CLIENT_SENDS_TLS,
                        stage -> stage.open("/plain").client().sendHex("16030102000100")),
                likely(
                        "a proxy wraps the server's frames into chunks",
                        Suspect.SERVER_SENDS_CHUNKS,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .sendText("7\r\n\u0001\u0005hello\r\n")),
                likely(
                        "the client sends text in ISO 8859-1",
                        Suspect.CLIENT_SENDS_LATIN_1,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(Frame.of(0x81, latin1("un café noir")))),
                likely(
                        "the server sends text in ISO 8859-1",
                        Suspect.SERVER_SENDS_LATIN_1,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .send(Frame.of(0x81, latin1("naïve Größe")))),
                likely(
                        "the client sends a file as text",
                        Suspect.CLIENT_SENDS_BINARY_AS_TEXT,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(
                                                Frame.of(
                                                        0x81,
                                                        latin1("\u0089PNG\r\n\u001a\n\u0000")))),
                likely(
                        "the server cuts text at a number of bytes",
                        Suspect.SERVER_CUTS_TEXT,
                        stage -> stage.open("/plain").server().sendHex("8104 616263c3")),
                likely(
                        "something frames what is framed already",
                        Suspect.CLIENT_FRAMES_TWICE,
                        stage ->
                                stage.open("/plain")
                                        .client()
                                        .send(Frame.of(0x81, Frame.text("hello").unmasked()))),
                likely(
                        "the client writes a length of 64 bits in the wrong order",
                        Suspect.CLIENT_LENGTH_REVERSED,
                        stage ->
                                stage.open("/small")
                                        .client()
                                        .sendHex("82ff 7011010000000000 00000000")),
                likely(
                        "the same, of another length",
                        Suspect.CLIENT_LENGTH_REVERSED,
                        stage -> stage.open("/plain").client().sendHex("82ff c011010000000000")),
                likely(
                        "the server writes a length of 16 bits in the wrong order, and its frame"
                                + " does not end",
                        Suspect.SERVER_LENGTH_REVERSED,
                        stage ->
                                stage.open("/unfinished")
                                        .server()
                                        .sendHex("827e c800" + "00".repeat(200))),
                likely(
                        "two threads of the server write at the same time",
                        Suspect.SERVER_INTERLEAVES,
                        stage -> stage.open("/plain").server().sendHex("0103 616263 8103 646566")),
                certain(
                        "the server sends 1006",
                        Suspect.SERVER_SENDS_RESERVED_CODE,
                        stage -> stage.open("/plain").server().send(Frame.close(1006, ""))),
                certain(
                        "the client sends a Ping of 126 octets",
                        Suspect.CLIENT_CONTROL_FRAME_WRONG,
                        stage -> stage.open("/plain").client().send(Frame.ping("x".repeat(126)))),
                certain(
                        "the server's compressed data is broken",
                        Suspect.SERVER_DEFLATES_WRONGLY,
                        stage ->
                                stage.open("/inspect", List.of(OFFER), List.of(OFFER))
                                        .server()
                                        .send(Frame.of(0xC1, new byte[] {7, 7, 7, 7}))),
                scene(
                        "the server writes fewer octets than its header says",
                        Suspect.SERVER_OUT_OF_STEP,
                        POSSIBLE,
                        stage ->
                                stage.open("/plain")
                                        .server()
                                        .sendHex("8105 68656c6c6f 8302 6869")));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
