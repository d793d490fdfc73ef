package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import gatepost.closing.Reading.How;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignTest {
    private static List<Sign> parse(String text) {
        return Sign.parse(text.lines().toList());
    }

    @Test
    void isWrittenOnThreeLines() {
        List<Sign> signs =
                parse(
                        """
                        # a comment

                        ws SENT - -
                        closed by us: (?<code>\\d+)
                        closed by us: 1009

                        nginx HANDSHAKE 1006 proxy-path
                          status (?<status>\\d{3})
                        two\\nlines: status 502
                        """);

        assertThat(signs)
                .extracting(Sign::program, Sign::how, Sign::code, Sign::note, Sign::example)
                .containsExactly(
                        tuple(
                                Program.WS,
                                How.SENT,
                                OptionalInt.empty(),
                                Optional.empty(),
                                "closed by us: 1009"),
                        tuple(
                                Program.NGINX,
                                How.HANDSHAKE,
                                OptionalInt.of(1006),
                                Optional.of("proxy-path"),
                                "two\nlines: status 502"));
    }

    @Test
    void tellsTheCodeAndTheStatusOfTheText() {
        Sign sign = parse("ws SENT - -\nby us: (?<code>\\d+)\nby us: 1").getFirst();
        Sign refused = parse("ws HANDSHAKE 1006 -\nHTTP(?: (?<status>\\d{3}))?\nHTTP").getFirst();

        assertThat(sign.find("x by us: 4001 y"))
                .contains(
                        new Reading(
                                Program.WS,
                                Catalogue.entry(4001).orElseThrow(),
                                4001,
                                How.SENT,
                                OptionalInt.empty(),
                                "by us: 4001",
                                Optional.empty()));
        assertThat(sign.find("by us: 70000")).as("no close code").isEmpty();
        assertThat(sign.find("by them: 4001")).isEmpty();
        assertThat(refused.find("HTTP 403").map(Reading::httpStatus)).contains(OptionalInt.of(403));
        assertThat(refused.find("HTTP").map(Reading::httpStatus)).contains(OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws SENT 1006 -\nx",
                "nobody SENT 1006 -\nx\nx",
                "ws SENT 1006\nx\nx",
                "ws SOMEHOW 1006 -\nx\nx",
                "ws SENT many -\nx\nx",
                "ws SENT 1006 -\n(\nx",
            })
    void isNotTakenWhereItIsNotWrittenSo(String lines) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(lines));
    }
}
