package gatepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Closure;
import gatepost.closing.LegRecord;
import gatepost.journal.Journal;
import gatepost.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code closures}, {@code closures show} and {@code closures patterns}, in Seoul. */
class ClosuresCommandTest {
    private static final Pattern CURSOR = Pattern.compile("--before ([A-Za-z0-9_-]+)");

    @TempDir static Path folder;

    private static String url;

    /** Four endings, a minute apart; the last two ids end in the same four digits. */
    @BeforeAll
    static void fillJournal() {
        url = "jdbc:sqlite:" + folder.resolve("journal.db");
        fill(
                url,
                List.of(
                        ended(Endings.normal(), 0, "a0000001"),
                        ended(Endings.lost(), 1, "b0000002"),
                        ended(Endings.all().get(12), 2, "c0007777"), // No handshake.
                        ended(Endings.all().get(4), 3, "d0007777"))); // A violation.
    }

    static void fill(String url, List<Closure> closures) {
        try (Journal journal = Journal.open(JournalSettings.DEFAULTS.withUrl(url))) {
            closures.forEach(journal::closed);
        }
    }

    private static Closure ended(Closure closure, int minute, String endOfId) {
        Duration later = Duration.ofMinutes(minute);
        return new Closure(
                UUID.fromString("01975f2e-8a4d-7c11-9f00-0000" + endOfId),
                closure.opened().plus(later),
                closure.closed().plus(later),
                closure.route(),
                closure.endpoint(),
                closure.clientAddress(),
                closure.subprotocol(),
                closure.extensions(),
                closure.handshake(),
                later(closure.client(), later),
                later(closure.upstream(), later),
                closure.cause());
    }

    private static LegRecord later(LegRecord leg, Duration later) {
        return new LegRecord(
                leg.received(),
                leg.sent(),
                leg.tcp(),
                leg.frames(),
                leg.messages(),
                leg.octets(),
                leg.largestMessage(),
                leg.lastMessage(),
                leg.missing(),
                leg.lastReceived().map(time -> time.plus(later)),
                leg.lastSent().map(time -> time.plus(later)),
                leg.sentBefore().map(time -> time.plus(later)),
                leg.ended().map(time -> time.plus(later)));
    }

    private static Invocation closures(String... args) {
        List<String> all = new ArrayList<>(List.of("closures"));
        all.addAll(List.of(args));
        all.addAll(List.of("--journal", url));
        return run(all);
    }

    private static Invocation run(List<String> args) {
        return Invocation.in(
                Invocation.surroundings(Map.of("COLUMNS", "80"), ""), args.toArray(String[]::new));
    }

    @Test
    void listsTheNewestLast() {
        assertThat(closures())
                .isEqualTo(
                        new Invocation(
                                0,
                                """
                                  Time            To       Cause       Route     Client       Open for  Id
                                                  client
                                  11-21 02:01:02  1000     the client  /chat/**  203.0.113.7  1 min     a0000001
                                                           closed in
                                                           order
                                  11-21 02:02:02  1014     the         /chat/**  203.0.113.7  1 min     b0000002
                                                           server's
                                                           connection
                                                           was reset
                                  11-21 02:03:02  HTTP     TLS on a    -         2001:db8::7  0.0 s     c0007777
                                                           plain port
                                  11-21 02:04:02  1002     frames of   /chat/**  203.0.113.7  1 min     d0007777
                                                           the client
                                                           out of
                                                           step

                                Endings: 4. Asia/Seoul
                                """,
                                ""));
    }

    @Test
    void listsInMarkdown() {
        assertThat(closures("--markdown").out())
                .isEqualTo(
                        """
                        | Time | To client | Cause | Route | Client | Open for | Id |
                        | --- | --- | --- | --- | --- | --- | --- |
                        | 11-21 02:01:02 | 1000 | the client closed in order | `/chat/**` | `203.0.113.7` | 1 min | a0000001 |
                        | 11-21 02:02:02 | 1014 | the server's connection was reset | `/chat/**` | `203.0.113.7` | 1 min | b0000002 |
                        | 11-21 02:03:02 | HTTP | TLS on a plain port | `-` | `2001:db8::7` | 0.0 s | c0007777 |
                        | 11-21 02:04:02 | 1002 | frames of the client out of step | `/chat/**` | `203.0.113.7` | 1 min | d0007777 |

                        *Endings: 4. Asia/Seoul*
                        """);
    }

    @Test
    void listsInKorean() {
        assertThat(closures("--lang", "ko", "--code", "1014").out())
                .isEqualTo(
                        """
                          시간            클라이언트로  원인    라우트    클라이언트   연결     ID
                                                                                       시간
                          11-21 02:02:02  1014          서버의  /chat/**  203.0.113.7  1 min    b0000002
                                                        연결이
                                                        RST로
                                                        끊김

                        종료 건수: 1. Asia/Seoul
                        """);
    }

    @Test
    void printsAnObjectOnEachLine() {
        assertThat(closures("--json", "--cause", "NoHandshake").out())
                .isEqualTo(
                        """
                        {"id":"01975f2e-8a4d-7c11-9f00-0000c0007777","opened":"2026-11-20T17:03:02.005Z","closed":"2026-11-20T17:03:02.005Z","normal":false,"cause":"NoHandshake","endedBy":"gateway","suspect":"client-speaks-tls","evidence":"answered with HTTP 400: TLS came, and this port speaks none","clientAddress":"[2001:db8::7]:40000","path":"","extensions":""}
                        """);
        assertThat(closures("--json").out().lines()).hasSize(4);
    }

    @Test
    void pagesAreReadFromTheNewestToTheOldest() {
        Invocation newest = closures("--limit", "3");
        assertThat(ids(newest)).containsExactly("b0000002", "c0007777", "d0007777");
        Matcher cursor = CURSOR.matcher(newest.out());
        assertThat(cursor.find()).isTrue();

        Invocation older = closures("--limit", "3", "--before", cursor.group(1));
        assertThat(ids(older)).containsExactly("a0000001");
        assertThat(older.out()).doesNotContain("--before");
    }

    private static List<String> ids(Invocation listed) {
        return Pattern.compile("[abcd]000[0-9]{4}")
                .matcher(listed.out())
                .results()
                .map(each -> each.group())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --errors                                  | b c d
                    --code 1000                               | a
                    --code 1006                               | b d
                    --code 1006 --leg client                  | d
                    --code 1006 --leg upstream                | b
                    --code 1014,1002                          | b d
                    --code 1014 --code 1000                   | a b
                    --cause UpstreamLost                      | b
                    --cause UpstreamLost,ClientClosed         | a b
                    --route /chat/**                          | a b d
                    --route /other                            |
                    --endpoint ws://10.0.0.1:9000             | a b d
                    --client 203.0.113.7                      | a b d
                    --client 203.0.113.0/24                   | a b d
                    --client 2001:db8::/32                    | c
                    --client [2001:db8::7]:40000              | c
                    --since 2026-11-21T02:02:02               | b c d
                    --since 2026-11-20T17:03:02Z              | c d
                    --since 58m                               | b c d
                    --since 1d                                | a b c d
                    --since 02:03                             | c d
                    --since 2026-11-21                        | a b c d
                    --since 2026-11-22                        |
                    --until 02:03                             | a b
                    --since 02:02 --until 02:03 --errors      | b
                    """)
    void listsWhatIsAskedFor(String options, String expected) {
        Invocation listed = closures(options.split(" ", -1));

        assertThat(ids(listed).stream().map(id -> id.substring(0, 1)))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ", -1)));
        assertThat(listed.exitCode()).isEqualTo(expected == null ? 1 : 0);
        assertThat(listed.err()).isEmpty();
    }

    @Test
    void saysThatNoneFits() {
        assertThat(closures("--code", "4999"))
                .isEqualTo(new Invocation(1, "No connection has ended that fits.\n", ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --since yesterday  | --since: expected a span such as 1h or 7d, or a time such as 14:02, 2026-11-26 or 2026-11-26T14:02Z, found "yesterday"
                    --until 25:00      | --until: expected a span such as 1h or 7d, or a time such as 14:02, 2026-11-26 or 2026-11-26T14:02Z, found "25:00"
                    --code 10006       | --code: expected a close code, found "10006"
                    --code abc         | --code: expected a close code, found "abc"
                    --leg both         | Invalid value for option '--leg': expected one of client, upstream, either
                    --cause Lost       | no such cause: Lost; there are ClientClosed, ClientLost, ClientRefused, ClientSilent, ClientViolation, GatewayDraining, GatewayFault, GatewayFull, HandshakeRefused, IdleTimeout, NoHandshake, UpstreamClosed, UpstreamLost, UpstreamRefused, UpstreamSilent, UpstreamUnavailable, UpstreamViolation
                    --client me        | neither an address nor a network, such as 203.0.113.7 or 203.0.113.0/24: me
                    --limit 0          | --limit: expected 1 to 100000
                    --before here      | --before: expected what an answer named, found "here"
                    --follow --markdown | --follow has no form in Markdown
                    --json --markdown  | --json and --markdown are two forms
                    """)
    void wrongUsageIsSaidInOneLine(String options, String message) {
        assertThat(closures(options.split(" ", -1)))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                "gatepost closures: "
                                        + message
                                        + "\nTry 'gatepost closures --help'.\n"));
    }

    @Test
    void showsWhatOneEndedBy() {
        assertThat(closures("show", "b0000002"))
                .isEqualTo(
                        new Invocation(
                                0,
                                """
                                the server's connection was reset
                                2026-11-21 02:02:02 Asia/Seoul, 01975f2e-8a4d-7c11-9f00-0000b0000002

                                The server's side reset TCP. Its program crashed or was killed, or closed its
                                socket with data unread.

                                  Ended by     the network, or whoever vanished without a word
                                  Whose fault  open
                                  How sure     certain
                                  Route        /chat/**
                                  Endpoint     ws://10.0.0.1:9000
                                  Client       203.0.113.7:40000

                                What to do
                                  1. who writes the server: Look whether the process was killed, for want of
                                     memory for instance, and whether it closes sockets without reading on.
                                  2. who runs Gatepost: If connections are reset after the same time, look at
                                     what stands between Gatepost and the server.

                                What was seen
                                  in the log    RST between frames after 80211 octets, without a Close frame
                                  Close frames  client: sent 1014 "upstream: connection lost", got 1014
                                                  "upstream: connection lost"
                                                server: sent -, got -
                                  end of TCP    client: FIN, 0 ms after the first
                                                server: RST, 0 ms after the first
                                  silence       client: sent nothing for 0 s, got nothing for 0 s; open for
                                                  62.0 s
                                                server: sent nothing for 0 s, got nothing for 0 s; open for
                                                  62.0 s
                                  received      client: messages: 2, octets: 21; the largest message 7 B, the
                                                  last 6 B
                                                server: messages: 39, octets: 80211; the largest message 16384
                                                  B, the last 2000 B
                                  request       host: chat.example.com
                                                user-agent: Mozilla/5.0
                                  answer        HTTP 101
                                """,
                                ""));
        assertThat(closures("show", "0002")).isEqualTo(closures("show", "B0000002"));
    }

    @Test
    void showsInKorean() {
        assertThat(closures("show", "b0000002", "--lang", "ko").out())
                .isEqualTo(
                        """
                        서버의 연결이 RST로 끊김
                        2026-11-21 02:02:02 Asia/Seoul, 01975f2e-8a4d-7c11-9f00-0000b0000002

                        서버 쪽에서 TCP를 RST로 끊었습니다. 프로그램에 크래시가 났거나, 프로그램이 강제
                        종료되었거나, 읽지 않은 데이터를 남긴 채 소켓을 닫았습니다.

                          연결을 끝낸 쪽  네트워크, 또는 말없이 사라진 쪽
                          책임 소재       불분명
                          확실한 정도     확실함
                          라우트          /chat/**
                          엔드포인트      ws://10.0.0.1:9000
                          클라이언트      203.0.113.7:40000

                        조치 방법
                          1. 서버 개발자: 메모리 부족 등으로 프로세스가 강제 종료되었는지, 소켓을 끝까지
                             읽지 않고 닫는지 확인하세요.
                          2. Gatepost 운영자: 연결들이 같은 시간이 지난 뒤에 RST로 끊긴다면 Gatepost와
                             서버 사이에 무엇이 있는지 확인하세요.

                        확인된 근거
                          로그 기록     RST between frames after 80211 octets, without a Close frame
                          Close 프레임  클라이언트: 보냄 1014 "upstream: connection lost", 받음 1014
                                          "upstream: connection lost"
                                        서버: 보냄 -, 받음 -
                          TCP 종료      클라이언트: FIN, 첫 종료로부터 0 ms 뒤
                                        서버: RST, 첫 종료로부터 0 ms 뒤
                          무통신 시간   클라이언트: 0 s 동안 보낸 것 없음, 0 s 동안 받은 것 없음, 열려
                                          있던 시간 62.0 s
                                        서버: 0 s 동안 보낸 것 없음, 0 s 동안 받은 것 없음, 열려 있던
                                          시간 62.0 s
                          수신량        클라이언트: 메시지 2개, 21바이트, 가장 큰 메시지 7 B, 마지막
                                          메시지 6 B
                                        서버: 메시지 39개, 80211바이트, 가장 큰 메시지 16384 B, 마지막
                                          메시지 2000 B
                          요청          host: chat.example.com
                                        user-agent: Mozilla/5.0
                          응답          HTTP 101
                        """);
    }

    @Test
    void showsInMarkdown() {
        assertThat(closures("show", "b0000002", "--markdown").out())
                .isEqualTo(
                        """
                        # the server's connection was reset

                        *2026-11-21 02:02:02 Asia/Seoul, 01975f2e-8a4d-7c11-9f00-0000b0000002*

                        **The server's side reset TCP. Its program crashed or was killed, or closed its socket with data unread.**

                        - Ended by: the network, or whoever vanished without a word
                        - Whose fault: open
                        - How sure: certain
                        - Route: `/chat/**`
                        - Endpoint: `ws://10.0.0.1:9000`
                        - Client: `203.0.113.7:40000`

                        ## What to do

                        1. who writes the server: Look whether the process was killed, for want of memory for instance, and whether it closes sockets without reading on.
                        2. who runs Gatepost: If connections are reset after the same time, look at what stands between Gatepost and the server.

                        ## What was seen

                        ```text
                        in the log    RST between frames after 80211 octets, without a Close frame
                        Close frames  client: sent 1014 "upstream: connection lost", got 1014 "upstream: connection lost"
                                      server: sent -, got -
                        end of TCP    client: FIN, 0 ms after the first
                                      server: RST, 0 ms after the first
                        silence       client: sent nothing for 0 s, got nothing for 0 s; open for 62.0 s
                                      server: sent nothing for 0 s, got nothing for 0 s; open for 62.0 s
                        received      client: messages: 2, octets: 21; the largest message 7 B, the last 6 B
                                      server: messages: 39, octets: 80211; the largest message 16384 B, the last 2000 B
                        request       host: chat.example.com
                                      user-agent: Mozilla/5.0
                        answer        HTTP 101
                        ```
                        """);
    }

    @Test
    void saysThatAnIdIsMissingOrThatThereAreMore() {
        assertThat(closures("show", "9999"))
                .isEqualTo(
                        new Invocation(
                                1,
                                "",
                                "gatepost closures show: The journal has no ending whose id begins"
                                        + " or ends with 9999.\n"));
        assertThat(closures("show", "7777"))
                .isEqualTo(
                        new Invocation(
                                1,
                                "",
                                "gatepost closures show: More than one ending has an id that begins"
                                    + " or ends with 7777: 01975f2e-8a4d-7c11-9f00-0000d0007777,"
                                    + " 01975f2e-8a4d-7c11-9f00-0000c0007777\n"));
        assertThat(closures("show", "9999", "--lang", "ko").err())
                .isEqualTo(
                        "gatepost closures show: 저널에 ID가 9999(으)로 시작하거나 끝나는 종료 기록이" + " 없습니다.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no id", "%", "abc", "____", "\u001b[31m", "12345'--"})
    void whatIsNoIdIsSaid(String part) {
        assertThat(closures("show", part))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                "gatepost closures show: an id has digits, the letters a to f and"
                                        + " hyphens, and at least four of them are needed: "
                                        + Printable.of(part)
                                        + "\nTry 'gatepost closures show --help'.\n"));
    }

    @Test
    void saysWhatManyHaveInCommon(@TempDir Path other) {
        String many = "jdbc:sqlite:" + other.resolve("journal.db");
        List<Closure> closures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closures.add(ended(Endings.lost(), 10 * i, "b000000" + i));
            closures.add(ended(Endings.normal(), 10 * i + 5, "a000000" + i));
        }
        fill(many, closures);

        assertThat(run(List.of("closures", "patterns", "--journal", many)))
                .isEqualTo(
                        new Invocation(
                                0,
                                """
                                Looked at 16 endings, 8 of them errors.

                                8 of 8 connections whose server was lost ended at the same age, 62 s, whatever
                                was sent. Endpoints: ws://10.0.0.1:9000.

                                  • Confidence: 68 %. Share: 100 %.
                                  • Nothing that was recorded speaks against it.
                                  • Look for a limit on the life of connections of 62 s between Gatepost and the
                                    server or in it. Pings do not help against it.
                                  • For example: `b0000007`, `b0000006`, `b0000005`

                                8 of 8 errors have the same cause: the server's connection was reset. Endpoints:
                                ws://10.0.0.1:9000.

                                  • Confidence: 68 %. Share: 100 %.
                                  • Nothing that was recorded speaks against it.
                                  • Look at one of them with `gatepost closures show`.
                                  • For example: `b0000007`, `b0000006`, `b0000005`
                                """,
                                ""));
        assertThat(closures("patterns"))
                .isEqualTo(
                        new Invocation(
                                1,
                                """
                                Looked at 4 endings, 3 of them errors.

                                They have nothing in common that stands out.
                                """,
                                ""));
    }

    @Test
    void saysThatThereIsNoJournalAndMakesNone() {
        Path missing = folder.resolve("missing/journal.db");
        for (String command : List.of("", "show", "patterns")) {
            List<String> args = new ArrayList<>(List.of("closures"));
            if (!command.isEmpty()) {
                args.add(command);
            }
            if (command.equals("show")) {
                args.add("b0000002");
            }
            args.addAll(List.of("--journal", "jdbc:sqlite:" + missing));
            assertThat(run(args))
                    .isEqualTo(
                            new Invocation(
                                    1,
                                    "",
                                    "gatepost %s: There is no journal at %s.\n"
                                            .formatted(("closures " + command).strip(), missing)));
        }
        assertThat(missing.getParent()).doesNotExist();
    }

    @Test
    void saysThatAFileIsNoJournal() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no database\n".repeat(100));
        Invocation invocation = run(List.of("closures", "--journal", "jdbc:sqlite:" + text));

        assertThat(invocation.exitCode()).isEqualTo(1);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err())
                .startsWith("gatepost closures: The journal at jdbc:sqlite:" + text)
                .endsWith("\n")
                .containsOnlyOnce("\n");
    }

    private static String configuration(String journal) throws IOException {
        return Files.writeString(
                        Files.createTempFile(folder, "gatepost", ".yaml"),
                        """
                        listen: [{address: 127.0.0.1:0}]
                        routes: [{path: /**, upstream: a}]
                        upstreams: {a: {endpoints: [ws://127.0.0.1:9000]}}
                        journal: %s
                        """
                                .formatted(journal))
                .toString();
    }

    @Test
    void readsTheJournalOfAConfiguration() throws IOException {
        String file = configuration("{url: \"" + url + "\"}");
        assertThat(run(List.of("closures", "--config", file))).isEqualTo(closures());
        assertThat(run(List.of("closures", "show", "0002", "--config", file)))
                .isEqualTo(closures("show", "0002"));
    }

    @Test
    void saysWhyAConfigurationNamesNoJournal() throws IOException {
        String off = configuration("off");
        assertThat(run(List.of("closures", "--config", off)).err())
                .startsWith("gatepost closures: " + off + ": the journal is off\n");
        String faulty = configuration("{keep: soon}\nroute: []");
        Invocation invocation = run(List.of("closures", "--config", faulty));
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err())
                .startsWith(
                        "gatepost closures: %1$s: 2 errors; gatepost check %1$s says which\n"
                                .formatted(faulty));
        String missing = folder.resolve("missing.yaml").toString();
        assertThat(run(List.of("closures", "--config", missing)).err())
                .startsWith("gatepost closures: " + missing + ": no such file\n");
        assertThat(closures("--config", off))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                """
                                gatepost closures: --config and --journal both name a journal
                                Try 'gatepost closures --help'.
                                """));
        assertThat(run(List.of("closures", "--journal", "mysql://a")).err())
                .startsWith(
                        "gatepost closures: a journal's URL begins with jdbc:sqlite: or"
                                + " jdbc:postgresql:: mysql://a\n");
    }
}
