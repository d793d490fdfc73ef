package gatepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogAppenderTest {
    private static final Logger LOGGER = LoggerFactory.getLogger("gatepost.test");

    @Test
    void keepsMessagesOnOneLineAndIndentsTraces() {
        String text =
                logged(() ->
                        LOGGER.error(
                                "first\nsecond",
                                new IllegalStateException("third\nfourth\u001b[2J")));
        assertThat(text.lines().filter(line -> !line.startsWith("    ")))
                .singleElement()
                .asString()
                .matches(
                        "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z ERROR"
                                + " first\\\\nsecond");
        assertThat(text).contains("    fourth\\u001B[2J").contains("        at gatepost.cli.");
    }

    @Test
    void leavesOutWhatNettyOnlyMentions() {
        assertThat(logged(() -> LoggerFactory.getLogger("io.netty.x").info("hello"))).isEmpty();
        assertThat(logged(() -> LOGGER.debug("hello"))).isEmpty();
    }

    @Test
    void givesWhatIsSaidToTheLogThatIsOpen() {
        String text =
                logged(() -> {
                    try (Log log = Log.open(new JsonLines(), Sampling.ALL)) {
                        LOGGER.warn("about {}", "안녕", new IllegalStateException());
                        log.closed(Endings.normal());
                    }
                    LOGGER.info("behind it");
                });
        assertThat(text.lines()).hasSize(3);
        JsonNode said = JsonMapper.shared().readTree(text.lines().findFirst().orElseThrow());
        assertThat(said.path("message").asString()).isEqualTo("about 안녕");
        assertThat(said.at("/log/level").asString()).isEqualTo("warn");
        assertThat(said.at("/log/logger").asString()).isEqualTo("gatepost.test");
        assertThat(said.at("/error/type").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(said.at("/error/message").isMissingNode()).isTrue();
        assertThat(said.at("/error/stack_trace").asString()).contains("\tat gatepost.cli.");
        assertThat(text.lines().skip(1).findFirst())
                .contains(new JsonLines().of(Endings.normal()).strip());
        assertThat(text).endsWith("Z INFO behind it\n");
    }

    private static String logged(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(written, true, UTF_8));
            action.run();
        } finally {
            System.setOut(before);
        }
        return written.toString(UTF_8);
    }
}
