package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatepost.closing.Closure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a peer controls stays what it is: a part of one line, which a program reads back. */
class LineInjectionTest {
    private static final String FORGED_LOGFMT = "2026-11-20T17:00:00.000Z INFO closed cause=Forged";
    private static final String FORGED_JSON = "{\"@timestamp\":\"2026-11-20T17:00:00.000Z\"}";

    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                "-",
                " ",
                "plain",
                "bye\n" + FORGED_LOGFMT,
                "bye\r\n" + FORGED_JSON + "\r\n",
                "bye\r17:00:00.000 INFO  Forged",
                "bye\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029" + FORGED_JSON,
                "\u001b[2J\u001b[H\u001b]0;title\u0007\u001b[31mred",
                "\u009b2J\u0090q\u009c\u007f\b\b\b",
                "\u0000\u0000",
                "\" by=gateway cause=\"Forged",
                "\"},\"forged\":{\"a\":\"b",
                "\\",
                "\\\\\" x=\\u000a",
                "\\n\\r\\u001B",
                "a=b c=d",
                "\u202Egnp.exe\u202C \u2066a\u2067b\u2068c\u2069"
                        + " \u200E\u200F\u061C\u202A\u202B\u202D",
                "\uFEFF\u200B\u00AD\u2060\uFFF9\uFFFB",
                "\uD800",
                "\uDC00\uD800x\uDBFF",
                "😀 안녕 é \uDB40\uDC41\uD834\uDD73",
                "%n%s%d{0}{}${jndi:x}@|red x|@",
                "<script>alert(1)</script>&amp;",
                "long".repeat(25_000),
                "\"\\\n\u001b\uD800".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void breaksOutOfNoLine(String text) {
        check(text);
    }

    @FuzzTest(maxDuration = "10m")
    void noTextBreaksOutOfALine(byte[] octets) {
        check(new String(octets, UTF_8));
        check(new String(octets, UTF_16BE)); // Which has halves of surrogate pairs.
    }

    @Test
    void noTextOfSuchCharactersBreaksOutOfALine() {
        Random random = new Random(20261127);
        String alphabet =
                hostileTexts().filter(text -> text.length() < 1000).reduce("", String::concat);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append(
                        random.nextInt(4) == 0
                                ? (char) random.nextInt(0x10000)
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            check(text.toString());
        }
    }

    private static void check(String text) {
        Closure closure = Endings.hostile(text);
        Remark remark =
                new Remark(
                        Endings.CLOSED,
                        Level.WARN,
                        "gatepost",
                        text,
                        Optional.of(new Remark.Thrown("Thrown", text, text)));
        for (LineFormat format : LineFormatTest.ALL) {
            assertOneLine(withoutColours(format, closure));
            assertLinesThatBelongTogether(format.of(remark));
        }
        readsBack(text, new JsonLines().of(closure));
        readsBackPairs(text, new LogfmtLines().of(closure));
        JsonNode json = JsonMapper.shared().readTree(new JsonLines().of(remark));
        assertThat(json.path("message").asString()).isEqualTo(text);
        assertThat(json.at("/error/stack_trace").asString()).isEqualTo(text);
    }

    /** Our own sequences are the only ones: as many with a harmless text as with this. */
    private static String withoutColours(LineFormat format, Closure closure) {
        String line = format.of(closure);
        if (!(format instanceof TextLines)) {
            return line;
        }
        String sequences = "\u001b\\[(0|1|2|32|31|1;33|1;31)m";
        return line.replaceAll(sequences, "");
    }

    private static void assertOneLine(String line) {
        assertThat(line).endsWith("\n");
        assertThat(line.substring(0, line.length() - 1).codePoints().filter(Printable::isUnsafe))
                .as(line)
                .isEmpty();
    }

    /** What follows the line of a remark begins with spaces. */
    private static void assertLinesThatBelongTogether(String lines) {
        List<String> each = List.of(lines.split("\n", -1));
        assertThat(each.getLast()).isEmpty();
        assertThat(each.subList(1, each.size() - 1)).allMatch(line -> line.startsWith("    "));
        each.forEach(line ->
                assertThat(line.replaceAll("\u001b\\[[0-9;]*m", "").codePoints())
                        .noneMatch(Printable::isUnsafe));
    }

    private static void readsBack(String text, String line) {
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.at("/event/reason").asString()).isEqualTo(text);
        assertThat(json.at("/url/path").asString()).isEqualTo(text);
        assertThat(json.at("/gatepost/subprotocol").asString()).isEqualTo(text);
        assertThat(json.at("/gatepost/extensions").asString()).isEqualTo(text);
        for (String leg : List.of("client", "upstream")) {
            assertThat(json.path("gatepost").path(leg).at("/received/reason").asString())
                    .isEqualTo(Endings.fitting(text));
        }
        assertThat(json.at("/user_agent/original").asString())
                .isEqualTo(text.replace('\n', ' ').replace('\r', ' '));
        assertThat(json.path("forged").isMissingNode()).isTrue();
    }

    private static void readsBackPairs(String text, String line) {
        String pairs = line.substring(line.indexOf("cause="), line.length() - 1);
        Map<String, String> read = LogfmtReader.pairs(pairs);
        assertThat(read)
                .containsEntry("cause", "ClientClosed")
                .containsEntry("evidence", text)
                .containsEntry("route", text)
                .containsEntry("path", text.isEmpty() ? "-" : text)
                .containsEntry("extensions", text.isEmpty() ? "-" : text)
                .containsEntry("client.reason", text.isEmpty() ? "-" : Endings.fitting(text));
        assertThat(read).hasSize(30);
    }
}
