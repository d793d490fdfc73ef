package gatepost.closing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/diagnoses.md are what is known. To write them again:
 *
 * <pre>{@code
 * mvn -pl closing -am test -Dtest=KnownLimitsPageTest -Dsurefire.failIfNoSpecifiedTests=false \\
 *     -Dgatepost.write-reference=true
 * }</pre>
 */
class KnownLimitsPageTest {
    private static final Path PAGE = Path.of("../docs/diagnoses.md");
    private static final String LIMITS =
            "| who | what it counts | limit | what changes it | signs |";
    private static final String SIZES = "| who | limit | what changes it | what the client gets |";

    @Test
    void limitsOfTime() throws IOException {
        holds(LIMITS, KnownLimit.all().stream().map(KnownLimitsPageTest::row).toList());
    }

    @Test
    void limitsOfSize() throws IOException {
        holds(SIZES, KnownSize.all().stream().map(KnownLimitsPageTest::row).toList());
    }

    private static void holds(String header, List<String> rows) throws IOException {
        if (Boolean.getBoolean("gatepost.write-reference")) {
            Files.writeString(
                    PAGE,
                    Files.readString(PAGE)
                            .replaceFirst(
                                    "(?s)(" + Pattern.quote(header) + "\n[^\n]*\n).*?(?=\n\n|$)",
                                    "$1" + Matcher.quoteReplacement(String.join("\n", rows))));
        }
        assertThat(
                        Files.readAllLines(PAGE).stream()
                                .dropWhile(line -> !line.equals(header))
                                .skip(2)
                                .takeWhile(line -> line.startsWith("|")))
                .containsExactlyElementsOf(rows);
    }

    private static String row(KnownLimit limit) {
        return row(
                limit.who(),
                switch (limit.kind()) {
                    case IDLE -> "idle";
                    case IDLE_OF_SERVER -> "idle, the server itself";
                    case IDLE_FROM_SERVER -> "idle, from the server";
                    case LIFE -> "life";
                    case FORGETS -> "forgets";
                },
                limit.inWords(),
                literal(limit.setting()),
                limit.signs().stream().map(KnownLimitsPageTest::sign).collect(joining(", ")));
    }

    private static String sign(KnownLimit.Sign sign) {
        String name = sign.name() + (sign.name().endsWith("-") ? "…" : "");
        return "`%s%s` in the %s"
                .formatted(
                        name,
                        sign.part().isEmpty() ? "" : ": " + sign.part(),
                        sign.inRequest() ? "request" : "answer");
    }

    private static String row(KnownSize size) {
        return row(
                size.who(),
                size.inWords(),
                literal(size.setting()),
                size.drops() ? "1006" : "1009");
    }

    private static String literal(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String row(String... cells) {
        List<String> all = new ArrayList<>(List.of(cells));
        return "| " + String.join(" | ", all) + " |";
    }
}
