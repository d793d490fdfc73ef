package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7692 §7 and §7.1. The extension is written as {@code pd}; "none" is no extension at all. */
final class DeflateWishesTest {
    private static List<Extension> extensions(String value) {
        return switch (ExtensionHeader.parse(
                List.of(value.replace("pd", PermessageDeflate.NAME)))) {
            case ExtensionHeader.Listed(List<Extension> listed) -> listed;
            case ExtensionHeader.Malformed malformed ->
                    throw new AssertionError(malformed.description());
        };
    }

    private static String written(Optional<PermessageDeflate> answer) {
        return answer.map(parameters -> parameters.extension().toString())
                .orElse("none")
                .replace(PermessageDeflate.NAME, "pd");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7 no parameters                          | pd                                                | pd                                              | pd; SNC; CNC
                    7 other extensions                       | foo, pd, bar                                      | pd                                              | pd; SNC; CNC
                    7 not offered                            | foo                                               | none                                            | none
                    7 the first is preferred                 | pd; SNC, pd                                       | pd; SNC                                         | pd; SNC; CNC
                    7 the first is invalid                   | pd; server_max_window_bits=7, pd; CNC             | pd; CNC                                         | pd; SNC; CNC
                    7 an unknown parameter                   | pd; foo=1, pd; SNC                                | pd; SNC                                         | pd; SNC; CNC
                    7 a repeated parameter                   | pd; SNC; SNC                                      | none                                            | none
                    7 all are invalid                        | pd; SNC=1, pd; server_max_window_bits, pd; foo    | none                                            | none
                    7.1.1.1 asked for                        | pd; SNC                                           | pd; SNC                                         | pd; SNC; CNC
                    7.1.1.2 announced                        | pd; CNC                                           | pd; CNC                                         | pd; SNC; CNC
                    7.1.1 both                               | pd; SNC; CNC                                      | pd; SNC; CNC                                    | pd; SNC; CNC
                    7.1.2.1 the least                        | pd; server_max_window_bits=8                      | pd; server_max_window_bits=8                    | pd; SNC; CNC; server_max_window_bits=8
                    7.1.2.1 between                          | pd; server_max_window_bits=10                     | pd; server_max_window_bits=10                   | pd; SNC; CNC; server_max_window_bits=10
                    7.1.2.1 the most                         | pd; server_max_window_bits=15                     | pd; server_max_window_bits=15                   | pd; SNC; CNC; server_max_window_bits=15
                    7.1.2.2 the server may choose            | pd; client_max_window_bits                        | pd                                              | pd; SNC; CNC
                    7.1.2.2 announced, and less is kept      | pd; client_max_window_bits=9                      | pd; client_max_window_bits=9                    | pd; SNC; CNC
                    7.1.2.2 announced, and nothing is kept   | pd; CNC; client_max_window_bits=9                 | pd; CNC                                         | pd; SNC; CNC
                    7.1.3 browser                            | pd; client_max_window_bits                        | pd                                              | pd; SNC; CNC
                    7.1.3 example with a fallback            | pd; client_max_window_bits; server_max_window_bits=10, pd; client_max_window_bits | pd; server_max_window_bits=10 | pd; SNC; CNC; server_max_window_bits=10
                    """)
    void answersTheFirstValidOffer(
            String name, String offered, String withTakeover, String without) {
        List<Extension> offers = extensions(inFull(offered));
        for (boolean contextTakeover : new boolean[] {true, false}) {
            Optional<PermessageDeflate> answer = new DeflateWishes(contextTakeover).answer(offers);
            assertThat(written(answer)).isEqualTo(inFull(contextTakeover ? withTakeover : without));
            answer.ifPresent(accepted ->
                    assertThat(PermessageDeflate.readAnswer(accepted.extension(), offers))
                            .isEqualTo(new PermessageDeflate.Reading.Valid(accepted)));
        }
    }

    private static String inFull(String parameters) {
        return parameters
                .replace("SNC", "server_no_context_takeover")
                .replace("CNC", "client_no_context_takeover");
    }

    @Test
    void offersToBeToldAWindow() {
        assertThat(new DeflateWishes(true).offer().extension())
                .hasToString("permessage-deflate; client_max_window_bits");
        assertThat(new DeflateWishes(false).offer().extension())
                .hasToString(
                        "permessage-deflate; server_no_context_takeover;"
                                + " client_no_context_takeover; client_max_window_bits");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7 no parameters              | true  | pd                            | true  15 | true  15
                    7.1.1.1 announced            | true  | pd; SNC                       | true  15 | false 15
                    7.1.1.2 demanded             | true  | pd; CNC                       | false 15 | true  15
                    7.1.1 both                   | true  | pd; SNC; CNC                  | false 15 | false 15
                    7.1.2.1                      | true  | pd; server_max_window_bits=10 | true  15 | true  10
                    7.1.2.2                      | true  | pd; client_max_window_bits=8  | true   8 | true  15
                    7.1.1 wished and answered    | false | pd; SNC; CNC                  | false 15 | false 15
                    7.1.1.2 wished, not answered | false | pd; SNC                       | false 15 | false 15
                    7.1.2 windows as answered    | false | pd; SNC; server_max_window_bits=9; client_max_window_bits=12 | false 12 | false 9
                    """)
    void agreesWithWhatWasAnswered(
            String name, boolean contextTakeover, String answer, String client, String server) {
        DeflateWishes wishes = new DeflateWishes(contextTakeover);
        PermessageDeflate agreed =
                PermessageDeflate.agreed(extensions(inFull(answer))).orElseThrow();
        assertThat(
                        PermessageDeflate.readAnswer(
                                agreed.extension(), List.of(wishes.offer().extension())))
                .isEqualTo(new PermessageDeflate.Reading.Valid(agreed));
        assertThat(wishes.agreed(agreed))
                .isEqualTo(
                        new DeflateTerms(
                                DeflateTermsTest.terms(client), DeflateTermsTest.terms(server)));
    }

    @Test
    void agreesWithItselfAtBothEnds() {
        for (boolean client : new boolean[] {true, false}) {
            for (boolean server : new boolean[] {true, false}) {
                DeflateWishes ofClient = new DeflateWishes(client);
                DeflateWishes ofServer = new DeflateWishes(server);
                PermessageDeflate answer =
                        ofServer.answer(List.of(ofClient.offer().extension())).orElseThrow();
                assertThat(ofClient.agreed(answer)).isEqualTo(ofServer.agreed(answer));
                assertThat(ofClient.agreed(answer).client().contextTakeover())
                        .isEqualTo(client && server);
            }
        }
    }
}
