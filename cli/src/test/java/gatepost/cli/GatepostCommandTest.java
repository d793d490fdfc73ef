package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatepostCommandTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            textBlock =
                    """
                    rnu => gatepost: unknown command rnu; did you mean run?
                    chek x => gatepost: unknown command chek; did you mean check?
                    frobnicate => gatepost: unknown command frobnicate
                    --versoin => gatepost: unknown option --versoin; did you mean --version?
                    run => gatepost run: missing URL|FILE
                    run a b => gatepost run: unexpected argument b
                    run a --lisen=b => gatepost run: unknown option --lisen=b; did you mean --listen?
                    run a --listen => gatepost run: missing HOST:PORT behind --listen
                    check => gatepost check: missing FILE
                    check --json => gatepost check: missing FILE
                    check a b => gatepost check: unexpected argument b
                    check a --jsno => gatepost check: unknown option --jsno; did you mean --json?
                    check --schema a => gatepost check: --schema goes alone
                    """)
    void saysWhatIsWrongAboutTheArguments(String line, String message) {
        Invocation invocation = Invocation.of(line.split(" ", -1));
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err())
                .isEqualTo(
                        "%s\nTry '%s --help'.\n"
                                .formatted(message, message.substring(0, message.indexOf(':'))));
    }

    @Test
    void teachesWithoutArguments() {
        Invocation invocation = Invocation.of();
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err()).isEqualTo(Invocation.of("--help").out());
    }

    @Test
    void helpShowsCommandsExamplesExitCodesAndWhereToReadOn() {
        Invocation invocation = Invocation.of("--help");
        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out())
                .contains("\n  demo ", "\n  run ", "\n  check ", "\n  help ")
                .contains("gatepost run ws://127.0.0.1:9000")
                .contains("\n  0  ", "\n  1  ", "\n  2  ")
                .contains("docs/configuration.md");
    }

    @ParameterizedTest
    @CsvSource({"demo", "run", "check"})
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        Invocation invocation = Invocation.of(command, "--help");
        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.out())
                .contains("Usage: gatepost " + command + " ")
                .contains("\nExamples:\n  gatepost " + command + " ")
                .contains("\nExit codes:\n  0  ")
                .isEqualTo(Invocation.of("help", command).out());
    }

    @Test
    void tellsTheVersionThatItWasBuiltAs() {
        assertThat(Invocation.of("--version").out())
                .matches("gatepost [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
    }

    @Test
    void usesNoColourWhereNobodyLooks() {
        assertThat(Invocation.of("--help").out()).doesNotContain("\u001b");
    }

    @Test
    void takesAnAtSignForTheNameOfAFile() {
        assertThat(Invocation.of("check", "@nosuch").err())
                .isEqualTo("gatepost check: @nosuch: no such file\n");
    }
}
