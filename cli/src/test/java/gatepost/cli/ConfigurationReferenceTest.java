package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.cli.ConfigurationFile.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * To write docs/configuration.md again after a change of the schema:
 *
 * <pre>{@code
 * mvn -pl cli -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dgatepost.write-reference=true
 * }</pre>
 */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void thePageIsWhatTheSchemaSays() throws Exception {
        String expected = ConfigurationReference.of(ConfigurationSchema.INSTANCE);
        if (Boolean.getBoolean("gatepost.write-reference")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md; the comment of this class says how to write it again")
                .isEqualTo(expected);
    }

    @Test
    void theExampleIsFine() {
        Loaded loaded =
                Configuration.of(
                                new Content.Text(
                                        new SourceText(
                                                "gatepost.yaml", ConfigurationReference.EXAMPLE)),
                                Names::lookUp)
                        .loaded();
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Fine.class, fine -> assertThat(fine.settings().routes()).hasSize(2));
    }
}
