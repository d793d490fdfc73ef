package gatepost.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstOctetsTest {
    private final List<Object> events = new ArrayList<>();
    private final FirstOctets first = new FirstOctets();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    first,
                    new ChannelInboundHandlerAdapter() {
                        @Override
                        public void userEventTriggered(
                                ChannelHandlerContext context, Object event) {
                            events.add(event);
                        }
                    });

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
    }

    @Test
    void passesOnWhatItKeeps() {
        receive("GET / ");
        receive("HTTP/1.1\r\n");

        assertThat(channel.<ByteBuf>readInbound().toString(ISO_8859_1)).isEqualTo("GET / ");
        assertThat(channel.<ByteBuf>readInbound().toString(ISO_8859_1)).isEqualTo("HTTP/1.1\r\n");
        assertThat(first.inHex()).isEqualTo("474554202f20485454502f312e31");
        assertThat(events).isEmpty();
    }

    @Test
    void keepsNoMoreThanShowsWhatItIs() {
        receive("x".repeat(5000));

        assertThat(first.inHex()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET /a?token=s3cret HTTP/1.1      | 'GET /a'
                    get /a?token=s3cret HTTP/1.1      | 'get /a'
                    GET http://u:p@h/ HTTP/1.1        | 'GET '
                    GET / HTTP/1.1~Cookie: a=s3cret   | 'GET / HTTP/1.1'
                    ~GET /?token=s3cret               | '~GET /'
                    EHLO me?                          | 'EHLO me'
                    """)
    void showsNoSecretOfARequest(String sent, String shown) {
        receive(sent.replace("~", "\r\n"));

        assertThat(first.inHex())
                .isEqualTo(
                        HexFormat.of().formatHex(shown.replace("~", "\r\n").getBytes(ISO_8859_1)));
    }

    @Test
    void showsAllOfWhatIsNoRequest() {
        assertThat(FirstOctets.withoutSecrets("16033f01")).isEqualTo("16033f01");
        assertThat(FirstOctets.withoutSecrets("485454502f312e31203f"))
                .isEqualTo("485454502f312e31203f");
        assertThat(FirstOctets.withoutSecrets("")).isEmpty();
    }

    @Test
    void showsNoHeaderBehindAnInterimOne() {
        receive("HTTP/1.1 103 Early\r\nLink: a\r\n\r\nHTTP/1.1 404 x\r\nSet-Cookie: s\r\n\r\nwhy");

        assertThat(first.bodyInHex()).isEqualTo("776879");
    }

    @Test
    void showsTheBodyBehindAHeader() {
        receive("HTTP/1.1 400 x\r\nA: b\r\n\r\nwhy");

        assertThat(first.bodyInHex()).isEqualTo("776879");
    }

    @Test
    void hasNoBodyWhereTheHeaderHasNoEnd() {
        receive("HTTP/1.1 400 x\r\n");

        assertThat(first.bodyInHex()).isEmpty();
    }

    @Test
    void tellsTlsOnceHoweverItIsCut() {
        receive("\u0016");
        receive("\u0003\u0001\u0000");
        receive("more");

        assertThat(events).containsExactly(Foreign.TLS);
        assertThat(channel.<ByteBuf>readInbound().readableBytes()).isEqualTo(1);
        assertThat(channel.<ByteBuf>readInbound()).isNull();
    }
}
