package gatepost.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTextTest {
    @ParameterizedTest
    @CsvSource({"bye", "C:\\data\\new", "ворота 🚪", "u0000", "''"})
    void leavesAlmostEverythingAsItIs(String text) {
        assertThat(StoredText.of(text)).isEqualTo(text);
        assertThat(StoredText.read(text)).isEqualTo(text);
    }

    @Test
    void escapesWhatNotEveryDatabaseTakes() {
        assertThat(StoredText.of("a\0b")).isEqualTo("a\\u0000b");
        assertThat(StoredText.of("\ud83d")).isEqualTo("\\ud83d");
        assertThat(StoredText.of("\udeaa\ud83d.")).isEqualTo("\\udeaa\\ud83d.");
        assertThat(StoredText.of("\\u0000")).isEqualTo("\\u005cu0000");
    }

    @RepeatedTest(200)
    void readsWhatItWroteAndWritesWhatUtf8CanHave(RepetitionInfo repetition) {
        String text = new SomeClosures(repetition.getCurrentRepetition()).text();

        String stored = StoredText.of(text);

        assertThat(StoredText.read(stored)).isEqualTo(text);
        assertThat(stored).doesNotContain("\0");
        assertThat(new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(stored);
    }
}
