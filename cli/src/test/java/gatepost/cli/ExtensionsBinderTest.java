package gatepost.cli;

import static gatepost.cli.Loading.errors;
import static gatepost.cli.Loading.route;
import static gatepost.cli.Loading.withRoute;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.gateway.Compression;
import gatepost.gateway.Extensions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsBinderTest {
    @Test
    void tunnelsWhereNothingIsSaid() {
        assertThat(route("").extensions()).isEqualTo(Extensions.TUNNELLED);
    }

    @ParameterizedTest
    @CsvSource({"tunnel, TUNNEL", "inspect, INSPECT", "bridge, BRIDGE", "off, OFF"})
    void takesEveryMode(String word, Compression compression) {
        assertThat(route("compression: " + word).extensions())
                .isEqualTo(new Extensions(compression, false, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void takesContextTakeoverForABridge(boolean takeover) {
        assertThat(
                        route("compression: bridge, context-takeover: " + takeover)
                                .extensions()
                                .contextTakeover())
                .isEqualTo(takeover);
    }

    @ParameterizedTest
    @CsvSource({"tunnel", "inspect", "bridge"})
    void takesAnExtensionThatIsRequired(String mode) {
        assertThat(
                        route(
                                        "compression: %s, require-extensions: [permessage-deflate]"
                                                .formatted(mode))
                                .extensions()
                                .required())
                .containsExactly("permessage-deflate");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    context-takeover: true                         | 2:3 context-takeover: expected only with compression: bridge, found with compression: tunnel
                    compression: inspect, context-takeover: false  | 2:25 context-takeover: expected only with compression: bridge, found with compression: inspect
                    compression: brigde, context-takeover: true    | 2:16 compression: expected tunnel, inspect, bridge or off, found "brigde"; did you mean bridge?
                    compression: bridge, context-takeover: yes     | 2:42 context-takeover: expected true or false, found "yes"
                    compression: bridge, context-takeover: 1       | 2:42 context-takeover: expected true or false, found 1
                    require-extensions: permessage-deflate         | 2:23 require-extensions: expected a list, found "permessage-deflate"
                    require-extensions: [permessage-deflat]        | 2:24 require-extensions: expected permessage-deflate, found "permessage-deflat"; did you mean permessage-deflate?
                    require-extensions: [x-webkit-deflate-frame]   | 2:24 require-extensions: expected permessage-deflate, found "x-webkit-deflate-frame"
                    require-extensions: [permessage-deflate, permessage-deflate] | 2:44 require-extensions: expected each once, found "permessage-deflate" again; the first is on line 2
                    compression: off, require-extensions: [permessage-deflate]   | 2:41 require-extensions: expected none with compression: off, which offers the upstream none; found permessage-deflate
                    """)
    void saysWhatIsWrong(String keys, String expected) {
        assertThat(errors(withRoute(keys))).containsExactly(expected);
    }

    @Test
    void requiresNothingOfAnUpstreamThatIsOfferedNothing() {
        assertThat(route("compression: off, require-extensions: []").extensions())
                .isEqualTo(new Extensions(Compression.OFF, false, List.of()));
    }
}
