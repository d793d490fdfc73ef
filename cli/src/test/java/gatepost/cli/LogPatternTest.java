package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogPatternTest {
    @Test
    void keepsMessagesOnOneLineAndIndentsTraces() {
        String text =
                logged(() ->
                        LoggerFactory.getLogger("gatepost.test")
                                .error(
                                        "first\nsecond",
                                        new IllegalStateException("third\nfourth\u001b[2J")));
        assertThat(text.lines().filter(line -> !line.startsWith("    ")))
                .singleElement()
                .asString()
                .endsWith("Z ERROR first\\nsecond");
        assertThat(text).contains("    fourth\\u001B[2J").contains("        at gatepost.cli.");
    }

    @Test
    void leavesOutWhatNettyOnlyMentions() {
        assertThat(logged(() -> LoggerFactory.getLogger("io.netty.x").info("hello"))).isEmpty();
        assertThat(logged(() -> LoggerFactory.getLogger("gatepost.x").debug("hello"))).isEmpty();
    }

    private static String logged(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            action.run();
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
