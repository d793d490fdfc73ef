package gatepost.closing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OctetsTest {
    private static Octets text(String text) {
        return Octets.of(HexFormat.of().formatHex(text.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request",
                "HTTP/1.0 200 OK",
                "GET / HTTP/1.1",
                "POST /a",
                "CONNECT host:1",
                "OPTIONS * HTTP/1.1"
            })
    void knowsHttp(String text) {
        assertThat(text(text).areHttp()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H", "HTTP", "HTTP/2 200", "GETTING", "hello", "SSH-2.0-x"})
    void andWhatIsNone(String text) {
        assertThat(text(text).areHttp()).isFalse();
    }

    @Test
    void knowsTls() {
        assertThat(Octets.of("160301").areTls()).isTrue();
        assertThat(Octets.of("15030100020246").areTls()).isTrue();
        assertThat(Octets.of("1603").areTls()).isTrue();
        assertThat(Octets.of("16").areTls()).isFalse();
        assertThat(Octets.of("170301").areTls()).isFalse();
        assertThat(Octets.of("").areTls()).isFalse();
    }

    @Test
    void knowsHttp2() {
        assertThat(text("PRI * HTTP/2.0\r\n").areHttp2Preface()).isTrue();
        assertThat(text("PRI").areHttp2Preface()).isFalse();
        assertThat(Octets.of("000012040000000000").areHttp2Frame()).isTrue();
        assertThat(Octets.of("000008070000000000").areHttp2Frame()).isTrue();
        assertThat(Octets.of("00001204").areHttp2Frame()).isFalse();
        assertThat(Octets.of("010012040000000000").areHttp2Frame()).isFalse();
    }

    @Test
    void knowsChunks() {
        assertThat(text("1a\r\n\u0081").areChunk()).isTrue();
        assertThat(text("g\r\n").areChunk()).isFalse();
        assertThat(text("1234567\r\n").areChunk()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "810548656c6c6f, 7, true",
        "8105, 7, true", // As much of it as was kept.
        "8185000000004865, 11, true",
        "82fe00c8, 208, true",
        "827e00c8, 204, true",
        "010548656c6c6f, 7, false",
        "810548656c6c6f, 8, false",
        "880548656c6c6f, 7, false",
        "81, 7, false",
        "'', 0, false"
    })
    void knowsFramesOfJustTheLengthThatTheyHave(String hex, long length, boolean expected) {
        assertThat(Octets.of(hex).areFrame(length)).isEqualTo(expected);
    }

    @Test
    void tellsTextInLatin1FromOtherOctets() {
        assertThat(text("un café").areLatin1()).isTrue();
        assertThat(text("line\r\n\té").areLatin1()).isTrue();
        assertThat(text("plain").areLatin1()).isFalse();
        assertThat(text("\u0001é").areLatin1()).isFalse();
        assertThat(text("a\u0085é").areLatin1()).isFalse();
        assertThat(text("éàü a").areLatin1()).isFalse();
        assertThat(text("\u0000a").areBinary()).isTrue();
        assertThat(text("a\u007f").areBinary()).isTrue();
        assertThat(text("a\r\n\u001b[1m").areBinary()).isFalse();
    }

    @Test
    void whatIsNoHexHasNone() {
        assertThat(Octets.parse("xy")).isEmpty();
        assertThat(Octets.parse("8")).isEmpty();
        assertThat(Octets.parse("81ff")).containsExactly(0x81, 0xff);
    }

    @Test
    void showsWhatIsPrintable() {
        assertThat(text("a\n\u001b[2J é").printable()).isEqualTo("a..[2J .");
    }
}
