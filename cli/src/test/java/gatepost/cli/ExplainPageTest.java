package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The outputs in docs/explain.md. To write them again:
 *
 * <pre>{@code
 * mvn -pl cli -am test -Dtest=ExplainPageTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dgatepost.write-reference=true
 * }</pre>
 */
class ExplainPageTest {
    private static final Path PAGE = Path.of("../docs/explain.md");

    /**
     * A command in a comment, possibly how many of its lines, and the block that has its output.
     */
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<!-- (.+?)(?: \\| head (\\d+))? -->\n```text\n(.*?)```", Pattern.DOTALL);

    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private static String output(String command) {
        List<String> arguments = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(command);
        while (matcher.find()) {
            arguments.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        Invocation invocation =
                Invocation.in(
                        Invocation.surroundings(Map.of(), ""), arguments.toArray(String[]::new));
        assertThat(invocation.exitCode()).as(command).isZero();
        return invocation.out();
    }

    private static String block(MatchResult block) {
        String head = block.group(2);
        String lines =
                output(block.group(1))
                        .lines()
                        .limit(head == null ? Long.MAX_VALUE : Long.parseLong(head))
                        .collect(Collectors.joining("\n", "", "\n"));
        String tail = head == null ? "" : " | head " + head;
        return "<!-- " + block.group(1) + tail + " -->\n```text\n" + lines + "```";
    }

    @Test
    void thePageShowsWhatTheCommandsSay() throws Exception {
        String page = Files.readString(PAGE);
        String expected =
                BLOCK.matcher(page).replaceAll(found -> Matcher.quoteReplacement(block(found)));
        if (Boolean.getBoolean("gatepost.write-reference")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(BLOCK.matcher(page).results()).hasSize(7);
        assertThat(Files.readString(PAGE))
                .as("docs/explain.md; the comment of this class says how to write it again")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"../docs/explain.md, 5", "../README.md, 3"})
    void theCommandsOfAPageAreUnderstood(Path page, int count) throws Exception {
        List<String> commands =
                SHELL.matcher(Files.readString(page))
                        .results()
                        .flatMap(block -> block.group(1).lines())
                        .filter(line -> line.matches("./gatepost (explain|compare|codes) .*"))
                        .map(line -> line.replaceFirst(" *#.*", ""))
                        .toList();
        assertThat(commands)
                .hasSize(count)
                .allSatisfy(line ->
                        assertThat(
                                        output(
                                                line.substring("./gatepost ".length())
                                                        .replace('\'', '"')))
                                .isNotEmpty());
    }
}
