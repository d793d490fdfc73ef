package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gatepost.protocol.PermessageDeflate.ClientMaxWindowBits;
import gatepost.protocol.PermessageDeflate.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7692 §7.1. In the tables a dot stands for no parameters. */
class PermessageDeflateTest {
    private static Extension extension(String parameters) {
        String value = parameters.equals(".") ? "" : "; " + parameters;
        return extensions("permessage-deflate" + value).getFirst();
    }

    private static List<Extension> extensions(String value) {
        return switch (ExtensionHeader.parse(List.of(value))) {
            case ExtensionHeader.Listed(List<Extension> extensions) -> extensions;
            case ExtensionHeader.Malformed malformed ->
                    throw new AssertionError(malformed.description());
        };
    }

    private static String described(Reading reading) {
        return switch (reading) {
            case Reading.Valid _ -> "valid";
            case Reading.Invalid(String description) -> description;
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    .                              | valid | valid
                    server_no_context_takeover     | valid | valid
                    client_no_context_takeover     | valid | valid
                    server_max_window_bits=8       | valid | valid
                    server_max_window_bits=15      | valid | valid
                    server_max_window_bits="10"    | valid | valid
                    client_max_window_bits=8       | valid | valid
                    client_max_window_bits=15      | valid | valid
                    client_max_window_bits         | valid | client_max_window_bits has no value
                    server_max_window_bits         | server_max_window_bits has no value         | =
                    server_max_window_bits=7       | server_max_window_bits cannot be 7          | =
                    server_max_window_bits=16      | server_max_window_bits cannot be 16         | =
                    server_max_window_bits=08      | server_max_window_bits cannot be 08         | =
                    server_max_window_bits=+9      | server_max_window_bits cannot be +9         | =
                    server_max_window_bits=9.0     | server_max_window_bits cannot be 9.0        | =
                    client_max_window_bits=7       | client_max_window_bits cannot be 7          | =
                    client_max_window_bits=16      | client_max_window_bits cannot be 16         | =
                    client_max_window_bits=015     | client_max_window_bits cannot be 015        | =
                    client_max_window_bits=x       | client_max_window_bits cannot be x          | =
                    server_no_context_takeover=1   | server_no_context_takeover cannot be 1      | =
                    client_no_context_takeover=yes | client_no_context_takeover cannot be yes    | =
                    foo                            | foo is unknown                              | =
                    Server_No_Context_Takeover     | Server_No_Context_Takeover is unknown       | =
                    server_no_context_takeover; server_no_context_takeover     | server_no_context_takeover is repeated | =
                    client_no_context_takeover; client_no_context_takeover     | client_no_context_takeover is repeated | =
                    server_max_window_bits=9; server_max_window_bits=9         | server_max_window_bits is repeated     | =
                    client_max_window_bits=9; client_max_window_bits           | client_max_window_bits is repeated     | =
                    """)
    void parametersOfOffersAndAnswers(String parameters, String asOffer, String asAnswer) {
        assertThat(described(PermessageDeflate.readOffer(extension(parameters))))
                .isEqualTo(asOffer);
        assertThat(described(PermessageDeflate.readAnswer(extension(parameters))))
                .isEqualTo(asAnswer.equals("=") ? asOffer : asAnswer);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    .                                | .                          | valid                                                     | 7 no parameters
                    server_no_context_takeover       | server_no_context_takeover | valid                                                     | 7.1.1.1 accepted
                    server_no_context_takeover       | .                          | server_no_context_takeover was offered, but not accepted  | 7.1.1.1 not accepted
                    .                                | server_no_context_takeover | valid                                                     | 7.1.1.1 a server may announce it unasked
                    client_no_context_takeover       | client_no_context_takeover | valid                                                     | 7.1.1.2 confirmed
                    client_no_context_takeover       | .                          | valid                                                     | 7.1.1.2 the hint may be ignored
                    .                                | client_no_context_takeover | valid                                                     | 7.1.1.2 a server may demand it unasked
                    server_max_window_bits=10        | server_max_window_bits=10  | valid                                                     | 7.1.2.1 the same value
                    server_max_window_bits=10        | server_max_window_bits=8   | valid                                                     | 7.1.2.1 a smaller value
                    server_max_window_bits=10        | server_max_window_bits=11  | server_max_window_bits is 11, offered was 10              | 7.1.2.1 a larger value
                    server_max_window_bits=14        | .                          | server_max_window_bits is 15, offered was 14              | 7.1.2.1 not accepted
                    server_max_window_bits=15        | .                          | valid                                                     | 7.1.2.1 silence means 15
                    .                                | server_max_window_bits=9   | valid                                                     | 7.1.2.1 a server may announce it unasked
                    client_max_window_bits           | client_max_window_bits=9   | valid                                                     | 7.1.2.2 demanded after an offer without value
                    client_max_window_bits           | .                          | valid                                                     | 7.1.2.2 the offer may be ignored
                    client_max_window_bits=10        | .                          | valid                                                     | 7.1.2.2 the hint may be ignored
                    client_max_window_bits=10        | client_max_window_bits=10  | valid                                                     | 7.1.2.2 the same value
                    client_max_window_bits=10        | client_max_window_bits=8   | valid                                                     | 7.1.2.2 a smaller value
                    client_max_window_bits=10        | client_max_window_bits=11  | client_max_window_bits is 11, offered was 10              | 7.1.2.2 a larger value
                    .                                | client_max_window_bits=15  | client_max_window_bits was not offered                    | 7.1.2.2 demanded unasked
                    client_max_window_bits           | client_max_window_bits     | client_max_window_bits has no value                       | 7.1.2.2 no value in an answer
                    .                                | foo=1                      | foo is unknown                                            | 7 an unknown parameter
                    foo                              | .                          | permessage-deflate had no valid offer                     | 7 an invalid offer has to be declined
                    """)
    void anAnswerFitsTheOffer(String offer, String answer, String verdict, String name) {
        assertThat(
                        described(
                                PermessageDeflate.readAnswer(
                                        extension(answer), List.of(extension(offer)))))
                .as(name)
                .isEqualTo(verdict);
    }

    @Test
    void anAnswerMayFitAnyOfTheOffers() {
        List<Extension> offers =
                extensions(
                        "foo, permessage-deflate; server_max_window_bits=10,"
                                + " permessage-deflate; bar, permessage-deflate");
        assertThat(described(PermessageDeflate.readAnswer(extension("."), offers)))
                .isEqualTo("valid");
        assertThat(
                        described(
                                PermessageDeflate.readAnswer(
                                        extension("client_max_window_bits=9"), offers)))
                .isEqualTo("server_max_window_bits is 15, offered was 10");
        assertThat(described(PermessageDeflate.readAnswer(extension("."), extensions("foo"))))
                .isEqualTo("permessage-deflate had no valid offer");
    }

    @Test
    void whatWeWriteWeRead() {
        for (PermessageDeflate parameters : everyCombination()) {
            Extension extension = parameters.extension();
            assertThat(PermessageDeflate.readOffer(extension))
                    .isEqualTo(new Reading.Valid(parameters));
            if (!(parameters.clientMaxWindowBits() instanceof ClientMaxWindowBits.WithoutValue)) {
                assertThat(PermessageDeflate.readAnswer(extension, List.of(extension)))
                        .isEqualTo(new Reading.Valid(parameters));
            }
        }
    }

    private static List<PermessageDeflate> everyCombination() {
        List<ClientMaxWindowBits> clientBits =
                new ArrayList<>(
                        List.of(
                                new ClientMaxWindowBits.Absent(),
                                new ClientMaxWindowBits.WithoutValue()));
        List<OptionalInt> serverBits = new ArrayList<>(List.of(OptionalInt.empty()));
        for (int bits = 8; bits <= 15; bits++) {
            clientBits.add(new ClientMaxWindowBits.Value(bits));
            serverBits.add(OptionalInt.of(bits));
        }
        List<PermessageDeflate> all = new ArrayList<>();
        for (boolean server : new boolean[] {false, true}) {
            for (boolean client : new boolean[] {false, true}) {
                for (OptionalInt ofServer : serverBits) {
                    for (ClientMaxWindowBits ofClient : clientBits) {
                        all.add(new PermessageDeflate(server, client, ofServer, ofClient));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void writesParametersAsOnTheWire() {
        assertThat(
                        new PermessageDeflate(
                                        true,
                                        true,
                                        OptionalInt.of(10),
                                        new ClientMaxWindowBits.WithoutValue())
                                .extension())
                .hasToString(
                        "permessage-deflate; server_no_context_takeover;"
                                + " client_no_context_takeover; server_max_window_bits=10;"
                                + " client_max_window_bits");
    }

    @ParameterizedTest
    @CsvSource({"7", "16", "0", "-1"})
    void windowBitsAreFrom8To15(int bits) {
        String message = "window bits are from 8 to 15, not " + bits;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientMaxWindowBits.Value(bits))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new PermessageDeflate(
                                false,
                                false,
                                OptionalInt.of(bits),
                                new ClientMaxWindowBits.Absent()))
                .withMessage(message);
    }

    @Test
    void anotherExtensionIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermessageDeflate.readOffer(new Extension("foo", List.of())))
                .withMessage("not permessage-deflate: foo");
    }

    @Test
    void descriptionsAreShortWhateverThePeerWrites() {
        String name = "x".repeat(1000);
        assertThat(described(PermessageDeflate.readAnswer(extension(name))))
                .isEqualTo("x".repeat(37) + "... is unknown");
        assertThat(
                        described(
                                PermessageDeflate.readAnswer(
                                        extension("server_no_context_takeover=" + name))))
                .isEqualTo("server_no_context_takeover cannot be " + "x".repeat(37) + "...")
                .hasSizeLessThanOrEqualTo(90);
    }
}
