package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RFC 6455 §5, §7.4, §8.1 and RFC 7692 §6.1, section by section. A row of a table has octets from
 * one end, and what breaks the section's rule: the violation, where its frame begins, which octet
 * decides, the header as far as it was read, and the words. Rows come in pairs, the client's octets
 * masked with the key of RFC 6455 §5.7. Each is tried in one piece, cut at every place, octet by
 * octet, and with nothing behind the octet that decides.
 */
final class InboundCheckConformanceTest {
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    unmasked text, masked text | CLIENT | 810548656c6c6f                       | UNMASKED_BY_CLIENT | 0  | 1  | 8105 | a client's frame is not masked
                    unmasked text, masked text | SERVER | 818537fa213d7f9f4d5158               | MASKED_BY_SERVER   | 0  | 1  | 8185 | a server's frame is masked
                    Ping without payload       | CLIENT | 8900                                 | UNMASKED_BY_CLIENT | 0  | 1  | 8900 | a client's frame is not masked
                    Ping without payload       | SERVER | 898037fa213d                         | MASKED_BY_SERVER   | 0  | 1  | 8980 | a server's frame is masked
                    Close without payload      | CLIENT | 8800                                 | UNMASKED_BY_CLIENT | 0  | 1  | 8800 | a client's frame is not masked
                    Close without payload      | SERVER | 888037fa213d                         | MASKED_BY_SERVER   | 0  | 1  | 8880 | a server's frame is masked
                    key of zeros               | SERVER | 828000000000                         | MASKED_BY_SERVER   | 0  | 1  | 8280 | a server's frame is masked
                    64-bit length              | CLIENT | 827f0000000000010000                 | UNMASKED_BY_CLIENT | 0  | 1  | 827f | a client's frame is not masked
                    64-bit length              | SERVER | 82ff000000000001000037fa213d         | MASKED_BY_SERVER   | 0  | 1  | 82ff | a server's frame is masked
                    only the second fragment   | CLIENT | 018537fa213d7f9f4d5158800548656c6c6f | UNMASKED_BY_CLIENT | 11 | 12 | 8005 | a client's frame is not masked
                    only the second fragment   | SERVER | 010548656c6c6f808537fa213d7f9f4d5158 | MASKED_BY_SERVER   | 7  | 8  | 8085 | a server's frame is masked
                    """)
    void holdsToSection5Dot1OnMasking(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    RSV3, Autobahn 3.1                      | CLIENT | 918537fa213d7f9f4d5158                                   | RESERVED_BITS | 0  | 0  | 91 | reserved bits RSV1-3 are 001
                    RSV3, Autobahn 3.1                      | SERVER | 910548656c6c6f                                           | RESERVED_BITS | 0  | 0  | 91 | reserved bits RSV1-3 are 001
                    RSV2 behind legal text, Autobahn 3.2    | CLIENT | 818537fa213d7f9f4d5158a18537fa213d7f9f4d5158898037fa213d | RESERVED_BITS | 11 | 11 | a1 | reserved bits RSV1-3 are 010
                    RSV2 behind legal text, Autobahn 3.2    | SERVER | 810548656c6c6fa10548656c6c6f8900                         | RESERVED_BITS | 7  | 7  | a1 | reserved bits RSV1-3 are 010
                    RSV2 and RSV3, Autobahn 3.3             | CLIENT | 818537fa213d7f9f4d5158b18537fa213d7f9f4d5158898037fa213d | RESERVED_BITS | 11 | 11 | b1 | reserved bits RSV1-3 are 011
                    RSV2 and RSV3, Autobahn 3.3             | SERVER | 810548656c6c6fb10548656c6c6f8900                         | RESERVED_BITS | 7  | 7  | b1 | reserved bits RSV1-3 are 011
                    RSV1 without an extension, Autobahn 3.4 | CLIENT | 818537fa213d7f9f4d5158c18537fa213d7f9f4d5158898037fa213d | RESERVED_BITS | 11 | 11 | c1 | reserved bits RSV1-3 are 100
                    RSV1 without an extension, Autobahn 3.4 | SERVER | 810548656c6c6fc10548656c6c6f8900                         | RESERVED_BITS | 7  | 7  | c1 | reserved bits RSV1-3 are 100
                    RSV1 and RSV3 on binary, Autobahn 3.5   | CLIENT | d28237fa213dc804                                         | RESERVED_BITS | 0  | 0  | d2 | reserved bits RSV1-3 are 101
                    RSV1 and RSV3 on binary, Autobahn 3.5   | SERVER | d202fffe                                                 | RESERVED_BITS | 0  | 0  | d2 | reserved bits RSV1-3 are 101
                    RSV1 and RSV2 on Ping, Autobahn 3.6     | CLIENT | e98537fa213d7f9f4d5158                                   | RESERVED_BITS | 0  | 0  | e9 | reserved bits RSV1-3 are 110
                    RSV1 and RSV2 on Ping, Autobahn 3.6     | SERVER | e90548656c6c6f                                           | RESERVED_BITS | 0  | 0  | e9 | reserved bits RSV1-3 are 110
                    all three on Close, Autobahn 3.7        | CLIENT | f88237fa213d3412                                         | RESERVED_BITS | 0  | 0  | f8 | reserved bits RSV1-3 are 111
                    all three on Close, Autobahn 3.7        | SERVER | f80203e8                                                 | RESERVED_BITS | 0  | 0  | f8 | reserved bits RSV1-3 are 111
                    RSV1 on a continuation                  | CLIENT | 018537fa213d7f9f4d5158c08537fa213d7f9f4d5158             | RESERVED_BITS | 11 | 11 | c0 | reserved bits RSV1-3 are 100
                    RSV1 on a continuation                  | SERVER | 010548656c6c6fc00548656c6c6f                             | RESERVED_BITS | 7  | 7  | c0 | reserved bits RSV1-3 are 100
                    """)
    void holdsToSection5Dot2OnReservedBits(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender, octets, new Violated(violation, frame, octet, header, description), false);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    opcode 3, Autobahn 4.1.1                   | CLIENT | 838037fa213d                                             | RESERVED_OPCODE | 0  | 0  | 83 | reserved opcode 0x3
                    opcode 3, Autobahn 4.1.1                   | SERVER | 8300                                                     | RESERVED_OPCODE | 0  | 0  | 83 | reserved opcode 0x3
                    opcode 6, Autobahn 4.1.4                   | CLIENT | 868537fa213d7f9f4d5158                                   | RESERVED_OPCODE | 0  | 0  | 86 | reserved opcode 0x6
                    opcode 6, Autobahn 4.1.4                   | SERVER | 860548656c6c6f                                           | RESERVED_OPCODE | 0  | 0  | 86 | reserved opcode 0x6
                    opcode 4 with payload, Autobahn 4.1.2      | CLIENT | 848537fa213d7f9f4d5158898037fa213d                       | RESERVED_OPCODE | 0  | 0  | 84 | reserved opcode 0x4
                    opcode 4 with payload, Autobahn 4.1.2      | SERVER | 840548656c6c6f8900                                       | RESERVED_OPCODE | 0  | 0  | 84 | reserved opcode 0x4
                    opcode 5 behind legal text, Autobahn 4.1.3 | CLIENT | 818537fa213d7f9f4d5158858537fa213d7f9f4d5158898037fa213d | RESERVED_OPCODE | 11 | 11 | 85 | reserved opcode 0x5
                    opcode 5 behind legal text, Autobahn 4.1.3 | SERVER | 810548656c6c6f850548656c6c6f8900                         | RESERVED_OPCODE | 7  | 7  | 85 | reserved opcode 0x5
                    opcode 7 behind legal text, Autobahn 4.1.5 | CLIENT | 818537fa213d7f9f4d5158878537fa213d7f9f4d5158898037fa213d | RESERVED_OPCODE | 11 | 11 | 87 | reserved opcode 0x7
                    opcode 7 behind legal text, Autobahn 4.1.5 | SERVER | 810548656c6c6f870548656c6c6f8900                         | RESERVED_OPCODE | 7  | 7  | 87 | reserved opcode 0x7
                    opcode B, Autobahn 4.2.1                   | CLIENT | 8b8037fa213d                                             | RESERVED_OPCODE | 0  | 0  | 8b | reserved opcode 0xb
                    opcode B, Autobahn 4.2.1                   | SERVER | 8b00                                                     | RESERVED_OPCODE | 0  | 0  | 8b | reserved opcode 0xb
                    opcode C, Autobahn 4.2.2                   | CLIENT | 8c8537fa213d7f9f4d5158                                   | RESERVED_OPCODE | 0  | 0  | 8c | reserved opcode 0xc
                    opcode C, Autobahn 4.2.2                   | SERVER | 8c0548656c6c6f                                           | RESERVED_OPCODE | 0  | 0  | 8c | reserved opcode 0xc
                    opcode D, Autobahn 4.2.3                   | CLIENT | 818537fa213d7f9f4d51588d8037fa213d                       | RESERVED_OPCODE | 11 | 11 | 8d | reserved opcode 0xd
                    opcode D, Autobahn 4.2.3                   | SERVER | 810548656c6c6f8d00                                       | RESERVED_OPCODE | 7  | 7  | 8d | reserved opcode 0xd
                    opcode E, Autobahn 4.2.4                   | CLIENT | 818537fa213d7f9f4d51588e8537fa213d7f9f4d5158             | RESERVED_OPCODE | 11 | 11 | 8e | reserved opcode 0xe
                    opcode E, Autobahn 4.2.4                   | SERVER | 810548656c6c6f8e0548656c6c6f                             | RESERVED_OPCODE | 7  | 7  | 8e | reserved opcode 0xe
                    opcode F, Autobahn 4.2.5                   | CLIENT | 818537fa213d7f9f4d51588f8537fa213d7f9f4d5158             | RESERVED_OPCODE | 11 | 11 | 8f | reserved opcode 0xf
                    opcode F, Autobahn 4.2.5                   | SERVER | 810548656c6c6f8f0548656c6c6f                             | RESERVED_OPCODE | 7  | 7  | 8f | reserved opcode 0xf
                    opcode B within a message                  | CLIENT | 018537fa213d7f9f4d51588b8037fa213d                       | RESERVED_OPCODE | 11 | 11 | 8b | reserved opcode 0xb
                    opcode B within a message                  | SERVER | 010548656c6c6f8b00                                       | RESERVED_OPCODE | 7  | 7  | 8b | reserved opcode 0xb
                    opcode 3, not the last fragment            | CLIENT | 038537fa213d7f9f4d5158                                   | RESERVED_OPCODE | 0  | 0  | 03 | reserved opcode 0x3
                    opcode 3, not the last fragment            | SERVER | 030548656c6c6f                                           | RESERVED_OPCODE | 0  | 0  | 03 | reserved opcode 0x3
                    """)
    void holdsToSection5Dot2OnOpcodes(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    length 0 in 16 bits                  | CLIENT | 82fe000037fa213d                                 | LENGTH_NOT_MINIMAL  | 0  | 3  | 82fe0000             | a payload length of 0 is written in 2 octets
                    length 0 in 16 bits                  | SERVER | 827e0000                                         | LENGTH_NOT_MINIMAL  | 0  | 3  | 827e0000             | a payload length of 0 is written in 2 octets
                    length 1 in 16 bits                  | CLIENT | 82fe000137fa213d                                 | LENGTH_NOT_MINIMAL  | 0  | 3  | 82fe0001             | a payload length of 1 is written in 2 octets
                    length 1 in 16 bits                  | SERVER | 827e0001                                         | LENGTH_NOT_MINIMAL  | 0  | 3  | 827e0001             | a payload length of 1 is written in 2 octets
                    length 125 in 16 bits                | CLIENT | 82fe007d37fa213d                                 | LENGTH_NOT_MINIMAL  | 0  | 3  | 82fe007d             | a payload length of 125 is written in 2 octets
                    length 125 in 16 bits                | SERVER | 827e007d                                         | LENGTH_NOT_MINIMAL  | 0  | 3  | 827e007d             | a payload length of 125 is written in 2 octets
                    length 0 in 64 bits                  | CLIENT | 82ff000000000000000037fa213d                     | LENGTH_NOT_MINIMAL  | 0  | 9  | 82ff0000000000000000 | a payload length of 0 is written in 8 octets
                    length 0 in 64 bits                  | SERVER | 827f0000000000000000                             | LENGTH_NOT_MINIMAL  | 0  | 9  | 827f0000000000000000 | a payload length of 0 is written in 8 octets
                    length 125 in 64 bits                | CLIENT | 82ff000000000000007d37fa213d                     | LENGTH_NOT_MINIMAL  | 0  | 9  | 82ff000000000000007d | a payload length of 125 is written in 8 octets
                    length 125 in 64 bits                | SERVER | 827f000000000000007d                             | LENGTH_NOT_MINIMAL  | 0  | 9  | 827f000000000000007d | a payload length of 125 is written in 8 octets
                    length 126 in 64 bits                | CLIENT | 82ff000000000000007e37fa213d                     | LENGTH_NOT_MINIMAL  | 0  | 9  | 82ff000000000000007e | a payload length of 126 is written in 8 octets
                    length 126 in 64 bits                | SERVER | 827f000000000000007e                             | LENGTH_NOT_MINIMAL  | 0  | 9  | 827f000000000000007e | a payload length of 126 is written in 8 octets
                    length 65535 in 64 bits              | CLIENT | 82ff000000000000ffff37fa213d                     | LENGTH_NOT_MINIMAL  | 0  | 9  | 82ff000000000000ffff | a payload length of 65535 is written in 8 octets
                    length 65535 in 64 bits              | SERVER | 827f000000000000ffff                             | LENGTH_NOT_MINIMAL  | 0  | 9  | 827f000000000000ffff | a payload length of 65535 is written in 8 octets
                    length 5 in 16 bits, second fragment | CLIENT | 018537fa213d7f9f4d515880fe000537fa213d7f9f4d5158 | LENGTH_NOT_MINIMAL  | 11 | 14 | 80fe0005             | a payload length of 5 is written in 2 octets
                    length 5 in 16 bits, second fragment | SERVER | 010548656c6c6f807e000548656c6c6f                 | LENGTH_NOT_MINIMAL  | 7  | 10 | 807e0005             | a payload length of 5 is written in 2 octets
                    length 2^63                          | CLIENT | 82ff800000000000000037fa213d                     | LENGTH_OVER_63_BITS | 0  | 2  | 82ff80               | a payload length has more than 63 bits
                    length 2^63                          | SERVER | 827f8000000000000000                             | LENGTH_OVER_63_BITS | 0  | 2  | 827f80               | a payload length has more than 63 bits
                    length 2^64-1                        | CLIENT | 82ffffffffffffffffff37fa213d                     | LENGTH_OVER_63_BITS | 0  | 2  | 82ffff               | a payload length has more than 63 bits
                    length 2^64-1                        | SERVER | 827fffffffffffffffff                             | LENGTH_OVER_63_BITS | 0  | 2  | 827fff               | a payload length has more than 63 bits
                    length 2^63+5                        | CLIENT | 82ff800000000000000537fa213d                     | LENGTH_OVER_63_BITS | 0  | 2  | 82ff80               | a payload length has more than 63 bits
                    length 2^63+5                        | SERVER | 827f8000000000000005                             | LENGTH_OVER_63_BITS | 0  | 2  | 827f80               | a payload length has more than 63 bits
                    """)
    void holdsToSection5Dot2OnPayloadLengths(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    last continuation of nothing, Autobahn 5.9                | CLIENT | 808537fa213d7f9f4d5158818537fa213d7f9f4d5158             | CONTINUATION_OF_NOTHING | 0  | 0  | 80 | a continuation frame continues no message
                    last continuation of nothing, Autobahn 5.9                | SERVER | 800548656c6c6f810548656c6c6f                             | CONTINUATION_OF_NOTHING | 0  | 0  | 80 | a continuation frame continues no message
                    first continuation of nothing, Autobahn 5.12              | CLIENT | 008537fa213d7f9f4d5158818537fa213d7f9f4d5158             | CONTINUATION_OF_NOTHING | 0  | 0  | 00 | a continuation frame continues no message
                    first continuation of nothing, Autobahn 5.12              | SERVER | 000548656c6c6f810548656c6c6f                             | CONTINUATION_OF_NOTHING | 0  | 0  | 00 | a continuation frame continues no message
                    continuation behind two fragments, Autobahn 5.15          | CLIENT | 018137fa213d56808137fa213d55008137fa213d54818137fa213d53 | CONTINUATION_OF_NOTHING | 14 | 14 | 00 | a continuation frame continues no message
                    continuation behind two fragments, Autobahn 5.15          | SERVER | 010161800162000163810164                                 | CONTINUATION_OF_NOTHING | 6  | 6  | 00 | a continuation frame continues no message
                    continuation before a fragmented text, Autobahn 5.16      | CLIENT | 008137fa213d56018137fa213d55808137fa213d54               | CONTINUATION_OF_NOTHING | 0  | 0  | 00 | a continuation frame continues no message
                    continuation before a fragmented text, Autobahn 5.16      | SERVER | 000161010162800163                                       | CONTINUATION_OF_NOTHING | 0  | 0  | 00 | a continuation frame continues no message
                    last continuation before a fragmented text, Autobahn 5.17 | CLIENT | 808137fa213d56018137fa213d55808137fa213d54               | CONTINUATION_OF_NOTHING | 0  | 0  | 80 | a continuation frame continues no message
                    last continuation before a fragmented text, Autobahn 5.17 | SERVER | 800161010162800163                                       | CONTINUATION_OF_NOTHING | 0  | 0  | 80 | a continuation frame continues no message
                    continuation behind a whole text                          | CLIENT | 818537fa213d7f9f4d5158808537fa213d7f9f4d5158             | CONTINUATION_OF_NOTHING | 11 | 11 | 80 | a continuation frame continues no message
                    continuation behind a whole text                          | SERVER | 810548656c6c6f800548656c6c6f                             | CONTINUATION_OF_NOTHING | 7  | 7  | 80 | a continuation frame continues no message
                    continuation behind a Ping                                | CLIENT | 898537fa213d7f9f4d5158808537fa213d7f9f4d5158             | CONTINUATION_OF_NOTHING | 11 | 11 | 80 | a continuation frame continues no message
                    continuation behind a Ping                                | SERVER | 890548656c6c6f800548656c6c6f                             | CONTINUATION_OF_NOTHING | 7  | 7  | 80 | a continuation frame continues no message
                    both fragments are text, Autobahn 5.18                    | CLIENT | 018137fa213d56818137fa213d55                             | UNFINISHED_MESSAGE      | 7  | 7  | 81 | a new message begins before the last one is finished
                    both fragments are text, Autobahn 5.18                    | SERVER | 010161810162                                             | UNFINISHED_MESSAGE      | 3  | 3  | 81 | a new message begins before the last one is finished
                    binary within text                                        | CLIENT | 018137fa213d56828137fa213d55                             | UNFINISHED_MESSAGE      | 7  | 7  | 82 | a new message begins before the last one is finished
                    binary within text                                        | SERVER | 010161820162                                             | UNFINISHED_MESSAGE      | 3  | 3  | 82 | a new message begins before the last one is finished
                    text within binary, behind a Ping                         | CLIENT | 028137fa213d56898037fa213d018137fa213d55                 | UNFINISHED_MESSAGE      | 13 | 13 | 01 | a new message begins before the last one is finished
                    text within binary, behind a Ping                         | SERVER | 0201618900010162                                         | UNFINISHED_MESSAGE      | 5  | 5  | 01 | a new message begins before the last one is finished
                    text behind an empty first fragment                       | CLIENT | 018037fa213d818037fa213d                                 | UNFINISHED_MESSAGE      | 6  | 6  | 81 | a new message begins before the last one is finished
                    text behind an empty first fragment                       | SERVER | 01008100                                                 | UNFINISHED_MESSAGE      | 2  | 2  | 81 | a new message begins before the last one is finished
                    """)
    void holdsToSection5Dot4OnFragmentation(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Ping in two fragments, Autobahn 5.1     | CLIENT | 098137fa213d56808137fa213d55                                 | FRAGMENTED_CONTROL_FRAME | 0 | 0 | 09   | a control frame is fragmented
                    Ping in two fragments, Autobahn 5.1     | SERVER | 090161800162                                                 | FRAGMENTED_CONTROL_FRAME | 0 | 0 | 09   | a control frame is fragmented
                    Pong in two fragments, Autobahn 5.2     | CLIENT | 0a8137fa213d56808137fa213d55                                 | FRAGMENTED_CONTROL_FRAME | 0 | 0 | 0a   | a control frame is fragmented
                    Pong in two fragments, Autobahn 5.2     | SERVER | 0a0161800162                                                 | FRAGMENTED_CONTROL_FRAME | 0 | 0 | 0a   | a control frame is fragmented
                    Close that is not final                 | CLIENT | 088237fa213d3412                                             | FRAGMENTED_CONTROL_FRAME | 0 | 0 | 08   | a control frame is fragmented
                    Close that is not final                 | SERVER | 080203e8                                                     | FRAGMENTED_CONTROL_FRAME | 0 | 0 | 08   | a control frame is fragmented
                    Ping that is not final within a message | CLIENT | 018137fa213d56098037fa213d                                   | FRAGMENTED_CONTROL_FRAME | 7 | 7 | 09   | a control frame is fragmented
                    Ping that is not final within a message | SERVER | 0101610900                                                   | FRAGMENTED_CONTROL_FRAME | 3 | 3 | 09   | a control frame is fragmented
                    Ping of 126 octets, Autobahn 2.5        | CLIENT | 89fe007e37fa213d                                             | LONG_CONTROL_FRAME       | 0 | 1 | 89fe | a control frame is longer than 125 octets
                    Ping of 126 octets, Autobahn 2.5        | SERVER | 897e007e                                                     | LONG_CONTROL_FRAME       | 0 | 1 | 897e | a control frame is longer than 125 octets
                    Pong of 65536 octets                    | CLIENT | 8aff000000000001000037fa213d                                 | LONG_CONTROL_FRAME       | 0 | 1 | 8aff | a control frame is longer than 125 octets
                    Pong of 65536 octets                    | SERVER | 8a7f0000000000010000                                         | LONG_CONTROL_FRAME       | 0 | 1 | 8a7f | a control frame is longer than 125 octets
                    Pong of 5 octets, written in 16 bits    | CLIENT | 8afe000537fa213d7f9f4d5158                                   | LONG_CONTROL_FRAME       | 0 | 1 | 8afe | a control frame is longer than 125 octets
                    Pong of 5 octets, written in 16 bits    | SERVER | 8a7e000548656c6c6f                                           | LONG_CONTROL_FRAME       | 0 | 1 | 8a7e | a control frame is longer than 125 octets
                    Close of 126 octets, Autobahn 7.3.6     | CLIENT | 88fe007e37fa213d34120b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd0 | LONG_CONTROL_FRAME       | 0 | 1 | 88fe | a control frame is longer than 125 octets
                    Close of 126 octets, Autobahn 7.3.6     | SERVER | 887e007e03e82a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a | LONG_CONTROL_FRAME       | 0 | 1 | 887e | a control frame is longer than 125 octets
                    Ping of 126 octets within a message     | CLIENT | 018137fa213d5689fe007e37fa213d                               | LONG_CONTROL_FRAME       | 7 | 8 | 89fe | a control frame is longer than 125 octets
                    Ping of 126 octets within a message     | SERVER | 010161897e007e                                               | LONG_CONTROL_FRAME       | 3 | 4 | 897e | a control frame is longer than 125 octets
                    """)
    void holdsToSection5Dot5OnControlFrames(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    body of one octet, Autobahn 7.3.2            | CLIENT | 888137fa213d56                                               | CLOSE_OF_ONE_OCTET    | 0  | 1   | 8881         | a Close frame has a body of one octet
                    body of one octet, Autobahn 7.3.2            | SERVER | 880161                                                       | CLOSE_OF_ONE_OCTET    | 0  | 1   | 8801         | a Close frame has a body of one octet
                    body of one octet behind a message           | CLIENT | 818537fa213d7f9f4d5158888137fa213d34                         | CLOSE_OF_ONE_OCTET    | 11 | 12  | 8881         | a Close frame has a body of one octet
                    body of one octet behind a message           | SERVER | 810548656c6c6f880103                                         | CLOSE_OF_ONE_OCTET    | 7  | 8   | 8801         | a Close frame has a body of one octet
                    surrogate in the reason, Autobahn 7.5.1      | CLIENT | 889637fa213d3412ef87d64798f2b4349df3821781bd529e4849529e     | CLOSE_REASON_NOT_UTF8 | 0  | 20  | 889637fa213d | close reason is not UTF-8 at octet 0xa0
                    surrogate in the reason, Autobahn 7.5.1      | SERVER | 881603e8cebae1bdb9cf83cebcceb5eda080656469746564             | CLOSE_REASON_NOT_UTF8 | 0  | 16  | 8816         | close reason is not UTF-8 at octet 0xa0
                    reason that is one octet of nothing          | CLIENT | 888337fa213d3412de                                           | CLOSE_REASON_NOT_UTF8 | 0  | 8   | 888337fa213d | close reason is not UTF-8 at octet 0xff
                    reason that is one octet of nothing          | SERVER | 880303e8ff                                                   | CLOSE_REASON_NOT_UTF8 | 0  | 4   | 8803         | close reason is not UTF-8 at octet 0xff
                    reason that begins with a continuation octet | CLIENT | 888337fa213d3412a1                                           | CLOSE_REASON_NOT_UTF8 | 0  | 8   | 888337fa213d | close reason is not UTF-8 at octet 0x80
                    reason that begins with a continuation octet | SERVER | 880303e880                                                   | CLOSE_REASON_NOT_UTF8 | 0  | 4   | 8803         | close reason is not UTF-8 at octet 0x80
                    overlong slash in the last place             | CLIENT | 88fd37fa213d34120b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00bfd98 | CLOSE_REASON_NOT_UTF8 | 0  | 129 | 88fd37fa213d | close reason is not UTF-8 at octet 0xc0
                    overlong slash in the last place             | SERVER | 887d03e82a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2ac0af | CLOSE_REASON_NOT_UTF8 | 0  | 125 | 887d         | close reason is not UTF-8 at octet 0xc0
                    reason cut behind one of two octets          | CLIENT | 888337fa213d3412e2                                           | CLOSE_REASON_NOT_UTF8 | 0  | 8   | 888337fa213d | close reason ends within a code point
                    reason cut behind one of two octets          | SERVER | 880303e8c3                                                   | CLOSE_REASON_NOT_UTF8 | 0  | 4   | 8803         | close reason ends within a code point
                    reason cut behind three of four octets       | CLIENT | 888737fa213d34124e56c765b9                                   | CLOSE_REASON_NOT_UTF8 | 0  | 12  | 888737fa213d | close reason ends within a code point
                    reason cut behind three of four octets       | SERVER | 880703e86f6bf09f98                                           | CLOSE_REASON_NOT_UTF8 | 0  | 8   | 8807         | close reason ends within a code point
                    within a message whose text is cut, too      | CLIENT | 018237fa213dd578888337fa213d34128d                           | CLOSE_REASON_NOT_UTF8 | 8  | 16  | 888337fa213d | close reason is not UTF-8 at octet 0xac
                    within a message whose text is cut, too      | SERVER | 0102e282880303e8ac                                           | CLOSE_REASON_NOT_UTF8 | 4  | 8   | 8803         | close reason is not UTF-8 at octet 0xac
                    """)
    void holdsToSection5Dot5Dot1OnClose(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    0, Autobahn 7.9.1                      | CLIENT | 888237fa213d37fa                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 0
                    0, Autobahn 7.9.1                      | SERVER | 88020000                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 0
                    999, Autobahn 7.9.2                    | CLIENT | 888237fa213d341d                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 999
                    999, Autobahn 7.9.2                    | SERVER | 880203e7                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 999
                    1004, Autobahn 7.9.3                   | CLIENT | 888237fa213d3416                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 1004
                    1004, Autobahn 7.9.3                   | SERVER | 880203ec                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 1004
                    1005, Autobahn 7.9.4                   | CLIENT | 888237fa213d3417                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 1005
                    1005, Autobahn 7.9.4                   | SERVER | 880203ed                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 1005
                    1006, Autobahn 7.9.5                   | CLIENT | 888237fa213d3414                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 1006
                    1006, Autobahn 7.9.5                   | SERVER | 880203ee                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 1006
                    1016, Autobahn 7.9.6                   | CLIENT | 888237fa213d3402                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 1016
                    1016, Autobahn 7.9.6                   | SERVER | 880203f8                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 1016
                    1100, Autobahn 7.9.7                   | CLIENT | 888237fa213d33b6                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 1100
                    1100, Autobahn 7.9.7                   | SERVER | 8802044c                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 1100
                    2000, Autobahn 7.9.8                   | CLIENT | 888237fa213d302a                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 2000
                    2000, Autobahn 7.9.8                   | SERVER | 880207d0                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 2000
                    2999, Autobahn 7.9.9                   | CLIENT | 888237fa213d3c4d                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 2999
                    2999, Autobahn 7.9.9                   | SERVER | 88020bb7                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 2999
                    5000, Autobahn 7.13.1                  | CLIENT | 888237fa213d2472                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 5000
                    5000, Autobahn 7.13.1                  | SERVER | 88021388                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 5000
                    65535, Autobahn 7.13.2                 | CLIENT | 888237fa213dc805                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 65535
                    65535, Autobahn 7.13.2                 | SERVER | 8802ffff                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 65535
                    1015, for reports alone                | CLIENT | 888537fa213d340d757164                   | CLOSE_CODE | 0  | 7  | 888537fa213d | close code 1015
                    1015, for reports alone                | SERVER | 880503f7544c53                           | CLOSE_CODE | 0  | 3  | 8805         | close code 1015
                    256, whose low octet is zero           | CLIENT | 888237fa213d36fa                         | CLOSE_CODE | 0  | 7  | 888237fa213d | close code 256
                    256, whose low octet is zero           | SERVER | 88020100                                 | CLOSE_CODE | 0  | 3  | 8802         | close code 256
                    1006 before a reason that is not UTF-8 | CLIENT | 818537fa213d7f9f4d5158888337fa213d3414de | CLOSE_CODE | 11 | 18 | 888337fa213d | close code 1006
                    1006 before a reason that is not UTF-8 | SERVER | 810548656c6c6f880303eeff                 | CLOSE_CODE | 7  | 10 | 8803         | close code 1006
                    """)
    void holdsToSection7Dot4OnCloseCodes(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    surrogate, Autobahn 6.3.1 and 6.3.2             | CLIENT | 819437fa213df940c0808e35a2f38b3494d0977a44595e8e4459         | TEXT_NOT_UTF8           | 0  | 18 | 819437fa213d | text is not UTF-8 at octet 0xa0
                    surrogate, Autobahn 6.3.1 and 6.3.2             | SERVER | 8114cebae1bdb9cf83cebcceb5eda080656469746564                 | TEXT_NOT_UTF8           | 0  | 14 | 8114         | text is not UTF-8 at octet 0xa0
                    beyond U+10FFFF in a fragment, Autobahn 6.4.1   | CLIENT | 018b37fa213df940c0808e35a2f38b3494008437fa213dc36aa1bd808637fa213d529e4849529e | TEXT_NOT_UTF8           | 17 | 24 | 008437fa213d | text is not UTF-8 at octet 0x90
                    beyond U+10FFFF in a fragment, Autobahn 6.4.1   | SERVER | 010bcebae1bdb9cf83cebcceb50004f49080808006656469746564       | TEXT_NOT_UTF8           | 13 | 16 | 0004         | text is not UTF-8 at octet 0x90
                    the same, cut within, Autobahn 6.4.2            | CLIENT | 018c37fa213df940c0808e35a2f38b3494c9008137fa213da7808837fa213db77a44595e8e4459 | TEXT_NOT_UTF8           | 18 | 24 | 008137fa213d | text is not UTF-8 at octet 0x90
                    the same, cut within, Autobahn 6.4.2            | SERVER | 010ccebae1bdb9cf83cebcceb5f400019080088080656469746564       | TEXT_NOT_UTF8           | 14 | 16 | 0001         | text is not UTF-8 at octet 0x90
                    the same in one frame, Autobahn 6.4.3 and 6.4.4 | CLIENT | 819537fa213df940c0808e35a2f38b3494c9a77aa1585393555853       | TEXT_NOT_UTF8           | 0  | 18 | 819537fa213d | text is not UTF-8 at octet 0x90
                    the same in one frame, Autobahn 6.4.3 and 6.4.4 | SERVER | 8115cebae1bdb9cf83cebcceb5f4908080656469746564               | TEXT_NOT_UTF8           | 0  | 14 | 8115         | text is not UTF-8 at octet 0x90
                    five octets, Autobahn 6.8.1                     | CLIENT | 818537fa213dcf72a1bdb7                                       | TEXT_NOT_UTF8           | 0  | 6  | 818537fa213d | text is not UTF-8 at octet 0xf8
                    five octets, Autobahn 6.8.1                     | SERVER | 8105f888808080                                               | TEXT_NOT_UTF8           | 0  | 2  | 8105         | text is not UTF-8 at octet 0xf8
                    last of four octets, Autobahn 6.10.1            | CLIENT | 818437fa213dc0459e82                                         | TEXT_NOT_UTF8           | 0  | 6  | 818437fa213d | text is not UTF-8 at octet 0xf7
                    last of four octets, Autobahn 6.10.1            | SERVER | 8104f7bfbfbf                                                 | TEXT_NOT_UTF8           | 0  | 2  | 8104         | text is not UTF-8 at octet 0xf7
                    beyond the last plane, Autobahn 6.11.5          | CLIENT | 818437fa213dc36aa1bd                                         | TEXT_NOT_UTF8           | 0  | 7  | 818437fa213d | text is not UTF-8 at octet 0x90
                    beyond the last plane, Autobahn 6.11.5          | SERVER | 8104f4908080                                                 | TEXT_NOT_UTF8           | 0  | 3  | 8104         | text is not UTF-8 at octet 0x90
                    continuation, Autobahn 6.12.1                   | CLIENT | 818137fa213db7                                               | TEXT_NOT_UTF8           | 0  | 6  | 818137fa213d | text is not UTF-8 at octet 0x80
                    continuation, Autobahn 6.12.1                   | SERVER | 810180                                                       | TEXT_NOT_UTF8           | 0  | 2  | 8101         | text is not UTF-8 at octet 0x80
                    lonely starts of three, Autobahn 6.13.2         | CLIENT | 818437fa213dd7dac01d                                         | TEXT_NOT_UTF8           | 0  | 7  | 818437fa213d | text is not UTF-8 at octet 0x20
                    lonely starts of three, Autobahn 6.13.2         | SERVER | 8104e020e120                                                 | TEXT_NOT_UTF8           | 0  | 3  | 8104         | text is not UTF-8 at octet 0x20
                    F0 80, Autobahn 6.14.3                          | CLIENT | 818337fa213dc77aa1                                           | TEXT_NOT_UTF8           | 0  | 7  | 818337fa213d | text is not UTF-8 at octet 0x80
                    F0 80, Autobahn 6.14.3                          | SERVER | 8103f08080                                                   | TEXT_NOT_UTF8           | 0  | 3  | 8103         | text is not UTF-8 at octet 0x80
                    concatenated, Autobahn 6.15.1                   | CLIENT | 818637fa213df71aa1cdb77a                                     | TEXT_NOT_UTF8           | 0  | 6  | 818637fa213d | text is not UTF-8 at octet 0xc0
                    concatenated, Autobahn 6.15.1                   | SERVER | 8106c0e080f08080                                             | TEXT_NOT_UTF8           | 0  | 2  | 8106         | text is not UTF-8 at octet 0xc0
                    FE, Autobahn 6.16.1                             | CLIENT | 818137fa213dc9                                               | TEXT_NOT_UTF8           | 0  | 6  | 818137fa213d | text is not UTF-8 at octet 0xfe
                    FE, Autobahn 6.16.1                             | SERVER | 8101fe                                                       | TEXT_NOT_UTF8           | 0  | 2  | 8101         | text is not UTF-8 at octet 0xfe
                    overlong slash of two, Autobahn 6.17.1          | CLIENT | 818237fa213df755                                             | TEXT_NOT_UTF8           | 0  | 6  | 818237fa213d | text is not UTF-8 at octet 0xc0
                    overlong slash of two, Autobahn 6.17.1          | SERVER | 8102c0af                                                     | TEXT_NOT_UTF8           | 0  | 2  | 8102         | text is not UTF-8 at octet 0xc0
                    overlong slash of three, Autobahn 6.17.2        | CLIENT | 818337fa213dd77a8e                                           | TEXT_NOT_UTF8           | 0  | 7  | 818337fa213d | text is not UTF-8 at octet 0x80
                    overlong slash of three, Autobahn 6.17.2        | SERVER | 8103e080af                                                   | TEXT_NOT_UTF8           | 0  | 3  | 8103         | text is not UTF-8 at octet 0x80
                    overlong of four, Autobahn 6.18.3               | CLIENT | 818437fa213dc7759e82                                         | TEXT_NOT_UTF8           | 0  | 7  | 818437fa213d | text is not UTF-8 at octet 0x8f
                    overlong of four, Autobahn 6.18.3               | SERVER | 8104f08fbfbf                                                 | TEXT_NOT_UTF8           | 0  | 3  | 8104         | text is not UTF-8 at octet 0x8f
                    overlong NUL, Autobahn 6.19.1                   | CLIENT | 818237fa213df77a                                             | TEXT_NOT_UTF8           | 0  | 6  | 818237fa213d | text is not UTF-8 at octet 0xc0
                    overlong NUL, Autobahn 6.19.1                   | SERVER | 8102c080                                                     | TEXT_NOT_UTF8           | 0  | 2  | 8102         | text is not UTF-8 at octet 0xc0
                    lowest surrogate, Autobahn 6.20.1               | CLIENT | 818337fa213dda5aa1                                           | TEXT_NOT_UTF8           | 0  | 7  | 818337fa213d | text is not UTF-8 at octet 0xa0
                    lowest surrogate, Autobahn 6.20.1               | SERVER | 8103eda080                                                   | TEXT_NOT_UTF8           | 0  | 3  | 8103         | text is not UTF-8 at octet 0xa0
                    surrogate pair, Autobahn 6.21.1                 | CLIENT | 818637fa213dda5aa1d0877a                                     | TEXT_NOT_UTF8           | 0  | 7  | 818637fa213d | text is not UTF-8 at octet 0xa0
                    surrogate pair, Autobahn 6.21.1                 | SERVER | 8106eda080edb080                                             | TEXT_NOT_UTF8           | 0  | 3  | 8106         | text is not UTF-8 at octet 0xa0
                    wrong in the second word of eight               | CLIENT | 818d37fa213d07cb130e03cf170a0fc3405fc8                       | TEXT_NOT_UTF8           | 0  | 18 | 818d37fa213d | text is not UTF-8 at octet 0xff
                    wrong in the second word of eight               | SERVER | 810d303132333435363738396162ff                               | TEXT_NOT_UTF8           | 0  | 14 | 810d         | text is not UTF-8 at octet 0xff
                    wrong behind a Ping between fragments           | CLIENT | 018137fa213dd5898137fa213dc8808137fa213dd5                   | TEXT_NOT_UTF8           | 14 | 20 | 808137fa213d | text is not UTF-8 at octet 0xe2
                    wrong behind a Ping between fragments           | SERVER | 0101e28901ff8001e2                                           | TEXT_NOT_UTF8           | 6  | 8  | 8001         | text is not UTF-8 at octet 0xe2
                    wrong at once in a frame that has only begun    | CLIENT | 01e437fa213dc8                                               | TEXT_NOT_UTF8           | 0  | 6  | 01e437fa213d | text is not UTF-8 at octet 0xff
                    wrong at once in a frame that has only begun    | SERVER | 0164ff                                                       | TEXT_NOT_UTF8           | 0  | 2  | 0164         | text is not UTF-8 at octet 0xff
                    second message, behind a first that is right    | CLIENT | 818537fa213d7f9f4d5158818137fa213d88                         | TEXT_NOT_UTF8           | 11 | 17 | 818137fa213d | text is not UTF-8 at octet 0xbf
                    second message, behind a first that is right    | SERVER | 810548656c6c6f8101bf                                         | TEXT_NOT_UTF8           | 7  | 9  | 8101         | text is not UTF-8 at octet 0xbf
                    prefix of one octet, Autobahn 6.6.1             | CLIENT | 818137fa213df9                                               | TEXT_ENDS_IN_CODE_POINT | 0  | 6  | 818137fa213d | text ends within a code point
                    prefix of one octet, Autobahn 6.6.1             | SERVER | 8101ce                                                       | TEXT_ENDS_IN_CODE_POINT | 0  | 2  | 8101         | text ends within a code point
                    prefix of four octets, Autobahn 6.6.4           | CLIENT | 818437fa213df940c080                                         | TEXT_ENDS_IN_CODE_POINT | 0  | 9  | 818437fa213d | text ends within a code point
                    prefix of four octets, Autobahn 6.6.4           | SERVER | 8104cebae1bd                                                 | TEXT_ENDS_IN_CODE_POINT | 0  | 5  | 8104         | text ends within a code point
                    last octet missing, Autobahn 6.14.7             | CLIENT | 818237fa213dd845                                             | TEXT_ENDS_IN_CODE_POINT | 0  | 7  | 818237fa213d | text ends within a code point
                    last octet missing, Autobahn 6.14.7             | SERVER | 8102efbf                                                     | TEXT_ENDS_IN_CODE_POINT | 0  | 3  | 8102         | text ends within a code point
                    cut over two fragments                          | CLIENT | 018237fa213dc765808137fa213daf                               | TEXT_ENDS_IN_CODE_POINT | 8  | 14 | 808137fa213d | text ends within a code point
                    cut over two fragments                          | SERVER | 0102f09f800198                                               | TEXT_ENDS_IN_CODE_POINT | 4  | 6  | 8001         | text ends within a code point
                    last fragment is empty                          | CLIENT | 018337fa213dc765b9808037fa213d                               | TEXT_ENDS_IN_CODE_POINT | 9  | 14 | 808037fa213d | text ends within a code point
                    last fragment is empty                          | SERVER | 0103f09f988000                                               | TEXT_ENDS_IN_CODE_POINT | 5  | 6  | 8000         | text ends within a code point
                    """)
    void holdsToSections5Dot6And8Dot1OnText(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender,
                octets,
                new Violated(violation, frame, octet, header, description),
                false,
                true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Ping marked as compressed               | CLIENT | c98537fa213d7f9f4d5158                 | COMPRESSED_CONTROL_FRAME | 0  | 0  | c9           | a control frame is marked as compressed
                    Ping marked as compressed               | SERVER | c90548656c6c6f                         | COMPRESSED_CONTROL_FRAME | 0  | 0  | c9           | a control frame is marked as compressed
                    Pong marked as compressed               | CLIENT | ca8037fa213d                           | COMPRESSED_CONTROL_FRAME | 0  | 0  | ca           | a control frame is marked as compressed
                    Pong marked as compressed               | SERVER | ca00                                   | COMPRESSED_CONTROL_FRAME | 0  | 0  | ca           | a control frame is marked as compressed
                    Close marked as compressed              | CLIENT | 818537fa213d7f9f4d5158c88237fa213d3412 | COMPRESSED_CONTROL_FRAME | 11 | 11 | c8           | a control frame is marked as compressed
                    Close marked as compressed              | SERVER | 810548656c6c6fc80203e8                 | COMPRESSED_CONTROL_FRAME | 7  | 7  | c8           | a control frame is marked as compressed
                    Ping within a compressed message        | CLIENT | 418137fa213dc8c98037fa213d             | COMPRESSED_CONTROL_FRAME | 7  | 7  | c9           | a control frame is marked as compressed
                    Ping within a compressed message        | SERVER | 4101ffc900                             | COMPRESSED_CONTROL_FRAME | 3  | 3  | c9           | a control frame is marked as compressed
                    second fragment of a compressed message | CLIENT | 418137fa213dc8c08137fa213dc8           | COMPRESSED_CONTINUATION  | 7  | 7  | c0           | a continuation frame is marked as compressed
                    second fragment of a compressed message | SERVER | 4101ffc001ff                           | COMPRESSED_CONTINUATION  | 3  | 3  | c0           | a continuation frame is marked as compressed
                    second fragment of another message      | CLIENT | 018137fa213d56408137fa213dc8           | COMPRESSED_CONTINUATION  | 7  | 7  | 40           | a continuation frame is marked as compressed
                    second fragment of another message      | SERVER | 0101614001ff                           | COMPRESSED_CONTINUATION  | 3  | 3  | 40           | a continuation frame is marked as compressed
                    RSV2 beside RSV1                        | CLIENT | e18137fa213dc8                         | RESERVED_BITS            | 0  | 0  | e1           | reserved bits RSV1-3 are 110
                    RSV2 beside RSV1                        | SERVER | e101ff                                 | RESERVED_BITS            | 0  | 0  | e1           | reserved bits RSV1-3 are 110
                    RSV3 beside RSV1                        | CLIENT | d18137fa213dc8                         | RESERVED_BITS            | 0  | 0  | d1           | reserved bits RSV1-3 are 101
                    RSV3 beside RSV1                        | SERVER | d101ff                                 | RESERVED_BITS            | 0  | 0  | d1           | reserved bits RSV1-3 are 101
                    text behind compressed text is checked  | CLIENT | c18137fa213dc8818137fa213dc8           | TEXT_NOT_UTF8            | 7  | 13 | 818137fa213d | text is not UTF-8 at octet 0xff
                    text behind compressed text is checked  | SERVER | c101ff8101ff                           | TEXT_NOT_UTF8            | 3  | 5  | 8101         | text is not UTF-8 at octet 0xff
                    reserved opcode marked as compressed    | CLIENT | c38037fa213d                           | RESERVED_OPCODE          | 0  | 0  | c3           | reserved opcode 0x3
                    reserved opcode marked as compressed    | SERVER | c300                                   | RESERVED_OPCODE          | 0  | 0  | c3           | reserved opcode 0x3
                    """)
    void holdsToRfc7692Section6Dot1OnCompressedMessages(
            String name,
            Sender sender,
            String octets,
            Violation violation,
            long frame,
            long octet,
            String header,
            String description) {
        assertBroken(
                sender, octets, new Violated(violation, frame, octet, header, description), true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    empty text, Autobahn 1.1.1                           | CLIENT | 818037fa213d                                                 | TEXT 0
                    empty text, Autobahn 1.1.1                           | SERVER | 8100                                                         | TEXT 0
                    text of 125 octets, Autobahn 1.1.2                   | CLIENT | 81fd37fa213d1dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171d | TEXT 125
                    text of 125 octets, Autobahn 1.1.2                   | SERVER | 817d2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a | TEXT 125
                    text of 126 octets, Autobahn 1.1.3                   | CLIENT | 81fe007e37fa213d1dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd0 | TEXT 126
                    text of 126 octets, Autobahn 1.1.3                   | SERVER | 817e007e2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a | TEXT 126
                    empty binary, Autobahn 1.2.1                         | CLIENT | 828037fa213d                                                 | BINARY 0
                    empty binary, Autobahn 1.2.1                         | SERVER | 8200                                                         | BINARY 0
                    binary that is no text                               | CLIENT | 828337fa213dc804a1                                           | BINARY 3
                    binary that is no text                               | SERVER | 8203fffe80                                                   | BINARY 3
                    Ping without payload, Autobahn 2.1                   | CLIENT | 898037fa213d                                                 | PING 0
                    Ping without payload, Autobahn 2.1                   | SERVER | 8900                                                         | PING 0
                    Ping of octets that are no text, Autobahn 2.3        | CLIENT | 898837fa213d3705dfc0cb0121c2                                 | PING 8
                    Ping of octets that are no text, Autobahn 2.3        | SERVER | 890800fffefdfcfb00ff                                         | PING 8
                    Ping of 125 octets, Autobahn 2.4 and 2.6             | CLIENT | 89fd37fa213dc904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c904dfc3c9 | PING 125
                    Ping of 125 octets, Autobahn 2.4 and 2.6             | SERVER | 897dfefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefe | PING 125
                    Pong that nobody asked for, Autobahn 2.7 and 2.8     | CLIENT | 8a8037fa213d8a8437fa213d47954f5a                             | PONG 0; PONG 4
                    Pong that nobody asked for, Autobahn 2.7 and 2.8     | SERVER | 8a008a04706f6e67                                             | PONG 0; PONG 4
                    ten Pings, Autobahn 2.10 and 2.11                    | CLIENT | 898137fa213d07898137fa213d06898137fa213d05898137fa213d04898137fa213d03898137fa213d02898137fa213d01898137fa213d00898137fa213d0f898137fa213d0e | PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1
                    ten Pings, Autobahn 2.10 and 2.11                    | SERVER | 890130890131890132890133890134890135890136890137890138890139 | PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1; PING 1
                    text in two fragments, Autobahn 5.3 to 5.5           | CLIENT | 018137fa213d56808137fa213d55                                 | TEXT 1; CONTINUATION 1
                    text in two fragments, Autobahn 5.3 to 5.5           | SERVER | 010161800162                                                 | TEXT 1; CONTINUATION 1
                    Ping between two fragments, Autobahn 5.6 to 5.8      | CLIENT | 018137fa213d56898137fa213d47808137fa213d55                   | TEXT 1; PING 1; CONTINUATION 1
                    Ping between two fragments, Autobahn 5.6 to 5.8      | SERVER | 010161890170800162                                           | TEXT 1; PING 1; CONTINUATION 1
                    Pings between five fragments, Autobahn 5.19 and 5.20 | CLIENT | 018137fa213d56008137fa213d55898137fa213d47008137fa213d54008137fa213d53898137fa213d47808137fa213d52 | TEXT 1; CONTINUATION 1; PING 1; CONTINUATION 1; CONTINUATION 1; PING 1; CONTINUATION 1
                    Pings between five fragments, Autobahn 5.19 and 5.20 | SERVER | 010161000162890170000163000164890170800165                   | TEXT 1; CONTINUATION 1; PING 1; CONTINUATION 1; CONTINUATION 1; PING 1; CONTINUATION 1
                    three empty fragments, Autobahn 6.1.1 and 6.1.2      | CLIENT | 018037fa213d008037fa213d808037fa213d                         | TEXT 0; CONTINUATION 0; CONTINUATION 0
                    three empty fragments, Autobahn 6.1.1 and 6.1.2      | SERVER | 010000008000                                                 | TEXT 0; CONTINUATION 0; CONTINUATION 0
                    only the middle fragment has payload, Autobahn 6.1.3 | CLIENT | 018037fa213d008b37fa213df940c0808e35a2f38b3494808037fa213d   | TEXT 0; CONTINUATION 11; CONTINUATION 0
                    only the middle fragment has payload, Autobahn 6.1.3 | SERVER | 0100000bcebae1bdb9cf83cebcceb58000                           | TEXT 0; CONTINUATION 11; CONTINUATION 0
                    text in one frame, Autobahn 6.2.1                    | CLIENT | 819d37fa213d7f9f4d5158d7e3887739befe813985fe8b3981fe96d7746971d7191c16 | TEXT 29
                    text in one frame, Autobahn 6.2.1                    | SERVER | 811d48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121 | TEXT 29
                    text cut between code points, Autobahn 6.2.2         | CLIENT | 018f37fa213d7f9f4d5158d7e3887739befe813985808e37fa213df446e29df45b0c6863bc0c0516db | TEXT 15; CONTINUATION 14
                    text cut between code points, Autobahn 6.2.2         | SERVER | 010f48656c6c6f2dc2b540c39fc3b6c3a4800ec3bcc3a0c3a12d5554462d382121 | TEXT 15; CONTINUATION 14
                    each octet is a fragment, Autobahn 6.2.4             | CLIENT | 018137fa213df9008137fa213d8d008137fa213dd6008137fa213d8a008137fa213d8e008137fa213df8008137fa213db4008137fa213df9008137fa213d8b008137fa213df9808137fa213d82 | TEXT 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1
                    each octet is a fragment, Autobahn 6.2.4             | SERVER | 0101ce0001ba0001e10001bd0001b90001cf0001830001ce0001bc0001ce8001b5 | TEXT 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1; CONTINUATION 1
                    highest code point, Autobahn 6.11.4                  | CLIENT | 818437fa213dc3759e82                                         | TEXT 4
                    highest code point, Autobahn 6.11.4                  | SERVER | 8104f48fbfbf                                                 | TEXT 4
                    noncharacter, Autobahn 6.22.2                        | CLIENT | 818337fa213dd8459e                                           | TEXT 3
                    noncharacter, Autobahn 6.22.2                        | SERVER | 8103efbfbf                                                   | TEXT 3
                    code point cut by a Ping that is no text             | CLIENT | 018137fa213dd5898137fa213dc8808237fa213db556                 | TEXT 1; PING 1; CONTINUATION 2
                    code point cut by a Ping that is no text             | SERVER | 0101e28901ff800282ac                                         | TEXT 1; PING 1; CONTINUATION 2
                    """)
    void letsLegalFramesPass(String name, Sender sender, String octets, String frames) {
        assertLegal(sender, octets, frames, false, true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    compressed text is not looked at  | CLIENT | c18237fa213dc804                                       | TEXT 2
                    compressed text is not looked at  | SERVER | c102fffe                                               | TEXT 2
                    compressed binary                 | CLIENT | c28237fa213dc804                                       | BINARY 2
                    compressed binary                 | SERVER | c202fffe                                               | BINARY 2
                    only the first fragment is marked | CLIENT | 418137fa213dc8008137fa213dc9898037fa213d808137fa213dc8 | TEXT 1; CONTINUATION 1; PING 0; CONTINUATION 1
                    only the first fragment is marked | SERVER | 4101ff0001fe89008001ff                                 | TEXT 1; CONTINUATION 1; PING 0; CONTINUATION 1
                    text and compressed text by turns | CLIENT | 818137fa213d56c18137fa213dc8818137fa213d55             | TEXT 1; TEXT 1; TEXT 1
                    text and compressed text by turns | SERVER | 810161c101ff810162                                     | TEXT 1; TEXT 1; TEXT 1
                    text that is not compressed       | CLIENT | 018137fa213dd5808237fa213db556                         | TEXT 1; CONTINUATION 2
                    text that is not compressed       | SERVER | 0101e2800282ac                                         | TEXT 1; CONTINUATION 2
                    """)
    void letsCompressedMessagesPass(String name, Sender sender, String octets, String frames) {
        assertLegal(sender, octets, frames, true);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    no body, Autobahn 7.3.1              | CLIENT | 888037fa213d                                                 | 1005 | ""
                    no body, Autobahn 7.3.1              | SERVER | 8800                                                         | 1005 | ""
                    code alone, Autobahn 7.3.3 and 7.7.1 | CLIENT | 888237fa213d3412                                             | 1000 | ""
                    code alone, Autobahn 7.3.3 and 7.7.1 | SERVER | 880203e8                                                     | 1000 | ""
                    code and reason, Autobahn 7.3.4      | CLIENT | 888e37fa213d341269585b964e1d6095535153db                     | 1000 | Hello World!
                    code and reason, Autobahn 7.3.4      | SERVER | 880e03e848656c6c6f20576f726c6421                             | 1000 | Hello World!
                    longest reason, Autobahn 7.3.5       | CLIENT | 88fd37fa213d34120b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171dd00b171d | 1000 | ***************************************************************************************************************************
                    longest reason, Autobahn 7.3.5       | SERVER | 887d03e82a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a | 1000 | ***************************************************************************************************************************
                    1001, Autobahn 7.7.2                 | CLIENT | 888237fa213d3413                                             | 1001 | ""
                    1001, Autobahn 7.7.2                 | SERVER | 880203e9                                                     | 1001 | ""
                    1002, Autobahn 7.7.3                 | CLIENT | 888237fa213d3410                                             | 1002 | ""
                    1002, Autobahn 7.7.3                 | SERVER | 880203ea                                                     | 1002 | ""
                    1003, Autobahn 7.7.4                 | CLIENT | 888237fa213d3411                                             | 1003 | ""
                    1003, Autobahn 7.7.4                 | SERVER | 880203eb                                                     | 1003 | ""
                    1007, Autobahn 7.7.5                 | CLIENT | 888237fa213d3415                                             | 1007 | ""
                    1007, Autobahn 7.7.5                 | SERVER | 880203ef                                                     | 1007 | ""
                    1008, Autobahn 7.7.6                 | CLIENT | 888237fa213d340a                                             | 1008 | ""
                    1008, Autobahn 7.7.6                 | SERVER | 880203f0                                                     | 1008 | ""
                    1009, Autobahn 7.7.7                 | CLIENT | 888237fa213d340b                                             | 1009 | ""
                    1009, Autobahn 7.7.7                 | SERVER | 880203f1                                                     | 1009 | ""
                    1010, Autobahn 7.7.8                 | CLIENT | 888237fa213d3408                                             | 1010 | ""
                    1010, Autobahn 7.7.8                 | SERVER | 880203f2                                                     | 1010 | ""
                    1011, Autobahn 7.7.9                 | CLIENT | 888237fa213d3409                                             | 1011 | ""
                    1011, Autobahn 7.7.9                 | SERVER | 880203f3                                                     | 1011 | ""
                    3000, Autobahn 7.7.10                | CLIENT | 888237fa213d3c42                                             | 3000 | ""
                    3000, Autobahn 7.7.10                | SERVER | 88020bb8                                                     | 3000 | ""
                    3999, Autobahn 7.7.11                | CLIENT | 888237fa213d3865                                             | 3999 | ""
                    3999, Autobahn 7.7.11                | SERVER | 88020f9f                                                     | 3999 | ""
                    4000, Autobahn 7.7.12                | CLIENT | 888237fa213d385a                                             | 4000 | ""
                    4000, Autobahn 7.7.12                | SERVER | 88020fa0                                                     | 4000 | ""
                    4999, Autobahn 7.7.13                | CLIENT | 888237fa213d247d                                             | 4999 | ""
                    4999, Autobahn 7.7.13                | SERVER | 88021387                                                     | 4999 | ""
                    1012, registered behind RFC 6455     | CLIENT | 888237fa213d340e                                             | 1012 | ""
                    1012, registered behind RFC 6455     | SERVER | 880203f4                                                     | 1012 | ""
                    1013, registered behind RFC 6455     | CLIENT | 888237fa213d340f                                             | 1013 | ""
                    1013, registered behind RFC 6455     | SERVER | 880203f5                                                     | 1013 | ""
                    1014, registered behind RFC 6455     | CLIENT | 888237fa213d340c                                             | 1014 | ""
                    1014, registered behind RFC 6455     | SERVER | 880203f6                                                     | 1014 | ""
                    reason in four widths                | CLIENT | 888c37fa213d340c40fe9e18a391c765b9bd                         | 1014 | aé€😀
                    reason in four widths                | SERVER | 880c03f661c3a9e282acf09f9880                                 | 1014 | aé€😀
                    """)
    void readsClose(String name, Sender sender, String octets, int code, String reason) {
        assertClose(sender, octets, new CloseFrame(code, reason));
    }

    @Test
    void hasARowForEachViolationThatIsFoundWithoutInflating() {
        Set<String> inTables =
                Arrays.stream(InboundCheckConformanceTest.class.getDeclaredMethods())
                        .flatMap(method -> Stream.ofNullable(method.getAnnotation(CsvSource.class)))
                        .flatMap(table -> table.textBlock().lines())
                        .map(row -> row.split("\\|"))
                        .filter(columns -> columns.length == 8)
                        .map(columns -> columns[3].strip())
                        .collect(Collectors.toSet());
        assertThat(inTables)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Violation.values())
                                .filter(found -> found != Violation.COMPRESSED_DATA_CORRUPT)
                                .map(Violation::name)
                                .toList());
    }

    private static void assertBroken(
            Sender sender, String hex, Violated violated, boolean... compressions) {
        byte[] octets = HexFormat.of().parseHex(hex);
        for (boolean compression : compressions) {
            Recorder recorder = new Recorder(sender, compression).feed(octets);
            assertThat(recorder.check().violated()).isEqualTo(violated);
            assertThat(recorder.found().getLast()).isInstanceOf(Found.Broken.class);
            assertSameHoweverCut(sender, compression, octets, recorder.found());

            int decides = (int) violated.octet();
            Recorder early = new Recorder(sender, compression);
            early.feed(ByteBuffer.wrap(octets, 0, decides));
            assertThat(early.found()).noneMatch(Found.Broken.class::isInstance);
            early.feed(ByteBuffer.wrap(octets, decides, 1));
            assertThat(early.found()).isEqualTo(recorder.found());
            assertThat(early.check().violated()).isEqualTo(violated);
        }
    }

    private static void assertLegal(
            Sender sender, String hex, String frames, boolean... compressions) {
        byte[] octets = HexFormat.of().parseHex(hex);
        for (boolean compression : compressions) {
            Recorder recorder = new Recorder(sender, compression).feed(octets);
            assertThat(recorder.found().getLast()).isInstanceOf(Found.FrameEnded.class);
            assertThat(recorder.check().isBetweenFrames()).isTrue();
            assertThat(recorder.check().octets()).isEqualTo(octets.length);
            assertThat(
                            recorder.found().stream()
                                    .filter(Found.FrameBegan.class::isInstance)
                                    .map(Found.FrameBegan.class::cast)
                                    .map(frame -> frame.opcode() + " " + frame.payloadLength())
                                    .collect(Collectors.joining("; ")))
                    .isEqualTo(frames);
            assertSameHoweverCut(sender, compression, octets, recorder.found());
        }
    }

    private static void assertClose(Sender sender, String hex, CloseFrame close) {
        byte[] octets = HexFormat.of().parseHex(hex);
        List<Found> found = Recorder.record(sender, false, octets);
        assertThat(found).hasSize(2);
        assertThat(found.getLast()).isEqualTo(new Found.Closed(octets.length, close));
        assertSameHoweverCut(sender, false, octets, found);
    }

    private static void assertSameHoweverCut(
            Sender sender, boolean compression, byte[] octets, List<Found> found) {
        for (int cut = 0; cut <= octets.length; cut++) {
            assertThat(Recorder.record(sender, compression, octets, cut))
                    .as("cut before octet %d", cut)
                    .isEqualTo(found);
        }
        assertThat(Recorder.recordEach(sender, compression, octets))
                .as("octet by octet")
                .isEqualTo(found);
    }
}
