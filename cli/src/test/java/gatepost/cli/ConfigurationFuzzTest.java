package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatepost.cli.Problem.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Any octets as a file are settings or errors that can be printed, and nothing else. */
class ConfigurationFuzzTest {
    private static final String[] WORDS = {
        "routes",
        "upstreams",
        "listen",
        "path",
        "upstream",
        "endpoints",
        "address",
        "drain",
        "log",
        "normal-endings",
        "1%",
        "timeout",
        "hosts",
        "compression",
        "retries",
        "accept",
        "convert",
        "max-frame-size",
        "split-frames-above",
        "client",
        "origins",
        "headers",
        "set",
        "strip",
        "X-Tenant",
        "keepalive",
        "rate",
        "limits",
        "context-takeover",
        "a",
        "/**",
        "ws://127.0.0.1:9000",
        "127.0.0.1:80",
        "5s",
        "64KiB",
        "401",
        "off",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n- ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "&x ",
        "*x",
        "!!str ",
        "? ",
        "|\n ",
        ">\n ",
        "#",
        "---\n",
        "%YAML 1.2\n",
        "<<",
        "\t",
        "\r",
        "é",
        "\u202E",
        "\u2028",
        "\u0085",
        "\uFEFF",
        "😀",
        "~",
        "null",
        "1e999999999",
        "0x1F",
        "-",
        "\\u",
        "@"
    };

    @FuzzTest(maxDuration = "10m")
    void anyOctetsAreSettingsOrErrors(byte[] octets) {
        check(octets);
    }

    @Test
    void anyWordsOfOursAreSettingsOrErrors() {
        Random random = new Random(20261120);
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(24); j >= 0; j--) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aFineFileWithAnyOctetsChangedIsSettingsOrErrors() {
        Random random = new Random(20261121);
        byte[] fine = ConfigurationReference.EXAMPLE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_000; i++) {
            byte[] octets = fine.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            check(octets);
        }
    }

    @Test
    void repeatedOpeningsDoNotExhaustAnything() {
        for (String word : WORDS) {
            check(word.repeat((1 << 16) / word.length()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void check(byte[] octets) {
        Configuration configuration =
                Configuration.of(ConfigurationFile.decode("fuzz.yaml", octets), Names::lookUp);
        Loaded loaded = configuration.loaded();
        String report =
                ProblemReport.of("fuzz.yaml", configuration.source(), loaded.problems(), Ansi.OFF);
        assertThat(report.codePoints().filter(c -> c != '\n' && Printable.isUnsafe(c))).isEmpty();
        assertThat(CheckJson.of("fuzz.yaml", loaded)).isNotEmpty();
        switch (loaded) {
            case Loaded.Fine fine -> assertThat(fine.settings().routes()).isNotEmpty();
            case Loaded.Faulty faulty ->
                    assertThat(faulty.problems())
                            .anyMatch(problem -> problem.severity() == Severity.ERROR);
        }
    }
}
