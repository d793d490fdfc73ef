package gatepost.acceptance;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.Violation;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What both legs and the record get when an end breaks RFC 6455; each row from either end. */
final class ViolationTest {
    /** Not one octet is sent behind the one that decides. Before that, {@code hi} or nothing. */
    private static final String TABLE =
            """
            RESERVED_BITS            |       | 8182000000006869 a1                | 81026869 a1            | 1002 | reserved bits RSV1-3 are 010                            | at octet 8, frame header a1 at 8                    | at octet 4, frame header a1 at 4
            RESERVED_BITS            |       | 8182000000006869 d2                | 81026869 d2            | 1002 | reserved bits RSV1-3 are 101                            | at octet 8, frame header d2 at 8                    | at octet 4, frame header d2 at 4
            RESERVED_BITS            |       | c1                                 | c1                     | 1002 | reserved bits RSV1-3 are 100                            | at octet 0, frame header c1 at 0                    | at octet 0, frame header c1 at 0
            RESERVED_BITS            | deflate | e1                               | e1                     | 1002 | reserved bits RSV1-3 are 110                            | at octet 0, frame header e1 at 0                    | at octet 0, frame header e1 at 0
            COMPRESSED_CONTROL_FRAME | deflate | 8182000000006869 c9              | 81026869 c9            | 1002 | a control frame is marked as compressed                 | at octet 8, frame header c9 at 8                    | at octet 4, frame header c9 at 4
            COMPRESSED_CONTINUATION  | deflate | 41810000000061 40                | 410161 40              | 1002 | a continuation frame is marked as compressed            | at octet 7, frame header 40 at 7                    | at octet 3, frame header 40 at 3
            RESERVED_OPCODE          |       | 8182000000006869 83                | 81026869 83            | 1002 | reserved opcode 0x3                                     | at octet 8, frame header 83 at 8                    | at octet 4, frame header 83 at 4
            RESERVED_OPCODE          |       | 87                                 | 87                     | 1002 | reserved opcode 0x7                                     | at octet 0, frame header 87 at 0                    | at octet 0, frame header 87 at 0
            RESERVED_OPCODE          |       | 8b                                 | 8b                     | 1002 | reserved opcode 0xb                                     | at octet 0, frame header 8b at 0                    | at octet 0, frame header 8b at 0
            RESERVED_OPCODE          |       | 0f                                 | 0f                     | 1002 | reserved opcode 0xf                                     | at octet 0, frame header 0f at 0                    | at octet 0, frame header 0f at 0
            FRAGMENTED_CONTROL_FRAME |       | 8182000000006869 09                | 81026869 09            | 1002 | a control frame is fragmented                           | at octet 8, frame header 09 at 8                    | at octet 4, frame header 09 at 4
            FRAGMENTED_CONTROL_FRAME |       | 08                                 | 08                     | 1002 | a control frame is fragmented                           | at octet 0, frame header 08 at 0                    | at octet 0, frame header 08 at 0
            FRAGMENTED_CONTROL_FRAME |       | 0a                                 | 0a                     | 1002 | a control frame is fragmented                           | at octet 0, frame header 0a at 0                    | at octet 0, frame header 0a at 0
            CONTINUATION_OF_NOTHING  |       | 8182000000006869 80                | 81026869 80            | 1002 | a continuation frame continues no message               | at octet 8, frame header 80 at 8                    | at octet 4, frame header 80 at 4
            CONTINUATION_OF_NOTHING  |       | 00                                 | 00                     | 1002 | a continuation frame continues no message               | at octet 0, frame header 00 at 0                    | at octet 0, frame header 00 at 0
            UNFINISHED_MESSAGE       |       | 01820000000061c3 81                | 010261c3 81            | 1002 | a new message begins before the last one is finished    | at octet 8, frame header 81 at 8                    | at octet 4, frame header 81 at 4
            UNFINISHED_MESSAGE       |       | 0281000000006a 02                  | 02016a 02              | 1002 | a new message begins before the last one is finished    | at octet 7, frame header 02 at 7                    | at octet 3, frame header 02 at 3
            UNMASKED_BY_CLIENT       |       | 8182000000006869 8102              |                        | 1002 | a client's frame is not masked                          | at octet 9, frame header 8102 at 8                  |
            MASKED_BY_SERVER         |       |                                    | 81026869 8182          | 1002 | a server's frame is masked                              |                                                     | at octet 5, frame header 8182 at 4
            LONG_CONTROL_FRAME       |       | 8182000000006869 89fe              | 81026869 897e          | 1002 | a control frame is longer than 125 octets               | at octet 9, frame header 89fe at 8                  | at octet 5, frame header 897e at 4
            LONG_CONTROL_FRAME       |       | 88ff                               | 887f                   | 1002 | a control frame is longer than 125 octets               | at octet 1, frame header 88ff at 0                  | at octet 1, frame header 887f at 0
            LENGTH_NOT_MINIMAL       |       | 82fe007d                           | 827e007d               | 1002 | a payload length of 125 is written in 2 octets          | at octet 3, frame header 82fe007d at 0              | at octet 3, frame header 827e007d at 0
            LENGTH_NOT_MINIMAL       |       | 82ff000000000000ffff               | 827f000000000000ffff   | 1002 | a payload length of 65535 is written in 8 octets        | at octet 9, frame header 82ff000000000000ffff at 0  | at octet 9, frame header 827f000000000000ffff at 0
            LENGTH_OVER_63_BITS      |       | 8182000000006869 82ff80            | 81026869 827f80        | 1002 | a payload length has more than 63 bits                  | at octet 10, frame header 82ff80 at 8               | at octet 6, frame header 827f80 at 4
            CLOSE_OF_ONE_OCTET       |       | 8182000000006869 8881              | 81026869 8801          | 1002 | a Close frame has a body of one octet                   | at octet 9, frame header 8881 at 8                  | at octet 5, frame header 8801 at 4
            CLOSE_CODE               |       | 8182000000006869 88820000000003ed  | 81026869 880203ed      | 1002 | close code 1005                                         | at octet 15, frame header 888200000000 at 8         | at octet 7, frame header 8802 at 4
            CLOSE_CODE               |       | 88840102030402ec                   | 880403ee               | 1002 | close code 1006                                         | at octet 7, frame header 888401020304 at 0          | at octet 3, frame header 8804 at 0
            CLOSE_REASON_NOT_UTF8    |       | 88850000000003e861ff               | 880503e861ff           | 1007 | close reason is not UTF-8 at octet 0xff                 | at octet 9, frame header 888500000000 at 0          | at octet 5, frame header 8805 at 0
            CLOSE_REASON_NOT_UTF8    |       | 88830000000003e8c3                 | 880303e8c3             | 1007 | close reason ends within a code point                   | at octet 8, frame header 888300000000 at 0          | at octet 4, frame header 8803 at 0
            TEXT_NOT_UTF8            |       | 8182000000006869 81840102030460c2  | 81026869 810461c0      | 1007 | text is not UTF-8 at octet 0xc0                         | at octet 15, frame header 818401020304 at 8         | at octet 7, frame header 8104 at 4
            TEXT_NOT_UTF8            |       | 0182000000006869 008200000000ff    | 01026869 0002ff        | 1007 | text is not UTF-8 at octet 0xff                         | at octet 14, frame header 008200000000 at 8         | at octet 6, frame header 0002 at 4
            TEXT_NOT_UTF8            |       | 81fe010000000000eda0               | 817e0100eda0           | 1007 | text is not UTF-8 at octet 0xa0                         | at octet 9, frame header 81fe010000000000 at 0      | at octet 5, frame header 817e0100 at 0
            TEXT_ENDS_IN_CODE_POINT  |       | 81820000000061c3                   | 810261c3               | 1007 | text ends within a code point                           | at octet 7, frame header 818200000000 at 0          | at octet 3, frame header 8102 at 0
            TEXT_ENDS_IN_CODE_POINT  |       | 018200000000f09f 808000000000      | 0102f09f 8000          | 1007 | text ends within a code point                           | at octet 13, frame header 808000000000 at 8         | at octet 5, frame header 8000 at 4
            """;

    private static Testbed testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(textBlock = TABLE, delimiter = '|')
    void ofTheClientIsAnsweredAndTold(
            Violation violation,
            String extension,
            String fromClient,
            String fromUpstream,
            int code,
            String description,
            String evidence) {
        if (fromClient != null) {
            isAnsweredAndTold(
                    End.CLIENT, violation, extension, fromClient, code, description, evidence);
        }
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(textBlock = TABLE, delimiter = '|')
    void ofTheUpstreamIsAnsweredAndTold(
            Violation violation,
            String extension,
            String fromClient,
            String fromUpstream,
            int code,
            String description,
            String ofClient,
            String evidence) {
        if (fromUpstream != null) {
            isAnsweredAndTold(
                    End.UPSTREAM, violation, extension, fromUpstream, code, description, evidence);
        }
    }

    private static void isAnsweredAndTold(
            End end,
            Violation violation,
            String extension,
            String hex,
            int code,
            String description,
            String evidence) {
        try (Connected connected =
                extension == null ? testbed.connect() : testbed.connectCompressed()) {
            RawPeer wrong = connected.at(end);
            RawPeer other = connected.at(end.other());

            wrong.sendHex(hex);

            wrong.answerClose("close " + code + " " + description);
            String whole = whole(hex);
            if (!whole.isEmpty()) {
                other.expect(whole);
            }
            other.answerClose(end.failed(description));
            String leg = end.word() + ".";
            String otherLeg = end.other().word() + ".";
            connected.expectClosure(
                    "cause",
                    end.cause("Violation"),
                    "by",
                    end.word(),
                    leg + "received",
                    "1006",
                    leg + "sent",
                    Integer.toString(code),
                    leg + "sent-reason",
                    description,
                    leg + "tcp",
                    "fin",
                    otherLeg + "received",
                    Integer.toString(end.failure()),
                    otherLeg + "sent",
                    Integer.toString(end.failure()),
                    otherLeg + "sent-reason",
                    end.word() + ": " + description,
                    otherLeg + "tcp",
                    "fin",
                    "evidence",
                    description + " (" + violation.section() + ") " + evidence);
        }
    }

    /** The complete frame that stands before what is wrong, as the other end gets it. */
    private static String whole(String hex) {
        String[] words = hex.split(" ", 2);
        if (words.length == 1) {
            return "";
        }
        return switch (words[0]) {
            case "8182000000006869", "81026869" -> "text hi";
            case "0182000000006869", "01026869" -> "begin text hi";
            case "0281000000006a", "02016a" -> "begin binary 6a";
            case "41810000000061", "410161" -> "rsv4 begin text a";
            case "01820000000061c3", "010261c3" -> "begin text a\ufffd";
            case "018200000000f09f", "0102f09f" -> "begin text \ufffd";
            default -> throw new AssertionError(words[0]);
        };
    }

    @Test
    void everyConstantStandsInTheTableButWhatIsFoundByInflating() {
        Set<String> named =
                TABLE.lines()
                        .map(line -> line.substring(0, line.indexOf('|')).strip())
                        .collect(toSet());

        assertThat(named)
                .isEqualTo(
                        Arrays.stream(Violation.values())
                                .filter(found -> found != Violation.COMPRESSED_DATA_CORRUPT)
                                .map(Enum::name)
                                .collect(toSet()));
    }
}
