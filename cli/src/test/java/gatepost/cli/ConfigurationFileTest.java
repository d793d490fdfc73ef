package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatepost.cli.ConfigurationFile.Content;
import gatepost.cli.ConfigurationFile.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {
    @Test
    void readsText(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a b.yaml"), "grüße: 1\n");
        assertThat(text(ConfigurationFile.read(file.toString()))).isEqualTo("grüße: 1\n");
    }

    @Test
    void dropsAByteOrderMark() {
        assertThat(text(ConfigurationFile.decode("x", "\uFEFFa".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("a");
    }

    @Test
    void refusesWhatIsNotThere(@TempDir Path directory) {
        assertThatThrownBy(() -> ConfigurationFile.read(directory.resolve("no").toString()))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("no such file");
    }

    @Test
    void refusesADirectory(@TempDir Path directory) {
        assertThatThrownBy(() -> ConfigurationFile.read(directory.toString()))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("is a directory, not a file");
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() -> ConfigurationFile.read("a\u0000b"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("is not the path of a file");
    }

    @Test
    void refusesAPathThroughAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("f"), "");
        assertThatThrownBy(() -> ConfigurationFile.read(file + "/x"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("cannot be read: Not a directory");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    613A20E90A        | 1 | 4 | expected UTF-8, found the octet 0xE9; save the file as UTF-8
                    610A62C3          | 2 | 2 | expected UTF-8, found the octet 0xC3; save the file as UTF-8
                    FFFE6100          | 1 | 1 | expected UTF-8, found the octet 0xFF; save the file as UTF-8
                    EDA080            | 1 | 1 | expected UTF-8, found the octet 0xED; save the file as UTF-8
                    613A0A201B        | 2 | 2 | expected text, found the character U+001B, which YAML forbids
                    00                | 1 | 1 | expected text, found the character U+0000, which YAML forbids
                    C3A4EFBFBF        | 1 | 2 | expected text, found the character U+FFFF, which YAML forbids
                    """)
    void refusesWhatIsNoText(String octets, int line, int column, String message) {
        assertThat(ConfigurationFile.decode("x", HexFormat.of().parseHex(octets)))
                .isEqualTo(
                        new Content.NoText(
                                Problem.error(new Location(line, column, 1), "", message)));
    }

    @Test
    void refusesMoreThanOneMebibyte(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("large");
        byte[] octets = new byte[(1 << 20) + 1];
        Arrays.fill(octets, (byte) '#');
        Files.write(file, octets);
        assertThat(ConfigurationFile.read(file.toString()))
                .isEqualTo(
                        new Content.NoText(
                                Problem.ofFile("is larger than 1 MiB; expected a configuration")));
        Files.write(file, Arrays.copyOf(octets, 1 << 20));
        assertThat(text(ConfigurationFile.read(file.toString()))).hasSize(1 << 20);
    }

    private static String text(Content content) {
        return switch (content) {
            case Content.Text(SourceText source) -> source.text();
            case Content.NoText(Problem problem) -> throw new AssertionError(problem.message());
        };
    }
}
