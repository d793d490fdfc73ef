package gatepost.cli;

import static gatepost.cli.Loading.errors;
import static gatepost.cli.Loading.problems;
import static gatepost.cli.Loading.route;
import static gatepost.cli.Loading.withRoute;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Accept;
import gatepost.gateway.Convert;
import gatepost.gateway.MessageRules;
import gatepost.gateway.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRulesBinderTest {
    @Test
    void hasNoRulesWhereNothingIsSaid() {
        Route route = route("");
        assertThat(route.fromClient()).isEqualTo(MessageRules.NONE);
        assertThat(route.fromUpstream()).isEqualTo(MessageRules.NONE);
    }

    @Test
    void takesOneValueForBothPeers() {
        Route route =
                route(
                        "accept: text, convert: text-to-binary, max-frame-size: 64KiB,"
                                + " max-message-size: 1MiB, split-frames-above: 16KiB");
        assertThat(route.fromClient())
                .isEqualTo(
                        new MessageRules(
                                Accept.TEXT, Convert.TEXT_TO_BINARY, 65_536, 1 << 20, 16_384));
        assertThat(route.fromUpstream()).isEqualTo(route.fromClient());
    }

    @Test
    void takesAValueForEachPeer() {
        Route route =
                route(
                        """
                        compression: off,
                        accept: {client: text, upstream: binary},
                        convert: {client: text-to-binary, upstream: binary-to-text},
                        max-frame-size: {client: 125B, upstream: 1024GiB},
                        max-message-size: {client: 1, upstream: 2KiB},
                        split-frames-above: {client: 125, upstream: 16MiB}
                        """);
        assertThat(route.fromClient())
                .isEqualTo(new MessageRules(Accept.TEXT, Convert.TEXT_TO_BINARY, 125, 1, 125));
        assertThat(route.fromUpstream())
                .isEqualTo(
                        new MessageRules(
                                Accept.BINARY, Convert.BINARY_TO_TEXT, 1L << 40, 2048, 16 << 20));
    }

    @Test
    void takesTheDefaultForAPeerThatIsNotSaid() {
        Route route =
                route(
                        "compression: off, accept: {client: text}, convert: {upstream:"
                                + " binary-to-text}, max-frame-size: {upstream: 1KiB},"
                                + " max-message-size: {}");
        assertThat(route.fromClient())
                .isEqualTo(new MessageRules(Accept.TEXT, Convert.NOTHING, 0, 0, 0));
        assertThat(route.fromUpstream())
                .isEqualTo(new MessageRules(Accept.ANY, Convert.BINARY_TO_TEXT, 1024, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"inspect, 67108864", "bridge, 67108864", "tunnel, 0", "off, 0"})
    void limitsWhatAMessageInflatesToWhereNothingIsSaid(String compression, long limit) {
        assertThat(route("compression: " + compression).fromClient().maxMessageSize())
                .isEqualTo(limit);
        assertThat(
                        route("compression: " + compression + ", max-message-size: {client: 0}")
                                .fromClient()
                                .maxMessageSize())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "0B", "0KiB", "{client: 0}"})
    void takesZeroForNoLimit(String zero) {
        assertThat(
                        route(
                                        "max-frame-size: %1$s, max-message-size: %1$s, split-frames-above: %1$s"
                                                .formatted(zero))
                                .fromClient())
                .isEqualTo(MessageRules.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    accept: txt                       | 2:11 accept: expected text, binary or any, found "txt"; did you mean text?
                    accept: [text, binary]            | 2:11 accept: expected text, binary or any, found a list
                    accept: {clint: text}             | 2:12 unknown key "clint" in the values for each peer; expected client or upstream; did you mean client?
                    accept: {server: text}            | 2:12 unknown key "server" in the values for each peer; expected client or upstream
                    accept: {client: none}            | 2:20 client: expected text, binary or any, found "none"
                    convert: text                     | 2:12 convert: expected none, text-to-binary or binary-to-text, found "text"
                    convert: {client: text2binary}    | 2:21 client: expected none, text-to-binary or binary-to-text, found "text2binary"; did you mean text-to-binary?
                    max-frame-size: 64k               | 2:19 max-frame-size: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found "64k"; did you mean 64KiB?
                    max-frame-size: 1TiB              | 2:19 max-frame-size: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found "1TiB"
                    max-frame-size: -1                | 2:19 max-frame-size: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found -1
                    max-frame-size: 124               | 2:19 max-frame-size: expected 0 or a size from 125B to 1024GiB, found 124; control frames may have 125 octets
                    max-frame-size: {upstream: 1B}    | 2:30 upstream: expected 0 or a size from 125B to 1024GiB, found "1B"; control frames may have 125 octets
                    max-frame-size: 1025GiB           | 2:19 max-frame-size: expected 0 or a size from 125B to 1024GiB, found "1025GiB"
                    max-frame-size:                   | 2:18 max-frame-size: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found nothing
                    max-message-size: 1025GiB         | 2:21 max-message-size: expected 0 or a size from 1B to 1024GiB, found "1025GiB"
                    max-message-size: {client: -5}    | 2:30 client: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found -5
                    max-message-size: {client: {}}    | 2:30 client: expected 0 or a size such as 125B, 64KiB, 1MiB or 65536, found keys and values
                    split-frames-above: 124B          | 2:23 split-frames-above: expected 0 or a size from 125B to 16MiB, found "124B"
                    split-frames-above: 16777217      | 2:23 split-frames-above: expected 0 or a size from 125B to 16MiB, found 16777217
                    """)
    void saysWhatIsWrong(String keys, String expected) {
        assertThat(errors(withRoute(keys))).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    accept: binary, convert: text-to-binary           | 2:28 convert: expected none or binary-to-text where accept is binary, found "text-to-binary"
                    accept: text, convert: binary-to-text, compression: off | 2:26 convert: expected none or text-to-binary where accept is text, found "binary-to-text"
                    convert: binary-to-text                           | 2:12 convert: expected compression: inspect, bridge or off beside binary-to-text, found tunnel, which passes compressed messages unread
                    convert: {client: binary-to-text}, compression: tunnel | 2:21 convert: expected compression: inspect, bridge or off beside binary-to-text, found tunnel, which passes compressed messages unread
                    accept: {client: binary}, convert: text-to-binary | 2:38 convert: expected none or binary-to-text where accept is binary for the client, found "text-to-binary"
                    accept: text, convert: {upstream: binary-to-text}, compression: off | 2:37 convert: expected none or text-to-binary where accept is text, found "binary-to-text"
                    """)
    void refusesAConversionOfWhatIsNotAccepted(String keys, String expected) {
        assertThat(errors(withRoute(keys))).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    accept: text, convert: text-to-binary
                    accept: binary, convert: binary-to-text, compression: off
                    accept: {client: binary}, convert: {upstream: text-to-binary}
                    accept: binary, convert: none
                    max-frame-size: 1MiB, max-message-size: 1KiB
                    max-frame-size: 1KiB, split-frames-above: 1KiB
                    max-frame-size: {client: 1KiB}, split-frames-above: {upstream: 2KiB}
                    split-frames-above: 2KiB
                    """)
    void seesNoContradictionWhereThereIsNone(String keys) {
        assertThat(problems(withRoute(keys))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    max-frame-size: 64KiB, split-frames-above: 65537            | 2:46 warning: split-frames-above: 65537B splits no frame, because max-frame-size allows none above 64KiB
                    max-frame-size: {client: 64KiB}, split-frames-above: 1MiB   | 2:56 warning: split-frames-above: 1MiB splits no frame, because max-frame-size allows none above 64KiB
                    max-frame-size: 64KiB, split-frames-above: {upstream: 1MiB} | 2:57 warning: split-frames-above: 1MiB splits no frame, because max-frame-size allows none above 64KiB
                    """)
    void warnsOfFramesThatAreNeverSplit(String keys, String expected) {
        assertThat(problems(withRoute(keys))).containsExactly(expected);
    }
}
