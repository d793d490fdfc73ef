package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class DemoGuideTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:81/",
        "0.0.0.0, http://127.0.0.1:81/",
        "::, http://127.0.0.1:81/",
        "::1, http://[0:0:0:0:0:0:0:1]:81/"
    })
    void namesAnAddressThatABrowserHereReaches(String address, String page) {
        assertThat(DemoGuide.of(new InetSocketAddress(address, 81), List.of()).page())
                .isEqualTo(page);
    }

    @Test
    void coloursNothingButWhatStandsThereAnyway() throws IOException {
        try (DemoServer server = DemoServer.start(DemoUpstream.DROPS)) {
            DemoGuide guide = new DemoGuide("127.0.0.1:81", List.of(server));
            String coloured = guide.text(Ansi.ON);

            assertThat(coloured).contains("\u001b[32m1014 upstream: connection lost\u001b[");
            assertThat(coloured).contains("\u001b[31m1006, no reason\u001b[");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                    .isEqualTo(guide.text(Ansi.OFF));
        }
    }
}
