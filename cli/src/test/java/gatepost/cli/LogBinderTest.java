package gatepost.cli;

import static gatepost.cli.Loading.ROUTES;
import static gatepost.cli.Loading.UPSTREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogBinderTest {
    private static LogSettings log(String text) {
        return switch (Loading.load(text + ROUTES + UPSTREAMS)) {
            case Loaded.Fine fine -> fine.setup().log();
            case Loaded.Faulty faulty -> throw new AssertionError(faulty.problems().toString());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log: {}\n", "log: {format: auto, normal-endings: all}\n"})
    void takesDefaultsForAllThatIsNotSaid(String text) {
        assertThat(log(text)).isEqualTo(LogSettings.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "json, all, JSON, 100000",
        "text, none, TEXT, 0",
        "logfmt, 1%, LOGFMT, 1000",
        "auto, 0.125%, AUTO, 125"
    })
    void takesWhatIsSaid(String format, String normal, LogForm form, int share) {
        assertThat(log("log: {format: %s, normal-endings: %s}\n".formatted(format, normal)))
                .isEqualTo(new LogSettings(form, new Sampling(share)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    json                    | 1:6 log: expected keys and values, found "json"
                    {form: json}            | 1:7 unknown key "form" in the log settings; expected format or normal-endings; did you mean format?
                    {format: JSON}          | 1:15 format: expected auto, text, logfmt or json, found "JSON"; did you mean json?
                    {normal-endings: 1}     | 1:23 normal-endings: expected all, none or a percentage such as 1% or 0.5%, found 1; did you mean 1%?
                    {normal-endings: some}  | 1:23 normal-endings: expected all, none or a percentage such as 1% or 0.5%, found "some"
                    {normal-endings: 101%}  | 1:23 normal-endings: expected all, none or a percentage such as 1% or 0.5%, found "101%"
                    {normal-endings: 1.2345%} | 1:23 normal-endings: expected all, none or a percentage such as 1% or 0.5%, found "1.2345%"
                    """)
    void saysWhatIsWrong(String log, String expected) {
        assertThat(Loading.problems("log: " + log + "\n" + ROUTES + UPSTREAMS))
                .containsExactly(expected);
    }
}
