package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Extension.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §9.1. In the tables a slash, which no token holds, stands between two field lines. */
class ExtensionHeaderTest {
    private static final String TOKEN_CHARACTERS =
            "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";

    private static ExtensionHeader parse(String lines) {
        return ExtensionHeader.parse(List.of(lines.split("/", -1)));
    }

    @Test
    void noLineListsNothing() {
        assertThat(ExtensionHeader.parse(List.of()))
                .isEqualTo(new ExtensionHeader.Listed(List.of()));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '?',
            textBlock =
                    """
                    foo                     @ foo              @ a name alone
                    foo; bar; baz=2         @ foo; bar; baz=2  @ parameters with and without a value
                    foo;bar;baz=2           @ foo; bar; baz=2  @ white space is optional
                    ? foo ; bar\t= 2 , b ?  @ foo; bar=2, b    @ white space may stand between any two parts
                    foo, bar; baz           @ foo, bar; baz    @ the list keeps its order
                    foo; a, foo; b          @ foo; a, foo; b   @ an extension may be offered twice
                    foo; a; a=1             @ foo; a; a=1      @ a repeated parameter is the extension's matter
                    foo; a="1"              @ foo; a=1         @ a value may be quoted
                    foo; a = "1" ; b        @ foo; a=1; b      @ white space may surround a quoted value
                    foo; a="\\1\\5"         @ foo; a=15        @ a quoted value is a token after unescaping
                    ,, foo ,,bar,           @ foo, bar         @ empty elements don't count
                    foo/bar; a              @ foo, bar; a      @ the field may be split over lines
                    foo//bar/,              @ foo, bar         @ a line may be empty where another is not
                    FOO; A=B                @ FOO; A=B         @ names and values keep their case
                    """)
    void reads(String lines, String expected, String name) {
        assertThat(parse(lines))
                .as(name)
                .isInstanceOfSatisfying(
                        ExtensionHeader.Listed.class,
                        listed ->
                                assertThat(Extension.format(listed.extensions()))
                                        .isEqualTo(expected));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '?',
            textBlock =
                    """
                    ??           @ 0 @ 0  @ no extension at character 1
                    , ,          @ 0 @ 3  @ no extension at character 4
                    ?,/ /, ?     @ 2 @ 2  @ no extension at character 3 of line 3
                    ;            @ 0 @ 0  @ no extension name at character 1
                    =a           @ 0 @ 0  @ no extension name at character 1
                    foo, ;a      @ 0 @ 5  @ no extension name at character 6
                    \u00E9       @ 0 @ 0  @ no extension name at character 1
                    foo;         @ 0 @ 4  @ no parameter name at character 5
                    foo; , bar   @ 0 @ 5  @ no parameter name at character 6
                    foo; =1      @ 0 @ 5  @ no parameter name at character 6
                    foo;;a       @ 0 @ 4  @ no parameter name at character 5
                    foo; "a"     @ 0 @ 5  @ no parameter name at character 6
                    foo; a=      @ 0 @ 7  @ no parameter value at character 8
                    foo; a=, b   @ 0 @ 7  @ no parameter value at character 8
                    foo; a==1    @ 0 @ 7  @ no parameter value at character 8
                    foo; a="     @ 0 @ 8  @ quote without end at character 9
                    foo; a="b    @ 0 @ 9  @ quote without end at character 10
                    foo; a="b\\  @ 0 @ 10 @ quote without end at character 11
                    foo; a="b\\" @ 0 @ 11 @ quote without end at character 12
                    foo; a=""    @ 0 @ 7  @ value is no token at character 8
                    foo; a="b c" @ 0 @ 7  @ value is no token at character 8
                    foo; a="b,c" @ 0 @ 7  @ value is no token at character 8
                    foo bar      @ 0 @ 4  @ unexpected character at character 5
                    foo=1        @ 0 @ 3  @ unexpected character at character 4
                    foo; a=1 2   @ 0 @ 9  @ unexpected character at character 10
                    foo; a="1"2  @ 0 @ 10 @ unexpected character at character 11
                    foo; a:1     @ 0 @ 6  @ unexpected character at character 7
                    ?foo\u0000? @ 0 @ 3  @ unexpected character at character 4
                    foo/bar/baz; @ 2 @ 4  @ no parameter name at character 5 of line 3
                    """)
    void saysWhatIsMalformedAndWhere(String lines, int line, int position, String description) {
        assertThat(parse(lines))
                .isInstanceOfSatisfying(
                        ExtensionHeader.Malformed.class,
                        malformed -> {
                            assertThat(malformed.line()).isEqualTo(line);
                            assertThat(malformed.position()).isEqualTo(position);
                            assertThat(malformed.description()).isEqualTo(description);
                        });
    }

    @Test
    void whatWeWriteWeRead() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Extension> extensions = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                extensions.add(extension(random));
            }
            String value = Extension.format(extensions);
            assertThat(ExtensionHeader.parse(List.of(value)))
                    .as("seed %d: %s", seed, value)
                    .isEqualTo(new ExtensionHeader.Listed(extensions));
            assertThat(ExtensionHeader.parse(extensions.stream().map(Extension::toString).toList()))
                    .as("seed %d, one per line: %s", seed, value)
                    .isEqualTo(new ExtensionHeader.Listed(extensions));
        }
    }

    private static Extension extension(Random random) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Optional<String> value =
                    random.nextBoolean() ? Optional.of(token(random)) : Optional.empty();
            parameters.add(new Parameter(token(random), value));
        }
        return new Extension(token(random), parameters);
    }

    private static String token(Random random) {
        StringBuilder token = new StringBuilder();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            token.append(TOKEN_CHARACTERS.charAt(random.nextInt(TOKEN_CHARACTERS.length())));
        }
        return token.toString();
    }
}
