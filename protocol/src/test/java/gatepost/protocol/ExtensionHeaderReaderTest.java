package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionHeaderReaderTest {
    private final List<Extension> extensions = new ArrayList<>();

    @Test
    void addsToWhatOtherLinesHaveListed() {
        extensions.add(new Extension("first", List.of()));
        ExtensionHeaderReader reader = new ExtensionHeaderReader(" second; a ");
        assertThat(reader.readInto(extensions)).isEmpty();
        assertThat(Extension.format(extensions)).isEqualTo("first, second; a");
        assertThat(reader.position()).isEqualTo(11);
    }

    @Test
    void anEmptyLineAddsNothing() {
        ExtensionHeaderReader reader = new ExtensionHeaderReader("");
        assertThat(reader.readInto(extensions)).isEmpty();
        assertThat(extensions).isEmpty();
        assertThat(reader.position()).isZero();
    }

    @Test
    void stopsWhereTheProblemIs() {
        ExtensionHeaderReader reader = new ExtensionHeaderReader("a; b=\"c d\"; e");
        assertThat(reader.readInto(extensions)).contains("value is no token");
        assertThat(reader.position()).isEqualTo(5);
    }
}
