package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.Closure;
import gatepost.closing.HandshakeRecord;
import gatepost.closing.LegRecord;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ClosureLogTest {
    private static final Instant OPENED = Instant.parse("2026-11-20T17:00:00Z");
    private static final Cause CAUSE = new Cause.ClientClosed();

    @Test
    void writesAllThatIsKnown() {
        assertThat(
                        ClosureLog.line(
                                closure(
                                        leg(
                                                Optional.of(new CloseFrame(1000, "bye")),
                                                TcpEnding.FIN),
                                        leg(Optional.of(new CloseFrame(1005, "")), TcpEnding.RST),
                                        Optional.of("ws://127.0.0.1:9000"))))
                .isEqualTo(
                        "cause=ClientClosed by=client route=/** endpoint=ws://127.0.0.1:9000"
                            + " client=127.0.0.1:40000 client.received=1000 client.reason=bye"
                            + " client.sent=1001 client.sent-reason=\"upstream: gone\""
                            + " client.tcp=fin client.frames=3 client.messages=2 client.octets=1"
                            + " upstream.received=1005 upstream.reason=- upstream.sent=1001"
                            + " upstream.sent-reason=\"upstream: gone\" upstream.tcp=rst"
                            + " upstream.frames=3 upstream.messages=2 upstream.octets=1"
                            + " subprotocol=chat extensions=- duration=62.005s"
                            + " id=01975f2e-8a4d-7c11-9f00-000000000001 evidence="
                                + quoted(CAUSE.evidence()));
    }

    @Test
    void marksWhatNeverWas() {
        assertThat(
                        ClosureLog.line(
                                closure(
                                        leg(Optional.empty(), TcpEnding.ABORTED),
                                        LegRecord.NEVER_OPENED,
                                        Optional.empty())))
                .contains(" endpoint=- ")
                .contains(" client.received=1006 client.reason=- ")
                .contains(
                        " upstream.received=- upstream.reason=- upstream.sent=-"
                                + " upstream.sent-reason=- upstream.tcp=never-opened ");
    }

    @Test
    void letsNoPeerWriteALineOfItsOwn() {
        LegRecord forged =
                leg(
                        Optional.of(
                                new CloseFrame(
                                        4000,
                                        "x\" by=gateway\n2026-11-20T17:00:00.000Z INFO closed"
                                                + " cause=Y\u001b[2J\u202E")),
                        TcpEnding.FIN);
        assertThat(ClosureLog.line(closure(forged, forged, Optional.empty())))
                .contains(
                        " client.reason=\"x\\\" by=gateway\\n2026-11-20T17:00:00.000Z INFO closed"
                                + " cause=Y\\u001B[2J\\u202E\" ")
                .hasLineCount(1);
    }

    @Test
    void writesLinesWithTimeAndLevelToStandardOutput() {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LegRecord leg = leg(Optional.empty(), TcpEnding.FIN);
        try {
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            new ClosureLog().closed(closure(leg, leg, Optional.empty()));
        } finally {
            System.setOut(before);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .matches(
                        "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z INFO closed"
                                + " cause=ClientClosed by=client .*\n");
    }

    @Test
    void hasTheKeysThatAreDocumented() throws Exception {
        LegRecord leg = leg(Optional.empty(), TcpEnding.FIN);
        List<String> written =
                matches(" ?([a-z.-]+)=", ClosureLog.line(closure(leg, leg, Optional.empty())));
        String page = Files.readString(Path.of("../docs/log.md"));
        assertThat(matches("(?m)^\\| `([a-z.-]+)`", page)).isEqualTo(written);
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(r -> r.group(1)).toList();
    }

    private static String quoted(String text) {
        return new Logfmt().with("k", text).toString().substring(2);
    }

    private static LegRecord leg(Optional<CloseFrame> received, TcpEnding tcp) {
        return new LegRecord(
                received,
                Optional.of(new CloseFrame(1001, "upstream: gone")),
                tcp,
                3,
                2,
                1,
                1,
                1,
                0,
                Optional.of(OPENED),
                Optional.of(OPENED),
                Optional.of(OPENED));
    }

    private static Closure closure(
            LegRecord client, LegRecord upstream, Optional<String> endpoint) {
        return new Closure(
                UUID.fromString("01975f2e-8a4d-7c11-9f00-000000000001"),
                OPENED,
                OPENED.plusMillis(62_005),
                Optional.of("/**"),
                endpoint,
                "127.0.0.1:40000",
                Optional.of("chat"),
                "",
                HandshakeRecord.EMPTY,
                client,
                upstream,
                CAUSE);
    }
}
