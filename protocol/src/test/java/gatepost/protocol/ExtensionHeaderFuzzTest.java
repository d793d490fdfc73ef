package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any octets are read as a list of extensions or refused with a place and a reason, and nothing
 * else. Each line of the input is a field line.
 */
class ExtensionHeaderFuzzTest {
    @FuzzTest
    void listsOrRefuses(byte[] input) {
        List<String> lines =
                List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
        switch (ExtensionHeader.parse(lines)) {
            case ExtensionHeader.Listed(List<Extension> extensions) -> {
                assertThat(extensions).isNotEmpty();
                assertThat(ExtensionHeader.parse(List.of(Extension.format(extensions))))
                        .isEqualTo(new ExtensionHeader.Listed(extensions));
                extensions.forEach(extension -> readsParameters(extension, extensions));
            }
            case ExtensionHeader.Malformed malformed -> {
                assertThat(malformed.line()).isBetween(0, lines.size() - 1);
                assertThat(malformed.position()).isBetween(0, lines.get(malformed.line()).length());
                assertThat(malformed.description()).matches("[ -~]{1,63}");
            }
        }
    }

    private static void readsParameters(Extension extension, List<Extension> offered) {
        if (extension.name().equals(PermessageDeflate.NAME)) {
            switch (PermessageDeflate.readAnswer(extension, offered)) {
                case PermessageDeflate.Reading.Valid(PermessageDeflate parameters) ->
                        assertThat(PermessageDeflate.readOffer(parameters.extension()))
                                .isEqualTo(new PermessageDeflate.Reading.Valid(parameters));
                case PermessageDeflate.Reading.Invalid(String description) ->
                        assertThat(description).matches("[ -~]{1,90}");
            }
        }
    }
}
