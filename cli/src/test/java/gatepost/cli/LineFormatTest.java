package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/**
 * What all formats write of endings of every cause, line by line as in the files beside this class.
 * To write those again after a change, which is then to be read:
 *
 * <pre>{@code
 * mvn -pl cli -am test -Dtest=LineFormatTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dgatepost.write-endings=true
 * }</pre>
 */
class LineFormatTest {
    private static final LineFormat TEXT = new TextLines(false, ZoneOffset.UTC);
    private static final LineFormat COLOURS = new TextLines(true, ZoneOffset.UTC);
    private static final LineFormat LOGFMT = new LogfmtLines();
    private static final LineFormat JSON = new JsonLines();

    static final List<LineFormat> ALL = List.of(TEXT, COLOURS, LOGFMT, JSON);

    private static LineFormat named(String name) {
        return switch (name) {
            case "text" -> TEXT;
            case "logfmt" -> LOGFMT;
            case "json" -> JSON;
            default -> throw new AssertionError(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "logfmt", "json"})
    void writesALineForEachEnding(String format) throws Exception {
        Path file = Path.of("src/test/resources/gatepost/cli/endings." + format);
        String lines =
                Endings.all().stream()
                        .map(named(format)::of)
                        .collect(Collectors.joining())
                        .replace(Version.TEXT, "VERSION");
        if (Boolean.getBoolean("gatepost.write-endings")) {
            Files.writeString(file, lines);
        }

        assertThat(lines).isEqualTo(Files.readString(file));
        assertThat(lines.lines()).hasSize(Endings.all().size());
    }

    @Test
    void theFilesHaveEveryCause() {
        assertThat(Endings.all())
                .<Class<?>>extracting(closure -> closure.cause().getClass())
                .containsAll(List.of(Cause.class.getPermittedSubclasses()));
    }

    @Test
    void coloursNothingButWhatStandsThereAnyway() {
        for (Closure closure : Endings.all()) {
            String coloured = COLOURS.of(closure);
            assertThat(coloured).contains("\u001b[");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(TEXT.of(closure));
        }
    }

    @Test
    void errorsStandOutFromNormalEndings() {
        assertThat(COLOURS.of(Endings.normal())).contains("\u001b[32mClientClosed");
        assertThat(COLOURS.of(Endings.lost())).contains("\u001b[1;33mUpstreamLost");
        assertThat(COLOURS.of(Endings.all().getLast())).contains("\u001b[1;31mGatewayFault");
    }

    /** A stack trace in JSON stands in the line; otherwise in lines that belong to it. */
    @Test
    void writesWhatElseIsSaid() {
        Remark remark =
                new Remark(
                        Endings.CLOSED,
                        Level.WARN,
                        "gatepost.gateway.Connecting",
                        "upstream chat ws://10.0.0.1:9000: connection refused",
                        Optional.empty());
        Remark failed =
                new Remark(
                        Endings.CLOSED,
                        Level.ERROR,
                        "gatepost.gateway.Relay",
                        "connection failed",
                        Optional.of(
                                new Remark.Thrown(
                                        "java.lang.IllegalStateException",
                                        "no\nbuffer",
                                        """
                                        java.lang.IllegalStateException: no
                                        buffer
                                        \tat gatepost.gateway.Relay.received(Relay.java:1)
                                        """)));

        assertThat(TEXT.of(remark))
                .isEqualTo(
                        "17:01:02.005 WARN  upstream chat ws://10.0.0.1:9000: connection"
                                + " refused\n");
        assertThat(LOGFMT.of(remark))
                .isEqualTo(
                        "2026-11-20T17:01:02.005Z WARN upstream chat ws://10.0.0.1:9000: connection"
                                + " refused\n");
        assertThat(JSON.of(remark).replace(Version.TEXT, "VERSION"))
                .isEqualTo(
                        """
                        {"@timestamp":"2026-11-20T17:01:02.005Z",\
                        "log":{"level":"warn","logger":"gatepost.gateway.Connecting"},\
                        "message":"upstream chat ws://10.0.0.1:9000: connection refused",\
                        "ecs":{"version":"8.17.0"},\
                        "service":{"name":"gatepost","type":"gatepost","version":"VERSION"}}
                        """);
        String trace =
                """
                java.lang.IllegalStateException: no
                buffer
                    at gatepost.gateway.Relay.received(Relay.java:1)
                """
                        .indent(4);
        assertThat(TEXT.of(failed)).isEqualTo("17:01:02.005 ERROR connection failed\n" + trace);
        assertThat(LOGFMT.of(failed))
                .isEqualTo("2026-11-20T17:01:02.005Z ERROR connection failed\n" + trace);
        assertThat(JSON.of(failed))
                .hasLineCount(1)
                .contains(
                        "\"error\":{\"type\":\"java.lang.IllegalStateException\",\"message\":\"no\\nbuffer\",\"stack_trace\":\"java.lang.IllegalStateException:"
                            + " no\\nbuffer\\n\\tat"
                            + " gatepost.gateway.Relay.received(Relay.java:1)\\n\"}}");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void tellsPeopleWhatTheyAreToldAnyway(LineFormat format) {
        String told = "gatepost listens\n  /** -> a\n";
        if (format instanceof JsonLines) {
            assertThat(format.told(told).lines())
                    .hasSize(2)
                    .satisfiesExactly(
                            line -> assertThat(line).contains("\"message\":\"gatepost listens\""),
                            line -> assertThat(line).contains("\"message\":\"/** -> a\""));
        } else {
            assertThat(format.told(told)).isEqualTo(told);
        }
    }
}
