package gatepost.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is UTF-8 (RFC 3629), in few octets and in blocks, cut and masked. */
final class Utf8CheckTest {
    /** Valid, of the four widths, and a word and a half long. */
    private static final byte[] LEAD_IN = "aé€😀é".getBytes(UTF_8);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Autobahn 6.5.1, one octet              | 68656c6c6f24776f726c64
                    Autobahn 6.5.2, two octets             | 68656c6c6fc2a2776f726c64
                    Autobahn 6.5.3, three octets           | 68656c6c6fe282ac776f726c64
                    Autobahn 6.5.4, four octets            | 68656c6c6ff0a4ada2776f726c64
                    Autobahn 6.5.5                         | cebae1bdb9cf83cebcceb5
                    Autobahn 6.7.1, first of one octet     | 00
                    Autobahn 6.7.2, first of two octets    | c280
                    Autobahn 6.7.3, first of three octets  | e0a080
                    Autobahn 6.7.4, first of four octets   | f0908080
                    Autobahn 6.9.1, last of one octet      | 7f
                    Autobahn 6.9.2, last of two octets     | dfbf
                    Autobahn 6.9.3, last of three octets   | efbfbf
                    Autobahn 6.9.4, last of four octets    | f48fbfbf
                    Autobahn 6.11.1, before the surrogates | ed9fbf
                    Autobahn 6.11.2, behind the surrogates | ee8080
                    Autobahn 6.11.3                        | efbfbd
                    Autobahn 6.22.1, noncharacter          | efbfbe
                    Autobahn 6.22.3, noncharacter          | f09fbfbe
                    Autobahn 6.22.34, noncharacter         | f48fbfbf
                    Autobahn 6.23.1, special               | efbfb9
                    """)
    void letsPass(String name, String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        assertFirstImpossible(octets, octets.length);
        assertThat(completeAfter(octets)).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Autobahn 6.8.1, five octets             | f888808080             | 0
                    Autobahn 6.8.2, six octets              | fc8480808080           | 0
                    Autobahn 6.10.1, beyond the last plane  | f7bfbfbf               | 0
                    Autobahn 6.10.2                         | fbbfbfbfbf             | 0
                    Autobahn 6.10.3                         | fdbfbfbfbfbf           | 0
                    Autobahn 6.11.5, U+110000               | f4908080               | 1
                    Autobahn 6.12.1, continuation           | 80                     | 0
                    Autobahn 6.12.2                         | bf                     | 0
                    Autobahn 6.12.7                         | 80bf80bf80bf           | 0
                    Autobahn 6.13.1, start and a space      | c020c120               | 0
                    C2 and a space                          | c220                   | 1
                    Autobahn 6.13.2                         | e020e120               | 1
                    Autobahn 6.13.3                         | f020f120               | 1
                    Autobahn 6.14.2, last octet is missing  | e080                   | 1
                    Autobahn 6.14.3                         | f08080                 | 1
                    Autobahn 6.14.8                         | f7bfbf                 | 0
                    Autobahn 6.15.1                         | c0e080f08080f8808080   | 0
                    DF, then EF BF                          | dfefbf                 | 1
                    EF BF, then DF                          | efbfdf                 | 2
                    F3 BF BF, then a letter                 | f3bfbf61               | 3
                    Autobahn 6.16.1, impossible             | fe                     | 0
                    Autobahn 6.16.2                         | ff                     | 0
                    F5                                      | f5808080               | 0
                    Autobahn 6.17.1, overlong slash         | c0af                   | 0
                    Autobahn 6.17.2                         | e080af                 | 1
                    Autobahn 6.17.3                         | f08080af               | 1
                    Autobahn 6.18.1, highest overlong       | c1bf                   | 0
                    Autobahn 6.18.2                         | e09fbf                 | 1
                    Autobahn 6.18.3                         | f08fbfbf               | 1
                    Autobahn 6.19.2, overlong NUL           | e08080                 | 1
                    Autobahn 6.20.1, lowest surrogate       | eda080                 | 1
                    Autobahn 6.20.2                         | edadbf                 | 1
                    Autobahn 6.20.5                         | edb080                 | 1
                    Autobahn 6.20.7, highest surrogate      | edbfbf                 | 1
                    Autobahn 6.21.8, paired surrogates      | edafbfedbfbf           | 1
                    a continuation too many, of two octets  | c3a9a9                 | 2
                    a continuation too many, of three       | e282acac               | 3
                    a continuation too many, of four        | f09f988080             | 4
                    """)
    void findsTheFirstImpossibleOctet(String name, String hex, int index) {
        assertFirstImpossible(HexFormat.of().parseHex(hex), index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "e2", "e282", "f0", "f09f", "f09f98", "ce", "cebae1bd"})
    void isNotCompleteWithinACodePoint(String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        assertFirstImpossible(octets, octets.length);
        assertThat(completeAfter(octets)).isFalse();
    }

    @Test
    void isCompleteBeforeAnything() {
        Utf8Check check = new Utf8Check();
        assertThat(check.check(ByteBuffer.allocate(0), 0, 0, 0)).isZero();
        assertThat(check.isComplete()).isTrue();
    }

    @Test
    void forgetsACutCodePointWhenItIsReset() {
        Utf8Check check = new Utf8Check();
        check.check(ByteBuffer.wrap(new byte[] {(byte) 0xE2}), 0, 1, 0);
        check.reset();
        assertThat(check.isComplete()).isTrue();
        assertThat(check.check(ByteBuffer.wrap(new byte[] {'a'}), 0, 1, 0)).isEqualTo(1);
    }

    @Test
    void goesOnWhereverATextIsCut() {
        byte[] text = "aé€😀".repeat(260).getBytes(UTF_8);
        for (int cut = 0; cut <= text.length; cut++) {
            ByteBuffer in = ByteBuffer.wrap(text);
            Utf8Check check = new Utf8Check();
            assertThat(check.check(in, 0, cut, 0)).as("up to %d", cut).isEqualTo(cut);
            assertThat(check.isComplete())
                    .as("up to %d", cut)
                    .isEqualTo(cut == text.length || (text[cut] & 0xC0) != 0x80);
            assertThat(check.check(in, cut, text.length, 0))
                    .as("from %d", cut)
                    .isEqualTo(text.length);
            assertThat(check.isComplete()).as("cut at %d", cut).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀"})
    void findsOneWrongOctetAtEachPlaceOfALongText(String codePoint) {
        byte[] text = codePoint.repeat(2200).substring(0, 2200).getBytes(UTF_8);
        for (int at = 0; at < text.length; at++) {
            byte right = text[at];
            text[at] = (byte) 0xFF;
            assertThat(new Utf8Check().check(ByteBuffer.wrap(text), 0, text.length, 0))
                    .isEqualTo(at);
            text[at] = right;
        }
    }

    @Test
    void findsAWrongFirstOctetBehindEachCut() {
        byte[] text = "aé€😀".repeat(260).getBytes(UTF_8);
        for (int cut = 0; cut < text.length; cut++) {
            byte right = text[cut];
            text[cut] = (byte) ((right & 0xC0) == 0x80 ? 0x61 : 0xBF);
            Utf8Check check = new Utf8Check();
            ByteBuffer in = ByteBuffer.wrap(text);
            assertThat(check.check(in, 0, cut, 0)).isEqualTo(cut);
            assertThat(check.check(in, cut, text.length, 0)).isEqualTo(cut);
            text[cut] = right;
        }
    }

    /** Alone, and behind and before valid text at each place of some words, masked and not. */
    private static void assertFirstImpossible(byte[] octets, int index) {
        assertThat(SlowUtf8.firstImpossible(octets)).as("the slow check").isEqualTo(index);
        for (int mask : new int[] {0, 0x3D21FA37, 0x80808080, -1}) {
            assertThat(check(octets, 0, mask)).isEqualTo(index);
            for (int before = 0; before <= 40; before++) {
                byte[] text = new byte[LEAD_IN.length + before + octets.length + 24];
                Arrays.fill(text, (byte) 'a');
                System.arraycopy(LEAD_IN, 0, text, 0, LEAD_IN.length);
                int at = LEAD_IN.length + before;
                System.arraycopy(octets, 0, text, at, octets.length);
                // What is cut here and not wrong so far, is wrong at the letter behind it.
                boolean whole = index == octets.length && SlowUtf8.isComplete(octets);
                assertThat(check(text, before % 8, mask))
                        .as("%d octets before", at)
                        .isEqualTo(whole ? text.length : at + index);
            }
        }
    }

    /** Checks octets from an index of a buffer on, through a mask. */
    private static int check(byte[] octets, int index, int mask) {
        ByteBuffer in = ByteBuffer.allocate(index + octets.length);
        in.position(index);
        for (int i = 0; i < octets.length; i++) {
            in.put((byte) (octets[i] ^ (mask >> (8 * (i % 4)))));
        }
        return new Utf8Check().check(in.clear(), index, index + octets.length, mask) - index;
    }

    private static boolean completeAfter(byte[] octets) {
        Utf8Check check = new Utf8Check();
        check.check(ByteBuffer.wrap(octets), 0, octets.length, 0);
        return check.isComplete();
    }
}
